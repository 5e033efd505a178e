// SPDX-License-Identifier: Apache-2.0
// One line on the terminal that says how far a long run is. Never in a file or a pipe, never for
// short work, at most ten times a second.
#pragma once

#include <cstdint>
#include <stop_token>
#include <string>

#include "engine/event.h"
#include "engine/real_clock.h"
#include "sim/base/work.h"
#include "sim/run/simulation.h"

namespace cascade::sim::cli {

/// Thread: the one that works.
class Progress final : public Observer {
 public:
  /// `what`: the scenario, or another file.
  explicit Progress(std::string what);
  ~Progress() override;
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// Work of which no more is known: "drawing".
  void phase(const std::string& what);
  /// Draws work that tells how far it is, and stops it when the program is interrupted. Must not
  /// outlive this.
  [[nodiscard]] WorkWatch watch();
  /// The acts of a pass are counted from here on.
  void begin_pass(const PassRun& pass, std::size_t passes);
  void on_event(const Event& event, std::string_view text) override;

 private:
  void draw(const std::string& line);

  void look(const Work& work);

  bool shown_;
  std::string what_;
  std::stop_source stop_;
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
