// SPDX-License-Identifier: Apache-2.0
// One line on the terminal that says how far a long run is. Never in a file or a pipe, never for
// short work, at most ten times a second.
#pragma once

#include <cstdint>
#include <string>

#include "engine/event.h"
#include "engine/real_clock.h"
#include "sim/simulation.h"

namespace cascade::sim::cli {

/// Thread: the executor's.
class Progress final : public Observer {
 public:
  /// `shown`: whether there is a terminal to draw on. `what`: the scenario.
  Progress(bool shown, std::string what);
  ~Progress() override;

  /// Work whose length is not known: "generating", "planning".
  void phase(const std::string& what);
  /// The acts of a pass are counted from here on.
  void begin_pass(const PassRun& pass, std::size_t passes);
  void on_event(const Event& event, std::string_view text) override;

 private:
  void draw(const std::string& line);

  bool shown_;
  std::string what_;
  RealClock clock_;
  Instant next_draw_{};
  std::string action_;
  std::uint64_t acts_ = 0;
  std::uint64_t ended_ = 0;
  std::uint32_t events_ = 0;
};

/// Removes the line, so that something else can be printed.
void clear_progress_line();

}  // namespace cascade::sim::cli
