// SPDX-License-Identifier: Apache-2.0
// Scenario files: what good ones mean, and the whole message of bad ones.
#include "sim/scenario/scenario_reader.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/support/scenario_text.h"

namespace cascade::sim {
namespace {

/// A written cloud of two clusters to try names on.
constexpr std::string_view kWritten = R"(model: small
topology:
  resources:
    Zone: [east]
    Cluster: { c1: { zone: east }, c2: { zone: Zone/east } }
    Storage: { s1: { clusters: [c1, Cluster/c2] } }
    Host:
      h1: { cluster: c1, state: Disabled, kind: esx, storages: s1 }
      h2: { cluster: [c2], spare: c1 }
    Vm: { vm1: { host: h1 }, vm2: }
)";

std::string with(std::string_view start, std::string_view rest) {
  return std::string(start) + std::string(rest);
}

/// The message of a scenario that must be wrong.
std::string mistakes(std::string_view text, const OverrideList& overrides = {}) {
  const auto scenario = read_scenario_text(text, overrides);
  return scenario ? "(no mistake)" : scenario.error().message;
}

}  // namespace

TEST_CASE("ScenarioReader: the three required keys are enough, the rest has defaults",
          "[sim][scenario]") {
  const auto scenario = read_scenario_text(
      "# SPDX-License-Identifier: Apache-2.0\n# Deletes a zone.\n#\n# At length.\n"
      "model: small\ntopology: tiny\noperations: [{ delete: Zone/1 }]\n");
  REQUIRE(scenario);
  CHECK(scenario->name == "test");
  CHECK(scenario->about == "Deletes a zone.");
  CHECK(scenario->model->name == "small");
  CHECK(scenario->topology.preset == "tiny");
  CHECK(scenario->topology.shape == TopologyShape::Cloud);
  REQUIRE(scenario->operations.size() == 1);
  CHECK(scenario->operations[0].operation == "plain");
  CHECK(scenario->operations[0].roots == std::vector<std::string>{"Zone/1"});
  CHECK(scenario->operations[0].argument.empty());
  CHECK(scenario->merge == Merge::PerPath);
  CHECK(scenario->schedule == Schedule::ByResource);
  CHECK(scenario->failure == FailurePolicy::Stop);
  CHECK(scenario->workers == kUnlimited);
  CHECK(scenario->nodes_max == 100'000);
  CHECK(scenario->links_max == 200'000'000);
  CHECK(scenario->faults.empty());
  CHECK(scenario->expect.empty());
  CHECK(scenario->seed == 1);
}

TEST_CASE("ScenarioReader: axes, limits and seed are what the file says", "[sim][scenario]") {
  const auto scenario = read_scenario_text(R"(# A comment.
about: not the comment
model: small
topology: { preset: tiny, zones: 3 }
operations: [{ delete: Zone/1 }]
merge: union
schedule: by_step
failure: isolate
workers: 7
limits: { nodes: 10, links: 4294967294 }
seed: 18446744073709551615
)");
  REQUIRE(scenario);
  CHECK(scenario->about == "not the comment");
  CHECK(scenario->topology.number("zones") == 3);
  CHECK(scenario->merge == Merge::Union);
  CHECK(scenario->schedule == Schedule::ByStep);
  CHECK(scenario->failure == FailurePolicy::Isolate);
  CHECK(scenario->workers == 7);
  CHECK(scenario->nodes_max == 10);
  CHECK(scenario->links_max == 4'294'967'294);
  CHECK(scenario->seed == 18'446'744'073'709'551'615U);
}

TEST_CASE("ScenarioReader: operations are deletions, detachments, or any of the model's",
          "[sim][scenario]") {
  const auto scenario = read_scenario_text(with(kWritten, R"(operations:
  - { delete: [Host/h1, Host/h2], mode: hosts }
  - { detach: Storage/s1, from: Cluster/c2 }
  - { run: plain, on: Zone/east }
  - { run: detach_storage, on: [Storage/s1], with: Cluster/c1 }
)"));
  REQUIRE(scenario);
  REQUIRE(scenario->operations.size() == 4);
  CHECK(scenario->operations[0].operation == "hosts");
  CHECK(scenario->operations[0].roots == std::vector<std::string>{"Host/h1", "Host/h2"});
  CHECK(scenario->operations[0].position == Position{12, 15});
  CHECK(scenario->operations[1].operation == "detach_storage");
  CHECK(scenario->operations[1].argument == "Cluster/c2");
  CHECK(scenario->operations[2].operation == "plain");
  CHECK(scenario->operations[3].argument == "Cluster/c1");
}

TEST_CASE("ScenarioReader: what attaches a resource is no detachment", "[sim][scenario]") {
  const auto detach = [](const std::string& what) {
    return parse_scenario("model: zstack\ntopology: tiny\noperations: [{ detach: " + what + " }]\n",
                          "test.yaml");
  };
  // Of each pair of types there is an attachment, too; of the last nothing else.
  const auto storage = detach("PrimaryStorage/1, from: Cluster/1");
  REQUIRE(storage);
  CHECK(storage->operations[0].operation == "detach_storage");
  const auto network = detach("L2Network/1, from: Cluster/1");
  REQUIRE(network);
  CHECK(network->operations[0].operation == "detach_l2");
  const auto volume = detach("Volume/1, from: VmInstance/1");
  REQUIRE_FALSE(volume);
  CHECK(volume.error().message ==
        "test.yaml:3:14: model 'zstack' has no operation that detaches a Volume from a VmInstance; "
        "there is detach_storage (PrimaryStorage from Cluster), detach_l2 (L2Network from "
        "Cluster)");
}

TEST_CASE("ScenarioReader: written resources have states, attributes and relations",
          "[sim][scenario]") {
  const auto scenario = read_scenario_text(with(kWritten, "operations: [{ delete: Zone/east }]\n"));
  REQUIRE(scenario);
  CHECK(scenario->topology.shape == TopologyShape::Written);
  const auto& written = scenario->topology.written;
  REQUIRE(written.size() == 8);
  CHECK(written[0].type == "Zone");
  CHECK(written[0].name == "east");
  CHECK(written[0].line == 4);
  CHECK(written[0].column == 12);
  using Relations = decltype(written[0].relations);
  CHECK(written[3].relations == Relations{{"clusters", {"Cluster/c1", "Cluster/c2"}}});
  CHECK(written[4].name == "h1");
  CHECK(written[4].state == "Disabled");
  CHECK(written[4].attributes == decltype(written[4].attributes){{"kind", "esx"}});
  CHECK(written[4].relations ==
        Relations{{"cluster", {"Cluster/c1"}}, {"storages", {"Storage/s1"}}});
  CHECK(written[5].relations == Relations{{"cluster", {"Cluster/c2"}}, {"spare", {"Cluster/c1"}}});
  CHECK(written[7].name == "vm2");
  CHECK(written[7].relations.empty());
}

TEST_CASE("ScenarioReader: faults name whom they hit and how often", "[sim][scenario]") {
  const auto scenario = read_scenario_text(with(kWritten, R"(operations: [{ delete: Zone/east }]
faults:
  - { kind: fail, type: Vm, action: stop, ratio: [1, 1000], attempt: 2 }
  - { kind: slow, resource: Host/h1, factor: 20 }
  - { kind: fail_after, step: Host->Vm }
  - { kind: hang }
  - { kind: lose_answer, action: destroy }
)"));
  REQUIRE(scenario);
  const auto& faults = scenario->faults;
  REQUIRE(faults.size() == 5);
  CHECK(faults[0].kind == Fault::Kind::FailBefore);
  CHECK(faults[0].type == "Vm");
  CHECK(faults[0].action == "stop");
  CHECK(faults[0].ratio->numerator == 1);
  CHECK(faults[0].ratio->denominator == 1000);
  CHECK(faults[0].attempt == 2);
  CHECK(faults[1].kind == Fault::Kind::Slow);
  CHECK(faults[1].resource == "Host/h1");
  CHECK(faults[1].factor == 20);
  CHECK_FALSE(faults[1].ratio);
  CHECK(faults[2].kind == Fault::Kind::FailAfter);
  CHECK(faults[2].step == "Host->Vm");
  CHECK(faults[3].kind == Fault::Kind::Hang);
  CHECK(faults[4].kind == Fault::Kind::LoseAnswer);
}

TEST_CASE("ScenarioReader: expectations keep their positions", "[sim][scenario]") {
  const auto scenario = read_scenario_text(with(kWritten, R"(operations: [{ delete: Zone/east }]
expect:
  outcome: failed
  counts: { Cluster: 0, Host: [1, 2], Vm: { Running: 3, Stopped: [1, 5], deleted: 2, live: 4 } }
  states: { Vm/vm1: Stopped, Vm/vm2: deleted }
  present: [Zone/east, Host/h1]
  absent: Vm/vm1
  order: [[Vm/vm1, Host/h1], [Host/h1, Zone/east]]
  steps: [Host->Vm, Cluster->Host, Zone->Cluster, Zone->Zone]
  contradictions: 1
  dropped_contexts: 2
  cycle_links: 3
  audit: 4
  makespan: 1.5h
  world_digest: 0123456789abcdef
  event_digest: "1111111111111111"
)"));
  REQUIRE(scenario);
  const Expectations& expect = scenario->expect;
  CHECK(expect.outcome == "failed");
  REQUIRE(expect.counts.size() == 6);
  CHECK(expect.counts[0].type == "Cluster");
  CHECK(expect.counts[0].max == 0);
  CHECK(expect.counts[1].min == 1);
  CHECK(expect.counts[1].max == 2);
  CHECK(expect.counts[2].state == "Running");
  CHECK(expect.counts[3].max == 5);
  CHECK(expect.counts[4].state == "deleted");
  CHECK(expect.counts[5].state.empty());
  CHECK(expect.counts[5].position == Position{14, 92});
  REQUIRE(expect.states.size() == 2);
  CHECK(expect.states[1].resource == "Vm/vm2");
  CHECK(expect.states[1].state == "deleted");
  CHECK(expect.present.size() == 2);
  REQUIRE(expect.absent.size() == 1);
  CHECK(expect.absent[0].first == "Vm/vm1");
  REQUIRE(expect.order.size() == 2);
  CHECK(expect.order[0].earlier == "Vm/vm1");
  CHECK(expect.order[0].later == "Host/h1");
  CHECK(expect.steps.size() == 4);
  CHECK(expect.contradictions == 1);
  CHECK(expect.dropped_contexts == 2);
  CHECK(expect.cycle_links == 3);
  CHECK(expect.audit == 4);
  CHECK(expect.makespan_max == std::chrono::minutes{90});
  CHECK(expect.world_digest == "0123456789abcdef");
  CHECK(expect.event_digest == "1111111111111111");
  REQUIRE(expect.position_of("makespan"));
  CHECK(expect.position_of("makespan") == Position{24, 3});
  CHECK_FALSE(expect.position_of("minutes"));
}

TEST_CASE("ScenarioReader: every mistake is told with its place and what would be right",
          "[sim][scenario]") {
  struct Case {
    std::string text;
    std::string message;
  };
  const std::string start = "model: small\ntopology: tiny\n";
  const std::string good = start + "operations: [{ delete: Zone/1 }]\n";
  const std::vector<Case> cases = {
      {"", "test.yaml:1:1: a scenario must be a map (key: value), not nothing"},
      {"- a\n", "test.yaml:1:1: a scenario must be a map (key: value), not a list"},
      {"a: [1\n", "test.yaml:2:1: a ',' or ']' is missing in the list that begins at 1:4"},
      {"seed: 1\nseed: 2\n", "test.yaml:2:1: key 'seed' is given twice; first at 1:1"},
      {"seed: 1\n",
       "test.yaml:1:1: a scenario needs the key 'model': A shipped model (zstack), a file beside "
       "this one, or random.\n"
       "test.yaml:1:1: a scenario needs the key 'topology': The world: a preset, numbers, or "
       "resources written out.\n"
       "test.yaml:1:1: a scenario needs the key 'operations': What is asked for, one after the "
       "other: [{ delete: Zone/1 }]."},
      {"model: small\ntopolgy: tiny\noperations: [{ delete: Zone/1 }]\n",
       "test.yaml:2:1: unknown key 'topolgy' in a scenario (did you mean 'topology'?)"},
      {good + "schedule: parallel\n",
       "test.yaml:4:11: 'schedule' must be by_resource, by_step or sequential, not 'parallel'"},
      {good + "merge: unoin\n",
       "test.yaml:4:8: 'merge' must be per_path, union or first_wins, not 'unoin' (did you mean "
       "'union'?)"},
      {good + "seed: -1\n",
       "test.yaml:4:7: 'seed' must be a whole number from 0 to 18446744073709551615, not '-1'"},
      {good + "seed: 18446744073709551616\n",
       "test.yaml:4:7: 'seed' must be a whole number from 0 to 18446744073709551615, not "
       "'18446744073709551616'"},
      {good + "seed: 017\n",
       "test.yaml:4:7: 'seed' must be a whole number from 0 to 18446744073709551615, not '017'"},
      {good + "workers: 0\n",
       "test.yaml:4:10: 'workers' must be a whole number from 1 to 1000000, not '0'"},
      {good + "workers: 010\n",
       "test.yaml:4:10: 'workers' must be a whole number from 1 to 1000000, not '010'; with a "
       "leading zero it could be octal: write 10 or 8"},
      {good + "limits: { node: 5 }\n",
       "test.yaml:4:11: unknown key 'node' in 'limits' (did you mean 'nodes'?)"},
      {good + "faults: { kind: fail }\n", "test.yaml:4:9: 'faults' must be a list, not a map"},
  };
  for (const Case& each : cases) {
    INFO(each.text);
    CHECK(mistakes(each.text) == each.message);
  }
}

TEST_CASE("ScenarioReader: mistakes in models and topologies", "[sim][scenario]") {
  struct Case {
    std::string text;
    std::string message;
  };
  const std::string end = "\noperations: [{ delete: Zone/1 }]\n";
  const std::string written = "model: small\noperations: [{ delete: Zone/z }]\ntopology:\n";
  const std::vector<Case> cases = {
      {"model: smal\ntopology: tiny" + end, "test.yaml:1:8: model 'smal': there is no such model"},
      {"model: [small]\ntopology: tiny" + end, "test.yaml:1:8: 'model' must be text, not a list"},
      {"model: random\ntopology: tiny" + end,
       "test.yaml:2:11: model random needs a topology of shape random: { shape: random }"},
      {"model: small\ntopology: [tiny]" + end,
       "test.yaml:2:11: 'topology' must be a word or a map (key: value), not a list"},
      {"model: small\ntopology: { shape: cluod }" + end,
       "test.yaml:2:20: 'shape' must be cloud, not 'cluod' (did you mean 'cloud'?)"},
      {"model: small\ntopology: { preset: tiny, hosts_per_clutser: 4 }" + end,
       "test.yaml:2:27: unknown key 'hosts_per_clutser' in a topology of shape 'cloud' (did you "
       "mean 'hosts_per_cluster'?)"},
      {written + "  resources: { Zone: { z: { zone: z } } }\n",
       "test.yaml:4:29: Zone has no 'zone'; it has none"},
      {written + "  resources: { Zon: [z] }\n",
       "test.yaml:2:24: there is no resource 'Zone/z' in the topology; it has none\n"
       "test.yaml:4:16: model 'small' has no type 'Zon' (did you mean 'Zone'?)"},
      {written + "  resources: { Zone: [z, z] }\n", "test.yaml:4:26: Zone 'z' is given twice"},
      {written + "  resources: { Zone: [a/b, z] }\n",
       "test.yaml:4:23: a name must be a name without '/', not 'a/b'"},
      {written + "  resources: { Zone: [z], Cluster: [c] }\n",
       "test.yaml:4:37: Cluster/c needs 'zone', its Zone"},
      {written + "  resources: { Zone: [z], Cluster: { c: { zone: eastern } } }\n",
       "test.yaml:4:49: there is no resource 'Zone/eastern' in the topology; there is Zone/z"},
      {written + "  resources: { Zone: [z], Cluster: { c: { zone: Cluster/c } } }\n",
       "test.yaml:4:49: 'zone' of Cluster leads to a Zone, not to 'Cluster/c'"},
      {written + "  resources: { Zone: [z, y], Cluster: { c: { zone: [z, y] } } }\n",
       "test.yaml:4:52: 'zone' of Cluster leads to one Zone, not to 2"},
      {written + "  resources: { Zone: [z], Storage: { s: { hosts: [] } } }\n",
       "test.yaml:4:43: 'hosts' of Storage is the other direction of 'storages' of Host; write it "
       "there"},
      {written + "  resources: { Zone: [z], Vm: { v: { state: Runing } } }\n",
       "test.yaml:4:45: the state of a Vm cannot be 'Runing' (did you mean 'Running'?)"},
      {written + "  resources: { Zone: { z: { state: On } } }\n",
       "test.yaml:4:36: the state of a Zone cannot be 'On'; it has none"},
      {written + "  resources: { Zone: [z], Vm: { v: { sate: Running, nic: x } } }\n",
       "test.yaml:4:38: Vm has no 'sate' (did you mean 'state'?)\n"
       "test.yaml:4:53: Vm has no 'nic'; there is state, host"},
  };
  for (const Case& each : cases) {
    INFO(each.text);
    CHECK(mistakes(each.text) == each.message);
  }
}

TEST_CASE("ScenarioReader: mistakes in operations", "[sim][scenario]") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"[]", "test.yaml:3:13: 'operations' must have at least 1 entry, not 0"},
      {"[{ delte: Zone/1 }]",
       "test.yaml:3:16: unknown key 'delte' in an operation (did you mean 'delete'?)"},
      {"[{ on: Zone/1 }]",
       "test.yaml:3:14: an operation needs one of the keys 'delete', 'detach', 'run' or "
       "'together'"},
      {"[{ together: [{ delete: Zone/1 }] }]",
       "test.yaml:3:26: 'together' must have at least 2 entries, not 1"},
      {"[{ together: [{ delete: Zone/1 }, { together: [] }] }]",
       "test.yaml:3:47: an operation of 'together' needs one of the keys 'delete', 'detach' or "
       "'run'"},
      {"[{ together: [{ delete: Zone/1 }, { delete: Zoen/1 }] }]",
       "test.yaml:3:57: model 'small' has no type 'Zoen' (did you mean 'Zone'?)"},
      {"[{ together: [{ delete: Zone/1 }, { delete: Zone/1 }], mode: plain }]",
       "test.yaml:3:68: unknown key 'mode' in an operation; known: together"},
      {"[Zone/1]", "test.yaml:3:14: an operation must be a map (key: value), not 'Zone/1'"},
      {"[{ delete: Zone }]", "test.yaml:3:24: 'delete' must be written Type/name, not 'Zone'"},
      {"[{ delete: Zoen/1 }]",
       "test.yaml:3:24: model 'small' has no type 'Zoen' (did you mean 'Zone'?)"},
      {"[{ delete: Zoen/1, mode: plan }]",
       "test.yaml:3:24: model 'small' has no type 'Zoen' (did you mean 'Zone'?)\n"
       "test.yaml:3:38: model 'small' has no operation 'plan' (did you mean 'plain'?)"},
      {"[{ delete: [Zone/1, Host/1] }]",
       "test.yaml:3:33: 'Host/1' is no Zone; one operation starts at one type"},
      {"[{ delete: Nic/1 }]",
       "test.yaml:3:24: type Nic does not join the cascade of model 'small'; nothing can start "
       "there"},
      {"[{ delete: Zone/1, mode: plan }]",
       "test.yaml:3:38: model 'small' has no operation 'plan' (did you mean 'plain'?)"},
      {"[{ delete: Zone/1, mode: hosts }]",
       "test.yaml:3:24: operation 'hosts' starts at Host, not at 'Zone/1'"},
      {"[{ delete: Storage/1, mode: detach_storage }]",
       "test.yaml:3:24: operation 'detach_storage' takes a Cluster as well: { run: "
       "detach_storage, on: Storage/1, with: Cluster/... }"},
      {"[{ detach: Storage/1 }]",
       "test.yaml:3:14: an operation needs the key 'from': What to detach it from."},
      {"[{ detach: Host/1, from: Cluster/1 }]",
       "test.yaml:3:14: model 'small' has no operation that detaches a Host from a Cluster; there "
       "is detach_storage (Storage from Cluster)"},
      {"[{ run: plain, on: Zone/1, with: Host/1 }]",
       "test.yaml:3:46: operation 'plain' takes no second resource"},
      {"[{ run: detach_storage, on: Storage/1 }]",
       "test.yaml:3:14: operation 'detach_storage' needs the key 'with': a Cluster"},
      {"[{ run: detach_storage, on: Storage/1, with: Zone/1 }]",
       "test.yaml:3:58: operation 'detach_storage' takes a Cluster, not 'Zone/1'"},
  };
  for (const auto& [operations, message] : cases) {
    INFO(operations);
    CHECK(mistakes("model: small\ntopology: tiny\noperations: " + operations + "\n") == message);
  }
}

TEST_CASE("ScenarioReader: mistakes in faults and expectations", "[sim][scenario]") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"faults: [{ type: Vm }]", "test.yaml:11:10: a fault needs the key 'kind': What goes wrong."},
      {"faults: [{ kind: slwo }]",
       "test.yaml:11:18: 'kind' must be fail, fail_after, hang, slow, lose_answer, answer_twice, "
       "throw, veto, skip or appear, not 'slwo' "
       "(did you mean 'slow'?)"},
      {"faults: [{ kind: fail, type: VM2, resource: Vm/vm9, step: Zone->Vm, action: stopp }]",
       "test.yaml:11:30: model 'small' has no type 'VM2' (did you mean 'Vm'?)\n"
       "test.yaml:11:45: there is no resource 'Vm/vm9' in the topology (did you mean 'Vm/vm1'?)\n"
       "test.yaml:11:59: model 'small' has no edge 'Zone->Vm'; there is Vm->Vm, Host->Vm\n"
       "test.yaml:11:77: Vm has no reaction 'stopp' (did you mean 'stop'?)"},
      {"faults: [{ kind: fail, type: Host, resource: Vm/vm1 }]",
       "test.yaml:11:46: 'Vm/vm1' is no 'Host'; 'type' is not needed beside 'resource'"},
      {"faults: [{ kind: fail, ratio: [2, 1] }]",
       "test.yaml:11:31: 'ratio' must be at most 1, such as [1, 1000], not [2, 1]"},
      {"faults: [{ kind: fail, ratio: [0, 0] }]",
       "test.yaml:11:31: 'ratio' must be at most 1, such as [1, 1000], not [0, 0]"},
      {"faults: [{ kind: fail, ratio: [1] }]",
       "test.yaml:11:31: 'ratio' must have exactly 2 entries, not 1"},
      {"faults: [{ kind: hang, factor: 3 }]",
       "test.yaml:11:32: 'factor' belongs to kind slow, not to hang"},
      {"expect: { outcome: ok }",
       "test.yaml:11:20: 'outcome' must be done, failed, vetoed, cancelled or refused, not 'ok'"},
      {"expect: { counts: { Vn: 1, Vm: { Runing: 1 }, Host: [2, 1], Zone: -1 } }",
       "test.yaml:11:21: model 'small' has no type 'Vn' (did you mean 'Vm'?)\n"
       "test.yaml:11:34: Vm has no state 'Runing' (did you mean 'Running'?)\n"
       "test.yaml:11:53: a count from 2 to 1 cannot be; write [1, 2]\n"
       "test.yaml:11:67: a count must be a whole number from 0 to 1000000000000, not '-1'"},
      {"expect: { counts: { Zone: many } }",
       "test.yaml:11:27: a count must be a whole number from 0 to 1000000000000, not 'many'"},
      {"expect: { states: { vm1: Running, Vm/vm2: Gone } }",
       "test.yaml:11:21: a key of 'states' must be written Type/name, not 'vm1'\n"
       "test.yaml:11:43: Vm has no state 'Gone' (did you mean 'gone'?)"},
      {"expect: { present: Zone/west, absent: [Host/h3] }",
       "test.yaml:11:20: there is no resource 'Zone/west' in the topology (did you mean "
       "'Zone/east'?)\n"
       "test.yaml:11:40: there is no resource 'Host/h3' in the topology (did you mean 'Host/h1'?)"},
      {"expect: { order: [[Vm/vm1, Host/h1, Zone/east], Vm/vm1] }",
       "test.yaml:11:19: a pair must have exactly 2 entries, not 3\n"
       "test.yaml:11:49: a pair must be a list, not 'Vm/vm1'"},
      {"expect: { steps: [Host-Vm] }",
       "test.yaml:11:19: a step must be written Parent->Child, not 'Host-Vm'"},
      {"expect: { makespan: 5 }",
       "test.yaml:11:21: 'makespan' must be a duration, not '5'; write a number and a unit: 250us, "
       "3ms, 1.5s, 30m, 1h"},
      {"expect: { world_digest: 0xABCD }",
       "test.yaml:11:25: 'world_digest' must be 16 hex digits (0-9, a-f), not '0xABCD'"},
  };
  const std::string start = with(kWritten, "");
  for (const auto& [rest, message] : cases) {
    INFO(rest);
    CHECK(mistakes(start + rest + "\noperations: [{ delete: Zone/east }]\n") == message);
  }
}

