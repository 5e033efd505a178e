// SPDX-License-Identifier: Apache-2.0
// The scenarios that we ship: all are valid, and what they expect holds.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "sim/run/simulation.h"
#include "sim/scenario/scenario_reader.h"
#include "tests/support/json_schema.h"

namespace cascade::sim {
namespace {

namespace fs = std::filesystem;
using OverrideList = std::vector<std::pair<std::string, std::string>>;

std::vector<std::string> shipped_files() {
  std::vector<std::string> files;
  const fs::path folder = CASCADE_SHIPPED_SCENARIOS;
  for (const fs::path& part : {folder, folder / "zstack"}) {
    for (const auto& entry : fs::directory_iterator(part)) {
      if (entry.path().extension() == ".yaml") files.push_back(entry.path().string());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

bool is_large(const std::string& file) {
  return fs::path(file).stem() == "delete-zone";
}

void run_and_judge(const std::string& file, const OverrideList& settings = {}) {
  INFO(file);
  auto scenario = load_scenario(file, settings);
  INFO((scenario ? "" : scenario.error().message));
  REQUIRE(scenario);
  CHECK_FALSE(scenario->expect.empty());
  auto simulation = Simulation::create(std::move(*scenario), {});
  INFO((simulation ? "" : simulation.error().message));
  REQUIRE(simulation);
  (*simulation)->run();
  CHECK((*simulation)->unmet_expectations() == std::vector<std::string>{});
  CHECK((*simulation)->violations() == std::vector<std::string>{});
  CHECK((*simulation)->verdict() == Verdict::Ok);
}

}  // namespace

TEST_CASE("Scenarios: at least twelve are shipped, each with a line about it", "[sim][scenario]") {
  const auto files = shipped_files();
  CHECK(files.size() >= 12);
  for (const std::string& file : files) {
    const auto scenario = load_scenario(file);
    INFO((scenario ? file : scenario.error().message));
    REQUIRE(scenario);
    CHECK(scenario->about.size() > 20);
    CHECK(scenario->about.size() <= 100);
  }
}

TEST_CASE("Scenarios: every shipped one is valid by the schema", "[sim][scenario]") {
  const auto schema = nlohmann::json::parse(scenario_schema());
  for (const std::string& file : shipped_files()) {
    const auto scenario = load_scenario(file);
    REQUIRE(scenario);
    const auto tree = parse_yaml(scenario->text, file);
    REQUIRE(tree);
    INFO(file);
    CHECK(cascade::test::validate(cascade::test::to_json(*tree), schema) ==
          std::vector<std::string>{});
  }
}

TEST_CASE("Scenarios: what every small one expects holds", "[sim][scenario]") {
  for (const std::string& file : shipped_files()) {
    if (!is_large(file)) run_and_judge(file);
  }
}

TEST_CASE("Scenarios: ZStack's own cases hold as well where all is done as ZStack does it",
          "[sim][scenario][zstack]") {
  for (const std::string& file : shipped_files()) {
    const fs::path path(file);
    // Types that form a cycle have no order of first_wins.
    const std::string name = path.stem().string();
    const bool cyclic = name == "async-cascade" || name == "w5-cut-cycles";
    if (path.parent_path().filename() != "zstack" || cyclic) continue;
    run_and_judge(file, {{"compat", "zstack"}});
  }
}

TEST_CASE("Scenarios: what every large one expects holds", "[sim][scenario][slow]") {
  for (const std::string& file : shipped_files()) {
    if (is_large(file)) run_and_judge(file);
  }
}

}  // namespace cascade::sim
