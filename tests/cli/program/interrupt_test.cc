// SPDX-License-Identifier: Apache-2.0
// Ctrl-C. To know where the program is when the signal comes, it is made to write into pipes that
// nobody reads: it waits there, takes the signal, and goes on when the test reads.
#include <catch2/catch.hpp>
#include <csignal>
#include <nlohmann/json.hpp>

#include "tests/cli/program/program.h"

using namespace cascade::test;

namespace {

constexpr int kInterrupted = 130;

/// The trace of a medium cloud is far larger than what pipes and buffers hold.
Program start_traced_run(const std::string& pipe, const std::string& recording) {
  return Program({"run", shipped("delete-zone"), "--set", "topology=medium", "--trace", pipe,
                  "--record", recording});
}

}  // namespace

TEST_CASE("Program: an interrupted run reports, and its recording says so", "[cli][program]") {
  for (const int ending : {SIGINT, SIGTERM, SIGHUP}) {
    CAPTURE(ending);
    const Folder folder;
    NamedPipe trace(folder.file("trace"));
    const std::string recording = folder.file("a.recording");
    Program program = start_traced_run(folder.file("trace"), recording);
    trace.open();
    std::string written = trace.read();
    program.signal(ending);
    written += trace.read_all();
    const Ended run = program.wait();
    CHECK(run.code == kInterrupted);
    CHECK(run.err.empty());
    CHECK_THAT(run.out, Catch::Contains("Pass 2 of 3: deletion.delete") &&
                            Catch::Contains("◌ cancelled") && Catch::Contains("  Tree\n") &&
                            Catch::Contains("verdict   ✗ interrupted\n"));
    CHECK_THAT(run.out, !Catch::Contains("Pass 3 of 3"));
    CHECK_NOTHROW(nlohmann::json::parse(written));

    const Ended replay = run_cascade({"replay", recording});
    CHECK(replay.code == 0);
    CHECK_THAT(replay.out, Catch::Contains(" replayed, the same\n") &&
                               Catch::Contains("seed 1, interrupted\n"));
    const Ended tree = run_cascade({"tree", recording, "--pass", "2"});
    CHECK(tree.code == 0);
    CHECK_THAT(tree.out, Catch::Contains(" cancelled"));
  }
}

TEST_CASE("Program: Ctrl-C that comes twice in a moment is one", "[cli][program]") {
  const Folder folder;
  NamedPipe trace(folder.file("trace"));
  const std::string recording = folder.file("a.recording");
  Program program = start_traced_run(folder.file("trace"), recording);
  trace.open();
  std::string written = trace.read();
  program.signal(SIGINT);
  program.signal(SIGINT);
  written += trace.read_all();
  const Ended run = program.wait();
  CHECK(run.code == kInterrupted);
  CHECK_THAT(run.out, Catch::Contains("verdict   ✗ interrupted\n"));
  CHECK_NOTHROW(nlohmann::json::parse(written));
  CHECK_THAT(run_cascade({"replay", recording}).out, Catch::Contains("seed 1, interrupted\n"));
}

TEST_CASE("Program: a second Ctrl-C kills", "[cli][program]") {
  const Folder folder;
  NamedPipe trace(folder.file("trace"));
  const std::string recording = folder.file("a.recording");
  Program program = start_traced_run(folder.file("trace"), recording);
  trace.open();
  CHECK_FALSE(trace.read().empty());
  program.signal(SIGINT);
  program.wait_until_not_caught(SIGINT);
  program.signal(SIGINT);
  const Ended run = program.wait();
  CHECK(run.signal == SIGINT);

  // What was recorded so far is there.
  const Ended replay = run_cascade({"replay", recording});
  CHECK(replay.code == 0);
  CHECK_THAT(replay.out, Catch::Contains(" replayed, the same\n") &&
                             Catch::Contains("without an end: its writer was killed"));
}

TEST_CASE("Program: of several scenarios those after Ctrl-C are not run", "[cli][program]") {
  const Folder folder;
  // Names are tried before the run, in this order, and written after it.
  NamedPipe dot(folder.file("veto.dot"));
  NamedPipe svg(folder.file("veto.svg"));
  Program program({"run", shipped("veto"), shipped("lost-diamond"), "--dot", folder.path().string(),
                   "--svg", folder.path().string()});
  dot.open();
  program.signal(SIGINT);
  svg.open();
  const Ended run = program.wait();
  CHECK(run.code == kInterrupted);
  CHECK_THAT(run.out, Catch::Contains("veto.yaml") && !Catch::Contains("lost-diamond.yaml"));
}

TEST_CASE("Program: an interrupted command that has no result yet says so", "[cli][program]") {
  for (const char* command : {"run", "preview", "tree"}) {
    CAPTURE(command);
    const Folder folder;
    const std::string input = folder.file("input.yaml");
    const NamedPipe pipe(input);
    Program program({command, input});
    NamedPipe::serve(input, content_of(shipped("delete-zone")),
                     [&program] { program.signal(SIGINT); });
    const Ended ended = program.wait();
    CHECK(ended.code == kInterrupted);
    CHECK(ended.out.empty());
    CHECK_THAT(ended.err, Catch::StartsWith("cascade: interrupted"));
  }
}

TEST_CASE("Program: interrupted generating stops", "[cli][program]") {
  const Folder folder;
  NamedPipe pipe(folder.file("world"));
  Program program({"generate", "large", "-o", folder.file("world")});
  pipe.open();
  const std::string begin = pipe.read();
  program.signal(SIGINT);
  const std::size_t size = begin.size() + pipe.read_all().size();
  const Ended ended = program.wait();
  CHECK(ended.code == kInterrupted);
  CHECK(ended.err == "cascade: interrupted\n");
  CHECK(size < run_cascade({"generate", "large"}).out.size());
}
