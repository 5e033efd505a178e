// SPDX-License-Identifier: Apache-2.0
// Changing one value in a scenario's text: what is around it stays as it was written.
#include "sim/scenario/scenario_edit.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "sim/base/text_file.h"
#include "sim/reader/shipped.h"
#include "sim/scenario/scenario_overrides.h"

namespace cascade::sim {
namespace {

constexpr std::string_view kCommented = R"(# Above everything.
model: zstack  # the model

# About the topology.
topology:
  preset: small   # a preset
  zones: 2
operations:
  # The first one.
  - delete: Zone/1  # what
    mode: permissive
faults: [{ kind: fail, type: Host }, { kind: slow, factor: 3 }]  # two
expect: { outcome: done, counts: { Zone: 0 } }
)";

std::string changed(std::string_view text, std::string_view path, std::string_view value) {
  const auto edited = set_in_scenario(text, path, value);
  INFO((edited ? "" : edited.error().message));
  REQUIRE(edited);
  CHECK_FALSE(edited->rewritten);
  return edited->text;
}

std::string without(std::string_view text, std::string_view path) {
  const auto edited = remove_from_scenario(text, path);
  INFO((edited ? "" : edited.error().message));
  REQUIRE(edited);
  CHECK_FALSE(edited->rewritten);
  return edited->text;
}

/// `text` with one piece replaced, which must be there.
std::string replaced(std::string_view text, std::string_view piece, std::string_view with) {
  std::string result(text);
  const std::size_t at = result.find(piece);
  REQUIRE(at != std::string::npos);
  return result.replace(at, piece.size(), with);
}

}  // namespace

TEST_CASE("Scenario edit: only the value changes, comments and layout stay", "[sim][edit]") {
  CHECK(changed(kCommented, "model", "guarded") == replaced(kCommented, "zstack", "guarded"));
  CHECK(changed(kCommented, "topology.preset", "tiny") ==
        replaced(kCommented, "preset: small", "preset: tiny"));
  CHECK(changed(kCommented, "operations.0.delete", "[Zone/1, Zone/2]") ==
        replaced(kCommented, "Zone/1", "[Zone/1, Zone/2]"));
  CHECK(changed(kCommented, "faults.1.factor", "20") ==
        replaced(kCommented, "factor: 3", "factor: 20"));
  CHECK(changed(kCommented, "expect.counts.Zone", "1") ==
        replaced(kCommented, "Zone: 0", "Zone: 1"));
  CHECK(changed(kCommented, "model", "zstack") == kCommented);
}

TEST_CASE("Scenario edit: new keys stand behind those that are there", "[sim][edit]") {
  CHECK(changed(kCommented, "topology.vms_per_host", "7") ==
        replaced(kCommented, "zones: 2\n", "zones: 2\n  vms_per_host: 7\n"));
  CHECK(changed(kCommented, "seed", "7") == std::string(kCommented) + "seed: 7\n");
  CHECK(changed(kCommented, "faults.0.action", "destroy") ==
        replaced(kCommented, "type: Host", "type: Host, action: destroy"));
  CHECK(changed(kCommented, "faults.2", "{ kind: hang }") ==
        replaced(kCommented, "factor: 3 }]", "factor: 3 }, { kind: hang }]"));
  CHECK(changed(kCommented, "operations.1", "{ delete: Zone/2 }") ==
        replaced(kCommented, "mode: permissive\n", "mode: permissive\n  - { delete: Zone/2 }\n"));
  CHECK(changed("model: a", "faults.0", "{ kind: fail }") ==
        "model: a\nfaults: [{ kind: fail }]\n");
  CHECK(changed("topology: small # s\nmodel: a\n", "topology.vms", "3") ==
        "topology: { preset: small, vms: 3 } # s\nmodel: a\n");
}

TEST_CASE("Scenario edit: what is taken away goes with its line", "[sim][edit]") {
  CHECK(without(kCommented, "topology.zones") == replaced(kCommented, "  zones: 2\n", ""));
  CHECK(without(kCommented, "operations.0.mode") ==
        replaced(kCommented, "    mode: permissive\n", ""));
  CHECK(without(kCommented, "faults.0") ==
        replaced(kCommented, "{ kind: fail, type: Host }, ", ""));
  CHECK(without(kCommented, "faults.1") == replaced(kCommented, ", { kind: slow, factor: 3 }", ""));
  CHECK(without(kCommented, "faults.0.kind") == replaced(kCommented, "kind: fail, ", ""));
  const std::string one = without(kCommented, "faults.1");
  CHECK(without(one, "faults.0") ==
        replaced(kCommented,
                 "faults: [{ kind: fail, type: Host }, { kind: slow, factor: 3 }]  # two\n", ""));
}