TEST_CASE("ScenarioReader: a file that is not there is an error that names it", "[sim][scenario]") {
  const auto missing = load_scenario("no/such.yaml");
  REQUIRE_FALSE(missing);
  CHECK(missing.error().message == "cannot read no/such.yaml: No such file or directory");
  const auto folder = load_scenario("/tmp");
  REQUIRE_FALSE(folder);
  CHECK(folder.error().message == "cannot read /tmp: Is a directory");
}

TEST_CASE("ScenarioReader: a file without an end is not read to it", "[sim][scenario]") {
  const auto endless = load_scenario("/dev/zero");
  REQUIRE_FALSE(endless);
  CHECK(endless.error().message == "/dev/zero is larger than 256 MiB; split it");
}

TEST_CASE("ScenarioReader: a model is told from a scenario with one mistake", "[sim][scenario]") {
  const auto model = parse_scenario("name: small\nactions: {}\ntypes: {}\n", "small.yaml");
  REQUIRE_FALSE(model);
  CHECK_THAT(model.error().message,
             Catch::StartsWith("small.yaml:3:8: this is a model, not a scenario"));
  CHECK(std::count(model.error().message.begin(), model.error().message.end(), '\n') == 0);
}

TEST_CASE("ScenarioReader: a model that is not there is told with those that are",
          "[sim][scenario]") {
  const std::string rest = "\ntopology: tiny\noperations: [{ delete: Zone/1 }]\n";
  const auto message = [&rest](const std::string& model) {
    const auto scenario = parse_scenario("model: " + model + rest, "lab/a.yaml");
    return scenario ? std::string() : scenario.error().message;
  };
  CHECK_THAT(message("zstak"), Catch::StartsWith("lab/a.yaml:1:8: no model 'zstak': looked for ") &&
                                   Catch::EndsWith("(did you mean 'zstack'?)"));
  CHECK_THAT(message("nobodys"), Catch::Contains("; there are cloud, guarded, "));
  CHECK(message("no/such.yaml") ==
        "lab/a.yaml:1:8: no model 'no/such.yaml': looked for lab/no/such.yaml and no/such.yaml");
  CHECK(message("/tmp") == "lab/a.yaml:1:8: model '/tmp': cannot read /tmp: Is a directory");
}

