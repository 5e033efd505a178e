// SPDX-License-Identifier: Apache-2.0
// One seed, one result: what two processes print and write is equal byte for byte, whatever
// surrounds them.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/cli/program/program.h"

using namespace cascade::test;

namespace {

/// All that is to be the same again.
struct Said {
  int code = -1;
  std::string report;
  std::string json;
  std::string trace;
};

Said run_seed(const std::string& scenario, const std::string& seed,
              const std::vector<std::string>& environment = {}) {
  const Folder folder;
  ProgramOptions options;
  options.folder = folder.path().string();
  options.environment = environment;
  const Ended run = run_cascade(
      {"run", shipped(scenario), "--seed", seed, "--json", "run.json", "--trace", "trace.json"},
      options);
  return {run.code, run.out + run.err, content_of(folder.file("run.json")),
          content_of(folder.file("trace.json"))};
}

/// What differs; "": nothing. Texts of some length are not worth being printed.
std::string differences(const Said& one, const Said& other) {
  std::string names;
  if (one.code != other.code) names += "code ";
  if (one.report != other.report) names += "report ";
  if (one.json != other.json) names += "json ";
  if (one.trace != other.trace) names += "trace ";
  return names;
}

}  // namespace

TEST_CASE("Program: two runs of one seed are equal in every byte of report, JSON and trace",
          "[cli][program]") {
  for (const char* const scenario : {"failing-stop", "random-graph", "isolate-failures",
                                     "retry-until-repaired", "two-at-once", "lost-diamond"}) {
    INFO(scenario);
    const Said first = run_seed(scenario, "11");
    const Said again =
        run_seed(scenario, "11", {"TZ=Asia/Tokyo", "HOME=/", "CASCADE=a longer stack"});
    CHECK(differences(first, again).empty());
    CHECK_FALSE(first.report.empty());
    CHECK_FALSE(first.trace.empty());
    const auto json = nlohmann::json::parse(first.json);
    CHECK_FALSE(json["events"].empty());
    // The comparison sees a difference where there is one.
    const Said other = run_seed(scenario, "12");
    CHECK_THAT(differences(first, other), Catch::Contains("report json trace"));
    CHECK(nlohmann::json::parse(other.json)["events"] != json["events"]);
  }
}
