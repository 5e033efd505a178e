// SPDX-License-Identifier: Apache-2.0
// A plan is reviewed, kept, and carried out as it was reviewed or not at all.
#include <catch2/catch.hpp>

#include "tests/cli/program/program.h"

using namespace cascade::test;

TEST_CASE("Program: a reviewed plan is carried out as reviewed", "[cli][program]") {
  const Folder folder;
  const std::string plan = folder.file("host.plan");
  const Ended saved =
      run_cascade({"preview", shipped("host-stops-vms"), "--merge", "union", "--save-plan", plan});
  INFO(saved.err);
  CHECK(saved.code == 0);
  CHECK_THAT(saved.out, Catch::Contains("written"));
  CHECK_THAT(content_of(plan), Catch::Contains("merge: union"));
  const Ended ended = run_cascade({"run", shipped("host-stops-vms"), "--plan", plan});
  INFO(ended.err);
  CHECK(ended.code == 0);
  CHECK_THAT(ended.out, Catch::Contains("as expected"));
}

TEST_CASE("Program: a stale plan is told and does nothing", "[cli][program]") {
  const Folder folder;
  const std::string plan = folder.file("host.plan");
  REQUIRE(run_cascade({"preview", shipped("host-stops-vms"), "--save-plan", plan}).code == 0);
  const Ended stale = run_cascade(
      {"run", shipped("host-stops-vms"), "--plan", plan, "--set", "topology.vms_per_host=3"});
  INFO(stale.err);
  CHECK(stale.code == 2);
  CHECK_THAT(stale.out, Catch::Contains("Not as reviewed"));
  const Ended other =
      run_cascade({"run", shipped("host-stops-vms"), "--plan", plan, "--schedule", "sequential"});
  CHECK(other.code == 2);
  CHECK_THAT(other.err, Catch::Contains("schedule is sequential, reviewed was by_resource"));
  const Ended elsewhere = run_cascade({"run", shipped("delete-zone"), "--plan", plan});
  CHECK(elsewhere.code == 2);
  CHECK_THAT(elsewhere.err, Catch::Contains("operation 1 is permissive on Zone/1"));
}

TEST_CASE("Program: a preview counts what stands below, and a refused one asks for nothing",
          "[cli][program]") {
  const Ended agreed = run_cascade({"preview", shipped("host-stops-vms")});
  CHECK(agreed.code == 0);
  CHECK_THAT(agreed.out, Catch::Contains("With everything below\n"));
  CHECK_THAT(agreed.out, Catch::Contains("changed"));
  CHECK_THAT(agreed.out, Catch::Contains("To confirm\n"));
  const Ended refused = run_cascade({"preview", shipped("protected")});
  CHECK(refused.code == 2);
  CHECK_THAT(refused.out, Catch::Contains("Nothing to confirm: it would be refused"));
  CHECK_THAT(refused.out, !Catch::Contains("To confirm"));
}

TEST_CASE("Program: plans that cannot be are told", "[cli][program]") {
  const Folder folder;
  const std::string plan = folder.file("a.plan");
  const Ended refused = run_cascade({"preview", shipped("veto"), "--save-plan", plan});
  CHECK(refused.code == 2);
  CHECK_THAT(refused.err, Catch::Contains("no plan is saved"));
  CHECK(folder.names().empty());
  const Ended absent = run_cascade({"run", shipped("veto"), "--plan", plan});
  CHECK(absent.code == 1);
  CHECK_THAT(absent.err, Catch::Contains("a.plan"));
  const std::string wrong = folder.write("wrong.plan", "reviewed_plan: 9\n");
  const Ended bad = run_cascade({"run", shipped("veto"), "--plan", wrong});
  CHECK(bad.code == 1);
  CHECK_THAT(bad.err, Catch::Contains("wrong.plan:1:16: "));
  const std::string scenario = folder.write("s.yaml", content_of(shipped("host-stops-vms")));
  CHECK(run_cascade({"preview", scenario, "--save-plan", scenario}).code == 1);
  CHECK(content_of(scenario) == content_of(shipped("host-stops-vms")));
  CHECK(run_cascade({"run", scenario, shipped("veto"), "--plan", plan}).code == 1);
}
