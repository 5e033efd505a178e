// SPDX-License-Identifier: Apache-2.0
// `cascade generate` from outside: what it writes can be run, also where the model is drawn, too.
#include <catch2/catch.hpp>

#include "tests/cli/program/program.h"

using namespace cascade::test;

TEST_CASE("Program: a generated world is a scenario that runs", "[cli][program]") {
  const Folder folder;
  for (const std::string preset : {"tiny", "dense", "deep", "cyclic", "diamonds"}) {
    CAPTURE(preset);
    const std::string file = folder.file(preset + ".yaml");
    CHECK(run_cascade({"generate", preset, "--seed", "3", "-o", file}).code == 0);
    const Ended run = run_cascade({"run", "-q", "--merge", "union", file});
    INFO(run.out << run.err);
    CHECK(run.code == 0);
  }
}

TEST_CASE("Program: a random preset draws a type graph of its shape", "[cli][program]") {
  const Ended cyclic = run_cascade({"generate", "cyclic", "--set", "types=4", "--seed", "7"});
  CHECK(cyclic.out ==
        "# cascade generate cyclic --model random --set topology.types=4 --seed 7\n"
        "model: random\n"
        "topology: { preset: cyclic, types: 4 }\n"
        "operations: [{ delete: T0/1 }]\n"
        "seed: 7\n");
  const Ended shape = run_cascade({"generate", "--model", "random", "--set", "shape=random"});
  CHECK_THAT(shape.out, Catch::Contains("topology: { shape: random }\n"));
  // Of another model only the world is random.
  const Ended named = run_cascade({"generate", "cyclic", "--model", "zstack"});
  CHECK_THAT(named.out, Catch::Contains("model: zstack\n") && Catch::Contains("  resources:\n"));
}

TEST_CASE("Program: generate says which presets there are", "[cli][program]") {
  const Ended unknown = run_cascade({"generate", "tinny"});
  CHECK(unknown.code == 1);
  CHECK_THAT(unknown.err, Catch::StartsWith("cascade: no preset 'tinny' (did you mean 'tiny'?); "
                                            "there are tiny, small, "));
  const Ended cloud = run_cascade({"generate", "tiny", "--model", "random"});
  CHECK(cloud.code == 1);
  CHECK_THAT(cloud.err, Catch::Contains("model random needs a topology of shape random"));
}
