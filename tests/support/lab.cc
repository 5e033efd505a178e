// SPDX-License-Identifier: Apache-2.0
#include "tests/support/lab.h"

#include <fmt/format.h>

#include <utility>

#include "engine/assert.h"
#include "sim/base/random.h"
#include "sim/reader/model_reader.h"
#include "sim/scenario/scenario_reader.h"

namespace cascade::sim::test {

const std::string_view kLabModel = R"(
name: lab
actions:
  check: { code: lab.check, like: delete, rehearsal: true }
  delete: { code: lab.delete }
  cleanup: { code: lab.cleanup, select: deleted, descend: always, default: purge }
operations:
  permissive: { passes: [check, delete, cleanup] }
  plain: { passes: [delete] }
latencies:
  quick: [1ms, 4ms, 9ms, 30ms, 120ms]
  slow: [1s, 4s, 9s, 30s, 59s]
defaults: { latency: quick, timeout: 1m, query: { fixed: 2ms, each: 3us } }
types:
  Zone:
    counters: [vms]
    reactions: { delete: { do: [delete] }, purge: { do: [purge], latency: zero } }
    cascade: { self: { delete: delete } }
  Host:
    states: [Up, Down]
    relations: { zone: Zone }
    reactions: { delete: { do: [delete] }, purge: { do: [purge], latency: zero } }
    cascade:
      self: { delete: delete }
      Zone: { through: zone, delete: delete }
  Storage:
    relations: { zone: Zone }
    reactions: { delete: { do: [delete] }, purge: { do: [purge], latency: zero } }
    cascade:
      self: { delete: delete }
      Zone: { through: zone, delete: delete }
  Vm:
    states: [Running, Stopped]
    attributes: { lock: [open, locked] }
    relations: { host: Host?, storage: Storage }
    reactions:
      stop:
        from: { state: Running }
        do: [{ state: Stopped }, { clear: host }]
        latency: slow
        in_flight: 3
      destroy:
        do: [{ count: { storage.zone.vms: -1 } }, delete]
        veto: { lock: locked }
        latency: slow
        in_flight: 4
      purge: { do: [purge], latency: zero }
    cascade:
      self: { delete: destroy }
      Host:
        through: host
        delete: [{ when: { root: Zone }, do: destroy }, { do: stop }]
      Storage: { through: storage, delete: destroy }
  Nic:
    relations: { vm: Vm }
    reactions: { delete: { do: [delete] }, purge: { do: [purge], latency: zero } }
    cascade: { Vm: { through: vm, delete: delete } }
)";

std::string lab_topology(int hosts, int vms, int storages) {
  std::string text = "topology:\n  resources:\n    Zone: [z]\n    Host:\n";
  for (int i = 1; i <= hosts; ++i) text += fmt::format("      h{}: {{ zone: z }}\n", i);
  text += "    Storage:\n";
  for (int i = 1; i <= storages; ++i) text += fmt::format("      s{}: {{ zone: z }}\n", i);
  text += "    Vm:\n";
  for (int i = 1; i <= vms; ++i) {
    text += fmt::format("      v{}: {{ host: h{}, storage: s{} }}\n", i, i % hosts + 1,
                        i % storages + 1);
  }
  text += "    Nic:\n";
  for (int i = 1; i <= vms; ++i) text += fmt::format("      n{}: {{ vm: v{} }}\n", i, i);
  return text;
}

std::string lab_text(std::string_view rest) {
  std::string text = "model: lab\n" + std::string(rest) + "\n";
  if (rest.find("topology:") == std::string_view::npos) text += lab_topology(3, 8);
  if (rest.find("operations:") == std::string_view::npos) {
    text += "operations: [{ delete: Zone/z }]\n";
  }
  return text;
}

Scenario lab_scenario(std::string_view rest,
                      const std::vector<std::pair<std::string, std::string>>& overrides) {
  auto scenario = parse_scenario(lab_text(rest), "lab_scenario.yaml", overrides,
                                 [](const std::string& /*name*/, const std::string& /*from*/) {
                                   return parse_model(kLabModel, "lab.yaml");
                                 });
  if (!scenario) {
    assertion_failed("lab_scenario", __FILE__, __LINE__, scenario.error().message.c_str());
  }
  return *std::move(scenario);
}

std::string random_text(std::uint64_t seed, std::string_view stream, bool hostile) {
  Random random(seed, stream);
  std::string text = "model: random\ntopology: { shape: random";
  const auto set = [&](std::string_view name, std::int64_t min, std::int64_t max) {
    const std::int64_t number = random.between(min, max);
    text += fmt::format(", {}: {}", name, number);
    return number;
  };
  set("types", 2, 8);
  set("density", 10, 60);
  set("span", 1, 4);
  set("diamonds", 0, 2);
  if (hostile) set("back_edges", 0, random.chance({1, 2}) ? 30 : 0);
  const std::int64_t resources = set("resources_per_type", 1, 6);
  set("links_per_resource", 1, 3);
  if (hostile) {
    set("contradictions", 0, random.chance({1, 4}) ? 1 : 0);
    set("ignore_percent", 0, 30);
  }
  // Drawn apart: the world is the same whatever the roots.
  Random choice(seed, fmt::format("{} roots", stream));
  const std::int64_t roots = choice.chance({1, 2}) ? 1 : choice.between(1, resources);
  text += " }\noperations: [{ delete: [T0/1";
  for (std::int64_t root = 2; root <= roots; ++root) text += fmt::format(", T0/{}", root);
  text += fmt::format("] }}]\nlimits: {{ nodes: 3000, links: 100000 }}\nseed: {}\n", seed);
  return text;
}

std::unique_ptr<Simulation> make_simulation(Scenario scenario, const SimulationOptions& options) {
  auto made = Simulation::create(std::move(scenario), options);
  if (!made) assertion_failed("create", __FILE__, __LINE__, made.error().message.c_str());
  return *std::move(made);
}

std::unique_ptr<Simulation> run_scenario(Scenario scenario, const SimulationOptions& options) {
  auto simulation = make_simulation(std::move(scenario), options);
  simulation->run();
  return simulation;
}

std::string violations_of(const Simulation& simulation) {
  std::string text;
  for (const std::string& line : simulation.violations()) text += line + "\n";
  return text;
}

Recording record(Simulation& simulation, int stop_after) {
  EventList list;
  simulation.add_observer(list);
  for (int steps = 0; simulation.step(); ++steps) {
    if (steps == stop_after) simulation.cancel();
  }
  const Scenario& scenario = simulation.scenario();
  Recording recording;
  recording.header = {
      "test",        scenario.file, scenario.text, scenario.model->file, scenario.model->text, {},
      scenario.seed, "virtual",     nullptr};
  recording.events = list.events;
  for (std::size_t i = 0; i < list.texts.size(); ++i) {
    if (!list.texts[i].empty()) recording.texts.emplace_back(i, list.texts[i]);
  }
  recording.end = RecordingEnd{stop_after < 0, list.events.size(), simulation.event_digest(),
                               simulation.world().digest()};
  return recording;
}

}  // namespace cascade::sim::test
