// SPDX-License-Identifier: Apache-2.0
// A small cloud for tests of whole runs: a zone with hosts and a storage, VMs that hang on both
// (a diamond), NICs below them, a check that may veto, a cleanup, counters and limits.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/event.h"
#include "sim/recording/recording.h"
#include "sim/run/simulation.h"
#include "sim/scenario/scenario.h"

namespace cascade::sim::test {

/// Zone <- Host, Storage; Host, Storage <- Vm <- Nic.
extern const std::string_view kLabModel;

/// "topology: ..." for one zone `z`, storages s1.., hosts h1.. and VMs v1.. spread over them, one
/// NIC each.
std::string lab_topology(int hosts, int vms, int storages = 2);

/// A scenario text over kLabModel: two storages, three hosts, eight VMs, deleting zone `z`, unless
/// `rest` has a topology or operations of its own.
std::string lab_text(std::string_view rest = "");
/// Read from lab_text; asserts that it can be.
Scenario lab_scenario(std::string_view rest = "",
                      const std::vector<std::pair<std::string, std::string>>& overrides = {});

/// A scenario's text: a random model and world, deleting T0/1 and perhaps further ones of its type
/// with it, in one operation; by `seed` and what `stream` is drawn for. `hostile`: perhaps with
/// cycles, contradictions and relations that are not followed.
std::string random_text(std::uint64_t seed, std::string_view stream, bool hostile);

/// Asserts that there is one.
std::unique_ptr<Simulation> make_simulation(Scenario scenario,
                                            const SimulationOptions& options = {});
/// Made and run to its end.
std::unique_ptr<Simulation> run_scenario(Scenario scenario, const SimulationOptions& options = {});

/// What its checkers found, by line.
std::string violations_of(const Simulation& simulation);

/// Keeps the whole stream.
class EventList final : public Observer {
 public:
  void on_event(const Event& event, std::string_view text) override {
    events.push_back(event);
    texts.emplace_back(text);
  }
  std::vector<Event> events;
  std::vector<std::string> texts;
};

/// What a recording of that simulation has in memory; made by running it to its end. `stop_after`:
/// cancelled after so many steps.
Recording record(Simulation& simulation, int stop_after = -1);

}  // namespace cascade::sim::test