TEST_CASE("Overrides: keys are set before the file is read", "[sim][scenario]") {
  const std::string text = "model: small\ntopology: tiny\noperations: [{ delete: Zone/1 }]\n";
  const auto scenario = read_scenario_text(text, {{"topology.zones", "2"},
                                                  {"seed", "7"},
                                                  {"operations.0.delete", "Host/3"},
                                                  {"expect.outcome", "done"},
                                                  {"faults", "[{ kind: fail, type: Vm }]"}});
  REQUIRE(scenario);
  CHECK(scenario->topology.preset == "tiny");
  CHECK(scenario->topology.number("zones") == 2);
  CHECK(scenario->seed == 7);
  CHECK(scenario->operations[0].roots == std::vector<std::string>{"Host/3"});
  CHECK(scenario->expect.outcome == "done");
  REQUIRE(scenario->faults.size() == 1);
  CHECK(scenario->where(scenario->faults[0].position) == "--set faults");
  CHECK(scenario->where({3, 4}) == "test.yaml:3:4");
}

TEST_CASE("Overrides: their mistakes are told under their own names", "[sim][scenario]") {
  const std::string text = "model: small\ntopology: tiny\noperations: [{ delete: Zone/1 }]\n";
  const auto told = [&](const std::string& key, const std::string& value) {
    return mistakes(text, {{"seed", "3"}, {key, value}});
  };
  CHECK(told("topology.zonse", "2") ==
        "--set topology.zonse: unknown key 'zonse' in a topology of shape 'cloud' (did you mean "
        "'zones'?)");
  CHECK(told("seed.x", "2") == "--set seed.x: 'seed' is '3', which has no keys");
  CHECK(told("operations.1.mode", "plain") ==
        "--set operations.1.mode: 'operations' has 1 entries, counted from 0; there is no '1'");
  CHECK(told("expect..x", "1") == "--set expect..x: write a path of keys, such as topology.vms");
  CHECK_THAT(told("faults", "[{ kind: fail"), Catch::StartsWith("--set faults: value:1:"));
  CHECK(told("merge", "") == "--set merge: a value is missing; write merge=VALUE");
  CHECK(mistakes(text + "workers: 0\n", {{"workers", "none"}, {"limits.nodes", "0"}}) ==
        "--set workers: 'workers' must be a whole number from 1 to 1000000, not 'none'\n"
        "--set limits.nodes: 'nodes' must be a whole number from 1 to 100000000, not '0'");
}

}  // namespace cascade::sim
