// SPDX-License-Identifier: Apache-2.0
// Writes a history while a simulation goes: hears its events and its passes, and every change of
// its world, of which only the event that follows shows what became of it.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/event.h"
#include "gui/model/history.h"
#include "sim/run/simulation.h"
#include "sim/world/world_watcher.h"

namespace cascade::gui {

/// Thread: the simulation's; acts are performed on it (not RunnerKind::Threads).
class HistoryWriter final : public Observer, private sim::WorldWatcher {
 public:
  /// Before the first step. Both must outlive it, and no event may come after it is gone. Uses
  /// the simulation's pass hook.
  HistoryWriter(sim::Simulation& simulation, History& history);
  ~HistoryWriter() override;

  void on_event(const Event& event, std::string_view text) override;
  /// After each step of the simulation: publishes now and then.
  void after_step();
  /// The simulation is over, or (not `complete`) is given up.
  void finish(bool complete);

  [[nodiscard]] std::uint64_t acts_ended() const { return acts_ended_; }
  /// Of the passes begun so far.
  [[nodiscard]] std::uint64_t acts_planned() const { return acts_planned_; }

 private:
  void on_change(Resource resource, sim::WorldChange change, sim::Life next) override;
  void begin_pass(const sim::PassRun& pass);
  void write_changes(std::uint64_t position);
  void take_over_changes();

  sim::Simulation& simulation_;
  History& history_;
  const sim::AuditBaseline baseline_;  ///< Replays keep none of their own.
  std::vector<Resource> changed_;      ///< Since the last event; repetitions are harmless.
  std::uint64_t events_ = 0;
  std::uint64_t published_ = 0;
  bool run_ended_ = false;  ///< Said by the last event.
  std::uint64_t acts_ended_ = 0;
  std::uint64_t acts_planned_ = 0;
  std::size_t passes_ = 0;
};

}  // namespace cascade::gui