TEST_CASE("Scenario edit: unusual texts mean the right thing afterwards", "[sim][edit]") {
  const std::vector<std::string> texts{
      "{ model: a, topology: small }",
      "model: a\r\ntopology: small\r\nseed: 3\r\n",
      "\xEF\xBB\xBFmodel: a\ntopology: small\n",
      "model: \"it's: # odd\"\ntopology: {preset: 'a''b', zones: 3,}\nseed: 1",
      "model: a\ntopology: many\n  words\nabout: |\n  text\n\n  more\n",
      "topology:\n  preset: small\n\n# the end\n",
      "model: a\ntopology:\n  ? preset\n  : small\n",
      ("model: a\ntopology:\n    { preset: small, # why\n      zones: 2 }\nfaults:\n- kind: fail\n"
       "- kind: hang\n  type: Host\n"),
      "model:\ntopology:\nseed:\n",
      "\"model\": a\n'topology': { \"preset\": \"small\" }\n",
      "about: ünïcode → 字\nmodel: { a: ü, b: 字 }\ntopology: small\n",
  };
  const std::vector<std::pair<std::string, std::string>> changes{
      {"model", "b"},
      {"topology.preset", "tiny"},
      {"topology.zones", "7"},
      {"seed", "9"},
      {"faults.0", "{ kind: slow, factor: 2 }"},
      {"about", "\"a: 'b' #c\""},
  };
  for (const std::string& text : texts) {
    for (const auto& [path, value] : changes) {
      CAPTURE(text, path);
      auto wanted = parse_yaml(text, "");
      REQUIRE(wanted);
      Diagnostics diagnostics("");
      const std::pair<std::string, std::string> override(path, value);
      apply_overrides(*wanted, {&override, 1}, diagnostics);
      const auto edited = set_in_scenario(text, path, value);
      CHECK(edited.has_value() == diagnostics.ok());
      if (!edited) continue;
      const auto tree = parse_yaml(edited->text, "");
      CAPTURE(edited->text);
      REQUIRE(tree);
      CHECK(same_yaml(*tree, *wanted));
      // And away with it again: as before where it was not there.
      const auto removed = remove_from_scenario(edited->text, path);
      REQUIRE(removed);
      const auto rest = parse_yaml(removed->text, "");
      REQUIRE(rest);
      const YamlNode* const faults = find_yaml(*wanted, "faults");
      const bool others = path == "faults.0" && faults->items().size() > 1;
      CHECK((find_yaml(*rest, path) == nullptr) == !others);
    }
  }
}

TEST_CASE("Scenario edit: every shipped scenario can be changed without being rewritten",
          "[sim][edit]") {
  namespace fs = std::filesystem;
  int count = 0;
  for (const auto& entry : fs::recursive_directory_iterator(shipped_folder())) {
    if (entry.path().extension() != ".yaml" || entry.path().parent_path().filename() == "models") {
      continue;
    }
    ++count;
    const auto text = read_text_file(entry.path().string());
    REQUIRE(text);
    INFO(entry.path().string());
    std::string now = *text;
    for (const auto& [path, value] :
         std::vector<std::pair<std::string, std::string>>{{"seed", "99"},
                                                          {"schedule", "sequential"},
                                                          {"failure", "force"},
                                                          {"operations.0", "{ delete: Zone/1 }"},
                                                          {"faults.0", "{ kind: fail }"}}) {
      now = changed(now, path, value);
    }
    const auto comments = [](const std::string& of) {
      return std::count(of.begin(), of.end(), '#');
    };
    CHECK(comments(now) == comments(*text));
  }
  CHECK(count >= 12);
}

TEST_CASE("Scenario edit: what cannot be is told and changes nothing", "[sim][edit]") {
  CHECK_FALSE(set_in_scenario("model: [", "seed", "1"));
  CHECK_FALSE(set_in_scenario("model: a", "seed", "{ a: "));
  CHECK_FALSE(set_in_scenario("model: a", "seed", ""));
  CHECK_FALSE(set_in_scenario("model: a", "", "1"));
  CHECK_FALSE(set_in_scenario("model: a", "model.name", "1"));
  CHECK_FALSE(set_in_scenario("faults: [a]", "faults.2", "1"));
  CHECK_FALSE(remove_from_scenario("model: a", "seed"));
  CHECK_FALSE(remove_from_scenario("faults: [a]", "faults.1"));
  CHECK_FALSE(remove_from_scenario("faults: [a]", "faults.0.b"));
  CHECK_FALSE(remove_from_scenario("model: a", ""));
}

TEST_CASE("YAML text: words come back as they were", "[sim][edit]") {
  for (const std::string text : {"plain", "Zone/1", "Host->VmInstance",
                                 "3ms",   "1.5s",   "-7",
                                 "12",    "null",   "",
                                 " a",    "a: b",   "# c",
                                 "it's",  "\"q\"",  "[x]",
                                 "{}",    "a,b",    "-",
                                 "ü",     "~",      "yes",
                                 "a\\b"}) {
    CAPTURE(text);
    const auto alone = parse_yaml("k: " + yaml_scalar(text), "");
    REQUIRE(alone);
    REQUIRE(alone->find("k")->is_scalar());
    CHECK(alone->find("k")->text() == text);
    const auto inside = parse_yaml("{ k: [" + yaml_scalar(text) + "] }", "");
    REQUIRE(inside);
    CHECK(inside->find("k")->items().at(0).text() == text);
    CHECK(yaml_line(*inside) == "{ k: [" + yaml_scalar(text) + "] }");
  }
  // Numbers must not be quoted: the reader wants them plain.
  CHECK(yaml_scalar("-7") == "-7");
  CHECK(yaml_scalar("100") == "100");
}

}  // namespace cascade::sim
