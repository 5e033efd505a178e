// SPDX-License-Identifier: Apache-2.0
// The report for programs: everything the text says, every act, every event. Same bytes for the
// same seed; real times only when they were asked for.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "engine/event.h"
#include "sim/base/json_writer.h"
#include "sim/report/report.h"
#include "sim/run/simulation.h"

namespace cascade::sim {

/// Keeps all events, 24 bytes each. Thread: the executor's.
class EventCollector final : public Observer {
 public:
  void on_event(const Event& event, std::string_view text) override;
  [[nodiscard]] const std::vector<Event>& events() const { return events_; }
  /// By position in events(), ascending.
  [[nodiscard]] const std::vector<std::pair<std::size_t, std::string>>& texts() const {
    return texts_;
  }

 private:
  std::vector<Event> events_;
  std::vector<std::pair<std::size_t, std::string>> texts_;
};

void write_report_json(const Simulation& simulation, const EventCollector& events,
                       const ReportOptions& options, TextSink sink);

}  // namespace cascade::sim
