// SPDX-License-Identifier: Apache-2.0
// `cascade resume` from outside.
#include <catch2/catch.hpp>

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
