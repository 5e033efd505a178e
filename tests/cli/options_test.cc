// SPDX-License-Identifier: Apache-2.0
// The command line as a value.
#include "sim/cli/options.h"

#include <catch2/catch.hpp>

#include "sim/cli/commands.h"

using namespace cascade::sim;
using namespace cascade::sim::cli;

namespace {

template <class Command>
Command parsed(const std::vector<std::string>& arguments) {
  const auto result = parse_options(arguments);
  if (const auto* const early = std::get_if<EarlyExit>(&result)) FAIL(early->text);
  const Options& options = std::get<Options>(result);
  REQUIRE(std::holds_alternative<Command>(options.command));
  return std::get<Command>(options.command);
}

EarlyExit refused(const std::vector<std::string>& arguments) {
  const auto result = parse_options(arguments);
  REQUIRE(std::holds_alternative<EarlyExit>(result));
  return std::get<EarlyExit>(result);
}

}  // namespace

TEST_CASE("Options: run takes files and folders and replaces values", "[cli][options]") {
  const auto run =
      parsed<RunCommand>({"run", "a.yaml", "b", "--set", "hosts_per_cluster=4", "--set",
                          "operations.0.mode=enforcing", "--seed", "7", "--schedule", "sequential",
                          "--merge", "union", "--failure", "isolate", "--workers", "3"});
  CHECK(run.scenarios.files == std::vector<std::string>{"a.yaml", "b"});
  CHECK(run.scenarios.settings == Settings{{"topology.hosts_per_cluster", "4"},
                                           {"operations.0.mode", "enforcing"},
                                           {"seed", "7"},
                                           {"schedule", "sequential"},
                                           {"merge", "union"},
                                           {"failure", "isolate"},
                                           {"workers", "3"}});
  CHECK(run.runner == RunnerKind::Virtual);
  CHECK(run.checkers);
  CHECK_FALSE(run.timing);
}

TEST_CASE("Options: a value may hold an equals sign", "[cli][options]") {
  const auto run = parsed<RunCommand>({"run", "a.yaml", "--set", "about=x=y"});
  CHECK(run.scenarios.settings == Settings{{"about", "x=y"}});
}

TEST_CASE("Options: run names its files", "[cli][options]") {
  const auto run = parsed<RunCommand>({"run", "a.yaml", "--runner", "threads", "--no-checkers",
                                       "--timing", "-q", "--record", "r", "--dot", "d", "--svg",
                                       "s", "--trace", "t", "--json", "j", "--junit", "u"});
  CHECK(run.runner == RunnerKind::Threads);
  CHECK_FALSE(run.checkers);
  CHECK(run.timing);
  CHECK(run.quiet);
  CHECK(run.outputs.record == "r");
  CHECK(run.outputs.dot == "d");
  CHECK(run.outputs.svg == "s");
  CHECK(run.outputs.trace == "t");
  CHECK(run.outputs.json == "j");
  CHECK(run.outputs.junit == "u");
}

TEST_CASE("Options: the format of a tree follows its file", "[cli][options]") {
  using Format = TreeCommand::Format;
  CHECK(parsed<TreeCommand>({"tree", "a"}).format == Format::Text);
  CHECK(parsed<TreeCommand>({"tree", "a", "-o", "b.svg"}).format == Format::Svg);
  CHECK(parsed<TreeCommand>({"tree", "a", "-o", "b.c/d.png"}).format == Format::Png);
  CHECK(parsed<TreeCommand>({"tree", "a", "-o", "b.txt"}).format == Format::Text);
  CHECK(parsed<TreeCommand>({"tree", "a", "-o", "b.svg", "--format", "dot"}).format == Format::Dot);
}

TEST_CASE("Options: what is wrong is said, with exit code 1", "[cli][options]") {
  struct Row {
    std::vector<std::string> arguments;
    std::string part;
  };
  const std::vector<Row> rows{
      {{}, "subcommand"},
      {{"fly"}, "fly"},
      {{"run"}, "scenario"},
      {{"run", "a.yaml", "--schedule", "random"}, "random"},
      {{"run", "a.yaml", "--set", "novalue"}, "key=value"},
      {{"run", "a.yaml", "--sed", "7"}, "--sed"},
      {{"run", "a.yaml", "--runner", "fibers"}, "fibers"},
      {{"tree"}, "file"},
      {{"tree", "a", "--pass", "0"}, "0"},
  };
  for (const auto& [arguments, part] : rows) {
    CAPTURE(arguments);
    const EarlyExit early = refused(arguments);
    CHECK(early.code == 1);
    CHECK_THAT(early.text, Catch::Contains(part));
  }
}

TEST_CASE("Options: help has examples and exit codes, version a version", "[cli][options]") {
  const EarlyExit help = refused({"--help"});
  CHECK(help.code == 0);
  CHECK_THAT(help.text, Catch::Contains("cascade run scenarios/delete-zone.yaml"));
  CHECK_THAT(help.text, Catch::Contains("130 interrupted"));
  CHECK_THAT(refused({"run", "--help"}).text, Catch::Contains("--checkers"));
  CHECK(refused({"--version"}).text == "cascade " + program_version() + "\n");
}

TEST_CASE("Options: of several verdicts the most serious counts", "[cli][options]") {
  using V = Verdict;
  CHECK(worst({}) == V::Ok);
  CHECK(worst({V::Ok, V::Refused, V::Ok}) == V::Refused);
  CHECK(worst({V::Refused, V::ActsFailed}) == V::ActsFailed);
  CHECK(worst({V::ActsFailed, V::ExpectationNotMet, V::Refused}) == V::ExpectationNotMet);
  CHECK(worst({V::ExpectationNotMet, V::BadInput}) == V::BadInput);
  CHECK(worst({V::BadInput, V::InvariantBroken}) == V::InvariantBroken);
  CHECK(worst({V::InvariantBroken, V::Interrupted}) == V::Interrupted);
}
