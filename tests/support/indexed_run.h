// SPDX-License-Identifier: Apache-2.0
// A run of the lab with an index over its events, for tests of what the app shows of times.
#pragma once

#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/event.h"
#include "gui/model/run_index.h"
#include "sim/run/simulation.h"
#include "tests/support/lab.h"

namespace cascade::gui::test {

/// Made and run to its end, all events kept.
struct IndexedRun {
  explicit IndexedRun(sim::Scenario scenario)
      : simulation(sim::test::make_simulation(std::move(scenario))) {
    struct Feed final : Observer {
      explicit Feed(IndexedRun& to) : run(to) {}
      void on_event(const Event& event, std::string_view /*text*/) override {
        run.events.push_back(event);
        run.index.add(event);
      }
      IndexedRun& run;
    } feed(*this);
    simulation->on_pass([this](const sim::PassRun& pass) {
      if (pass.plan) index.begin_pass(passes++, pass.run, pass.plan);
    });
    simulation->add_observer(feed);
    simulation->run();
    index.publish();
  }
  /// Of lab_text(rest).
  explicit IndexedRun(std::string_view rest) : IndexedRun(sim::test::lab_scenario(rest)) {}

  std::unique_ptr<sim::Simulation> simulation;
  RunIndex index;
  std::vector<Event> events;
  std::uint32_t passes = 0;
};

}  // namespace cascade::gui::test
