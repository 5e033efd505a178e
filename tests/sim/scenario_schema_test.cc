// SPDX-License-Identifier: Apache-2.0
// The JSON Schema and the reader are two views of one table. Shown from outside: both know the
// same keys, accept the same scenarios and refuse the same ones.
#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <nlohmann/json.hpp>

#include "sim/scenario/scenario_reader.h"
#include "sim/world/topology.h"
#include "tests/support/json_schema.h"
#include "tests/support/scenario_text.h"

namespace cascade::sim {
namespace {

using nlohmann::json;

const std::string kStart = "model: small\ntopology: tiny\noperations: [{ delete: Zone/1 }]\n";

json schema() {
  return json::parse(scenario_schema());
}

std::vector<std::string> validate_text(const std::string& text) {
  const auto tree = parse_yaml(text, "test.yaml");
  REQUIRE(tree);
  return cascade::test::validate(cascade::test::to_json(*tree), schema());
}

/// Every key of the maps of `schema` as a path of an override, with the map it stands in.
/// Alternatives of a choice share one path.
void collect_keys(const json& schema, const std::string& path, std::vector<std::string>& keys) {
  if (schema.contains("anyOf")) {
    for (const json& each : schema["anyOf"]) collect_keys(each, path, keys);
  }
  if (schema.contains("items")) collect_keys(schema["items"], path + "0.", keys);
  if (!schema.contains("properties")) return;
  for (const auto& [key, member] : schema["properties"].items()) {
    keys.push_back(path + key);
    collect_keys(member, path + key + ".", keys);
  }
}

/// A map to set a key in, such that the alternative which knows the key is the one meant.
OverrideList around(const std::string& key) {
  const std::string last = key.substr(key.rfind('.') + 1);
  const auto is_number_of = [&](TopologyShape shape) {
    const auto numbers = topology_numbers(shape);
    return std::any_of(numbers.begin(), numbers.end(),
                       [&](const TopologyNumber& number) { return number.name == last; });
  };
  if (key.starts_with("topology.")) {
    if (is_number_of(TopologyShape::Cloud)) return {{"topology", "{ shape: cloud }"}};
    if (is_number_of(TopologyShape::Baseline)) return {{"topology", "{ shape: baseline }"}};
    if (is_number_of(TopologyShape::Random)) return {{"topology", "{ shape: random }"}};
  }
  if (key == "topology.resources") return {{"topology", "{}"}};
  if (key.starts_with("operations.0.together.")) {
    const std::string_view item = last == "from"                   ? "{ detach: Storage/1 }"
                                  : last == "on" || last == "with" ? "{ run: plain }"
                                  : last == "mode"                 ? "{ delete: Zone/1 }"
                                                                   : "{}";
    return {{"operations.0", "{ together: [" + std::string(item) + "] }"}};
  }
  if (last == "together") return {{"operations.0", "{}"}};
  if (last == "detach" || last == "run") return {{"operations.0", "{}"}};
  if (last == "from") return {{"operations.0", "{ detach: Storage/1 }"}};
  if (last == "on" || last == "with") return {{"operations.0", "{ run: plain }"}};
  if (key.starts_with("faults.0.")) return {{"faults", "[{}]"}};
  if (key.starts_with("retries.0.")) return {{"retries", "[{}]"}};
  return {};
}

}  // namespace

TEST_CASE("ScenarioSchema: every key of the schema is known to the reader and no other",
          "[sim][scenario]") {
  std::vector<std::string> keys;
  collect_keys(schema(), "", keys);
  CHECK(keys.size() > 60);
  for (const std::string& key : keys) {
    const auto told = [&](const std::string& name) {
      OverrideList overrides = around(key);
      overrides.emplace_back(name, "{}");
      const auto scenario = read_scenario_text(kStart, overrides);
      return scenario ? "" : scenario.error().message;
    };
    INFO(key);
    CHECK_THAT(told(key), !Catch::Contains("unknown key"));
    CHECK_THAT(told(key + "_"), Catch::Contains("unknown key"));
  }
}

TEST_CASE("ScenarioSchema: each key of each map has a description", "[sim][scenario]") {
  const std::function<void(const json&)> check = [&](const json& node) {
    for (const auto& [key, member] : node.items()) {
      if (key == "properties") {
        for (const auto& [name, property] : member.items()) {
          INFO(name);
          CHECK(property.contains("description"));
        }
      }
      if (member.is_structured()) check(member);
    }
  };
  check(schema());
}

TEST_CASE("ScenarioSchema: what the reader takes is valid and what it refuses in form is not",
          "[sim][scenario]") {
  // A map whose keys are not right shows that the values of the tables are told apart.
  const std::vector<std::string> good = {
      "",
      "about: 5\n",
      "seed: 18446744073709551615\n",
      "merge: union\nschedule: sequential\nfailure: force\nworkers: 1\n",
      "limits: { nodes: 1, links: 4294967294 }\n",
      "limits: {}\n",
      "faults: []\n",
      "faults: [{ kind: slow, type: Vm, factor: 3, ratio: [1, 2], attempt: 1 }]\n",
      "expect: {}\n",
      "expect: { outcome: refused, makespan: 0, contradictions: 0 }\n",
      "expect: { makespan: 1.5s, steps: [Host->Vm], world_digest: 00000000000000ff }\n",
      "expect: { counts: { Vm: 1, Host: [1, 2], Zone: { gone: 3, live: [0, 1] } } }\n",
      "expect: { states: { Vm/1: Stopped }, present: Zone/1, absent: [Vm/1, Vm/2] }\n",
      "expect: { order: [[Vm/1, Host/1]] }\n",
  };
  for (const std::string& rest : good) {
    INFO(rest);
    CHECK(validate_text(kStart + rest).empty());
    const auto scenario = read_scenario_text(kStart + rest);
    CHECK((scenario ? "" : scenario.error().message) == "");
  }
  const std::string start = "model: small\ntopology: tiny\noperations: ";
  const std::string together =
      "[{ together: [{ delete: Zone/1 }, { delete: Zone/1, mode: plain }] }]";
  CHECK(validate_text(start + together).empty());
  CHECK(read_scenario_text(start + together));
  for (const std::string& wrong :
       {std::string("[{ together: [{ delete: Zone/1 }] }]"),
        std::string("[{ together: { delete: Zone/1 } }]"),
        "[{ together: [{ delete: Zone/1 }, { together: " + together + " }] }]"}) {
    INFO(wrong);
    CHECK(!validate_text(start + wrong).empty());
    CHECK(!read_scenario_text(start + wrong));
  }
  const std::vector<std::string> bad = {
      "sed: 1\n",
      "about: []\n",
      "about: \"\"\n",
      "seed: 18446744073709551616\n",
      "seed: -1\n",
      "seed: \"1\"\n",
      "merge: Union\n",
      "schedule: [by_step]\n",
      "failure:\n",
      "workers: 0\n",
      "workers: 1.5\n",
      "limits: { nodes: 0 }\n",
      "limits: { links: 4294967296 }\n",
      "limits: 5\n",
      "faults: {}\n",
      "faults: [fail]\n",
      "faults: [{ kind: fail, kinds: 1 }]\n",
      "faults: [{ type: Vm }]\n",
      "faults: [{ kind: fail, ratio: [1] }]\n",
      "faults: [{ kind: fail, ratio: 0.5 }]\n",
      "faults: [{ kind: fail, resource: Vm }]\n",
      "faults: [{ kind: fail, resource: Vm/1/2 }]\n",
      "faults: [{ kind: fail, step: Vm }]\n",
      "faults: [{ kind: fail, attempt: 0 }]\n",
      "expect: []\n",
      "expect: { outcome: ok }\n",
      "expect: { counts: { Vm: -1 } }\n",
      "expect: { counts: { Vm: [1, 2, 3] } }\n",
      "expect: { counts: { Vm: { Running: some } } }\n",
      "expect: { states: { Vm: Running } }\n",
      "expect: { states: { Vm/1: [Running] } }\n",
      "expect: { present: Zone }\n",
      "expect: { order: [Vm/1, Host/1] }\n",
      "expect: { steps: Host->Vm }\n",
      "expect: { makespan: 5 }\n",
      "expect: { makespan: 5 s }\n",
      "expect: { world_digest: 00FF }\n",
  };
  for (const std::string& rest : bad) {
    INFO(rest);
    CHECK_FALSE(validate_text(kStart + rest).empty());
    CHECK_FALSE(read_scenario_text(kStart + rest));
  }
}

TEST_CASE("ScenarioSchema: topologies and operations are the same language in both",
          "[sim][scenario]") {
  const auto both = [](const std::string& model, const std::string& topology,
                       const std::string& operations) {
    const std::string text =
        "model: " + model + "\ntopology: " + topology + "\noperations: " + operations + "\n";
    INFO(text);
    const bool valid = validate_text(text).empty();
    const bool read = read_scenario_text(text).has_value();
    CHECK(valid == read);
    return valid && read;
  };
  const std::string deletion = "[{ delete: Zone/1 }]";
  CHECK(both("small", "{ preset: small, zones: 2 }", deletion));
  CHECK(both("small", "{ shape: cloud }", deletion));
  CHECK(both("small", "{}", deletion));
  CHECK(both("small", "{ resources: { Zone: [1, b], Vm: { v: , w: { state: Running } } } }",
             deletion));
  CHECK_FALSE(both("small", "tiyn", deletion));
  CHECK_FALSE(both("small", "5", deletion));
  CHECK_FALSE(both("small", "{ preset: tiyn }", deletion));
  CHECK_FALSE(both("small", "{ shape: cloudy }", deletion));
  CHECK_FALSE(both("small", "{ zones: two }", deletion));
  CHECK_FALSE(both("small", "{ zones: -1 }", deletion));
  CHECK_FALSE(both("small", "{ shape: baseline, zones: 2 }", deletion));
  CHECK_FALSE(both("small", "{ resources: { Zone: 1 } }", deletion));
  CHECK_FALSE(both("small", "{ resources: { Zone: [a/b] } }", deletion));
  CHECK_FALSE(both("small", "{ resources: {}, zones: 1 }", deletion));
  for (const TopologyPreset& preset : topology_presets()) {
    CHECK(both("small", std::string(preset.name), deletion));
  }
  CHECK(both("small", "tiny", "[{ delete: [Host/1, Host/2], mode: hosts }]"));
  CHECK(both("small", "tiny", "[{ detach: Storage/1, from: Cluster/1 }]"));
  CHECK(both("small", "tiny", "[{ run: detach_storage, on: Storage/1, with: Cluster/1 }]"));
  CHECK_FALSE(both("small", "tiny", "[]"));
  CHECK_FALSE(both("small", "tiny", "{ delete: Zone/1 }"));
  CHECK_FALSE(both("small", "tiny", "[{}]"));
  CHECK_FALSE(both("small", "tiny", "[{ delete: Zone }]"));
  CHECK_FALSE(both("small", "tiny", "[{ delete: [] }]"));
  CHECK_FALSE(both("small", "tiny", "[{ delete: Zone/1, from: Cluster/1 }]"));
  CHECK_FALSE(both("small", "tiny", "[{ detach: Storage/1 }]"));
  CHECK_FALSE(both("small", "tiny", "[{ run: plain }]"));
}

TEST_CASE("ScenarioSchema: the text is the same each time and ends with a line end",
          "[sim][scenario]") {
  CHECK(scenario_schema() == scenario_schema());
  CHECK(scenario_schema().back() == '\n');
}

}  // namespace cascade::sim
