// SPDX-License-Identifier: Apache-2.0
// `cascade why` from outside: a recording and a name, in words and as JSON.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/cli/program/program.h"

using namespace cascade::test;

namespace {

/// The shipped scenario's recording.
std::string recorded(const Folder& folder, std::string_view scenario) {
  std::string file = folder.file("a.recording");
  const Ended run = run_cascade({"run", "-q", shipped(scenario), "--record", file});
  INFO(run.err);
  CHECK(run.code == 0);
  return file;
}

}  // namespace

TEST_CASE("Program: why tells the chain down to the first cause", "[cli][program]") {
  const Folder folder;
  const std::string file = recorded(folder, "isolate-failures");
  const Ended why = run_cascade({"why", "Host/7", file});
  CHECK(why.code == 0);
  CHECK(why.err.empty());
  CHECK_THAT(why.out, Catch::StartsWith("Host/7  "));
  CHECK_THAT(why.out, Catch::Contains("Cluster/1 (delete) > Host/7 (delete)"));
  CHECK_THAT(why.out, Catch::Contains("by stop VmInstance/130"));
  CHECK_THAT(why.out, Catch::Contains("fault: failed before its effect"));
  // The recording may also come first.
  CHECK(run_cascade({"why", file, "Host/7"}).out == why.out);
}

TEST_CASE("Program: why as JSON has ways, acts and causes", "[cli][program]") {
  const Folder folder;
  const std::string file = recorded(folder, "isolate-failures");
  const Ended why = run_cascade({"why", "--json", "Host/7", file});
  const auto story = nlohmann::json::parse(why.out);
  CHECK(story["resource"] == "Host/7");
  CHECK(story["outcome"] == "blocked");
  CHECK(story["condition"] == "live, Enabled");
  bool found = false;
  for (const auto& pass : story["passes"]) {
    if (pass["action"] != "deletion.delete") continue;
    found = true;
    CHECK(pass["ways"].size() == 1);
    const auto& cause = pass["acts"][0]["causes"].back();
    CHECK(cause["resource"] == "VmInstance/130");
    CHECK(cause["outcome"] == "failed");
    CHECK(cause["message"] == "fault: failed before its effect");
  }
  CHECK(found);
}

TEST_CASE("Program: why tells when and with what a resource appeared", "[cli][program]") {
  const Folder folder;
  const std::string file = recorded(folder, "appears-late");
  const Ended why = run_cascade({"why", "Vm/late", file});
  CHECK(why.code == 0);
  CHECK(why.out ==
        "Vm/late\n  in the end live\n  no act is on it\n"
        "  appeared by a fault at 2.02ms with the start of delete of Vm/web  Project/Vm  "
        "deletion.delete\n");
  const auto story = nlohmann::json::parse(run_cascade({"why", "--json", "Vm/late", file}).out);
  CHECK(story["appeared"]["resource"] == "Vm/web");
  CHECK(story["changes"].empty());
}

TEST_CASE("Program: why tells which act of another removed a resource", "[cli][program]") {
  const Folder folder;
  const std::string file = recorded(folder, "l3-network");
  const Ended why = run_cascade({"why", "VmNic/2", file});
  CHECK(why.code == 0);
  CHECK_THAT(why.out, Catch::Contains("  no act is on it\n"));
  CHECK_THAT(why.out, Catch::Contains("  became gone through detach") &&
                          Catch::Contains(" of VmInstance/1  L3Network/"));
  const auto story = nlohmann::json::parse(run_cascade({"why", "--json", "VmNic/2", file}).out);
  REQUIRE(story["changes"].size() == 1);
  CHECK(story["changes"][0]["condition"] == "gone");
  CHECK(story["changes"][0]["resource"] == "VmInstance/1");
  CHECK_THAT(run_cascade({"why", "VmNic/1", file}).out,
             Catch::Contains("no operation concerns it"));
}

TEST_CASE("Program: why says what is wrong with its arguments", "[cli][program]") {
  const Folder folder;
  const std::string file = recorded(folder, "failing-stop");
  const Ended unknown = run_cascade({"why", "Host/700", file});
  CHECK(unknown.code == 1);
  CHECK(unknown.out.empty());
  CHECK_THAT(unknown.err, Catch::StartsWith("cascade: there is no resource 'Host/700'; there are"));
  const Ended type = run_cascade({"why", "Hots/1", file});
  CHECK(type.code == 1);
  CHECK_THAT(type.err, Catch::Contains("did you mean 'Host'?"));
  const Ended scenario = run_cascade({"why", "Host/1", shipped("failing-stop")});
  CHECK(scenario.code == 1);
  CHECK_THAT(scenario.err, Catch::Contains("failing-stop.yaml"));
  CHECK(run_cascade({"why", "Host/1"}).code == 1);
  CHECK_THAT(run_cascade({"why", "--help"}).out, Catch::Contains("Examples:"));
}
