// SPDX-License-Identifier: Apache-2.0
// A run as Chrome trace events, which ui.perfetto.dev and chrome://tracing show: one process for
// each phase of each pass, in phase 1 a slice per query, in phase 2 a slice per step and per act,
// acts of one type on as many tracks as were in flight.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/event.h"
#include "engine/names.h"
#include "engine/plan.h"
#include "sim/base/json_writer.h"

namespace cascade::sim {

/// Writes while the run goes. Thread: the executor's.
class TraceWriter final : public Observer {
 public:
  /// Past `acts_max` acts only steps are written: viewers give up before we do. `names` must live
  /// as long as the writer.
  TraceWriter(TextSink sink, const ResourceNames& names, std::uint64_t acts_max = 1'000'000);
  ~TraceWriter() override;

  /// Before the first event of each pass; `title` names it. `plan` is null where planning was
  /// refused.
  void begin_pass(std::shared_ptr<const Plan> plan, const std::string& title);
  void on_event(const Event& event, std::string_view text) override;
  /// Closes the file's brackets and hands out the rest; nothing follows, the sink is not needed
  /// any more.
  void finish();

 private:
  // Tracks of which each is taken by one slice at a time.
  struct Lanes {
    std::vector<bool> taken;
  };
  struct Slice {
    Instant start{};
    std::uint32_t lane = 0;
  };
  /// One pass, while its run goes on. Passes of operations at the same time overlap.
  struct Pass {
    std::shared_ptr<const Plan> plan;
    std::uint32_t process = 0;  ///< Of phase 1; phase 2 has the next number.
    std::vector<Lanes> groups;  ///< 0: steps, then one per type.
    std::map<std::uint32_t, Slice> open_steps;
    std::map<std::uint32_t, Slice> open_acts;
  };

  void on_event(Pass& pass, const Event& event, std::string_view text);
  void end_act(Pass& pass, const Event& event, std::string_view text);
  void end_step(Pass& pass, const Event& event);
  void name_process(std::uint32_t process, const std::string& name);
  void name_track(std::uint32_t process, std::uint32_t track, const std::string& name);
  JsonWriter& begin_slice(const std::string& name, std::string_view category, Instant start,
                          Instant end, std::uint32_t process, std::uint32_t track);
  std::uint32_t take_lane(Pass& pass, std::uint32_t group, const std::string& name);

  JsonWriter json_;
  const ResourceNames& names_;
  std::uint64_t acts_left_;
  bool finished_ = false;
  std::optional<Pass> next_;      // whose run is about to begin
  std::map<RunId, Pass> passes_;  // nested runs are not drawn
  std::uint32_t next_process_ = 1;
};

}  // namespace cascade::sim
