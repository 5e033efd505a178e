// SPDX-License-Identifier: Apache-2.0
// `cascade resume` from outside.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/cli/program/program.h"

using namespace cascade::test;

TEST_CASE("Program: resume does what a failed run left", "[cli][program]") {
  const Folder folder;
  const std::string file = folder.file("a.recording");
  CHECK(run_cascade({"run", "-q", shipped("isolate-failures"), "--record", file}).code == 0);
  const Ended resumed = run_cascade({"resume", file});
  INFO(resumed.err);
  CHECK(resumed.code == 0);
  CHECK_THAT(resumed.out, Catch::StartsWith("Goes on with operation 1, permissive on Cluster/1, "));
  CHECK_THAT(resumed.out, Catch::Contains("verdict   ✓ as expected: done"));
  const Ended again = run_cascade({"resume", file, "--faults"});
  CHECK(again.code == 3);
}

TEST_CASE("Program: resume of a finished run changes nothing, and mistakes are told",
          "[cli][program]") {
  const Folder folder;
  const std::string file = folder.file("a.recording");
  CHECK(run_cascade({"run", "-q", shipped("host-stops-vms"), "--record", file}).code == 0);
  const Ended finished = run_cascade({"resume", file});
  CHECK(finished.code == 0);
  CHECK_THAT(finished.out, Catch::StartsWith("Nothing is left to do"));
  const Ended other = run_cascade({"resume", file, "--set", "merge=union"});
  CHECK(other.code == 1);
  CHECK_THAT(other.err, Catch::StartsWith("--set merge: "));
  CHECK(run_cascade({"resume", folder.file("none")}).code == 1);
  CHECK(run_cascade({"resume"}).code == 1);
}

TEST_CASE("Program: a resumed run is recorded, replayed, told and resumed again",
          "[cli][program]") {
  const Folder folder;
  const std::string first = folder.file("first.recording");
  const std::string second = folder.file("second.recording");
  const std::string third = folder.file("third.recording");
  const std::string json = folder.file("rest.json");
  CHECK(run_cascade({"run", "-q", shipped("isolate-failures"), "--record", first}).code == 0);
  // The faults strike again, so that something is left for the next time.
  const Ended again =
      run_cascade({"resume", first, "--faults", "--record", second, "--json", json});
  INFO(again.err);
  CHECK(again.code == 3);
  CHECK_THAT(again.out, Catch::Contains("second.recording"));
  CHECK(nlohmann::json::parse(content_of(json)).at("result").at("outcome") == "failed");
  CHECK(run_cascade({"replay", second}).code == 0);
  const Ended why = run_cascade({"why", "Host/7", second});
  CHECK(why.code == 0);
  CHECK(run_cascade({"tree", second}).code == 0);
  const Ended repaired = run_cascade({"resume", second, "--record", third});
  INFO(repaired.err);
  CHECK(repaired.code == 0);
  CHECK_THAT(repaired.out, Catch::Contains("verdict   ✓ as expected: done"));
  CHECK(run_cascade({"replay", third}).code == 0);
  const Ended finished = run_cascade({"resume", third});
  CHECK(finished.code == 0);
  CHECK_THAT(finished.out, Catch::StartsWith("Nothing is left to do"));
}

TEST_CASE("Program: resume does not write over the recording that it reads", "[cli][program]") {
  const Folder folder;
  const std::string file = folder.file("a.recording");
  CHECK(run_cascade({"run", "-q", shipped("isolate-failures"), "--record", file}).code == 0);
  const Ended refused = run_cascade({"resume", file, "--record", file});
  CHECK(refused.code == 1);
  CHECK_THAT(refused.err, Catch::Contains("would replace"));
  CHECK(run_cascade({"replay", file}).code == 0);
}
