// SPDX-License-Identifier: Apache-2.0
// The command line as a value.
#include "sim/cli/options.h"

#include <catch2/catch.hpp>

#include "sim/base/version.h"
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
      {{}, "Usage: cascade [OPTIONS] COMMAND"},
      {{"--frob"}, "there is no option '--frob'\n"},
      {{"fly"},
       "no command 'fly'; there are run, preview, tree, generate, replay, compare, why, resume or "
       "schema"},
      {{"rnu", "a.yaml"}, "there is no command 'rnu' (did you mean 'run'?)"},
      {{"run"}, "SCENARIO is required\n(cascade run --help says more)"},
      {{"run", "a.yaml", "--schedule", "seq"},
       "--schedule must be by_resource, by_step or sequential, not 'seq'"},
      {{"run", "a.yaml", "--merge", "unoin"}, "not 'unoin' (did you mean 'union'?)"},
      {{"run", "a.yaml", "--set", "novalue"}, "--set must be KEY=VALUE, not 'novalue'"},
      {{"run", "a.yaml", "--set", "=3"}, "--set must be KEY=VALUE, not '=3'"},
      {{"run", "a.yaml", "--sede", "7"}, "no option '--sede' (did you mean '--seed'?)"},
      {{"run", "a.yaml", "--sede=7"}, "no option '--sede' (did you mean '--seed'?)"},
      {{"run", "a.yaml", "--collor", "never"}, "(did you mean '--color'?)"},
      {{"run", "a.yaml", "--svg"}, "--svg needs a value"},
      {{"run", "a.yaml", "--seed", "-1"},
       "--seed must be a whole number from 0 to 18446744073709551615, not '-1'"},
      {{"run", "a.yaml", "--seed", "18446744073709551616"}, "not '18446744073709551616'"},
      {{"run", "a.yaml", "--seed", "1e3"}, "not '1e3'"},
      {{"run", "a.yaml", "--workers", "0"}, "--workers must be a whole number from 1 to 1000000"},
      {{"run", "a.yaml", "--runner", "fibers"}, "--runner must be virtual or threads, not"},
      {{"generate", "tiny", "--seed", "-1"}, "--seed must be a whole number from 0"},
      {{"generate", "tiny", "small"}, "no place for the argument 'small'"},
      {{"replay"}, "RECORDING is required"},
      {{"why", "Host/1"}, "RECORDING is required"},
      {{"schema", "a.yaml"}, "no place for the argument 'a.yaml'"},
      {{"tree"}, "FILE is required"},
      {{"tree", "a", "-o", "a.jpg"}, "the ending of a.jpg names no format"},
      {{"tree", "a", "--format", "jpg"}, "--format must be text, dot, svg, png or mermaid"},
      {{"tree", "a", "--pass", "0"}, "--pass must be a whole number from 1 to"},
      {{"tree", "a", "--operation", "99999999999"}, "--operation must be a whole number"},
      {{"--color", "maybe", "schema"}, "--color must be auto, always or never, not 'maybe'"},
      {{"run", "a\nb", "--se\x1b[31m"}, "there is no option '--se\u241B[31m'"},
  };
  for (const auto& [arguments, part] : rows) {
    CAPTURE(arguments);
    const EarlyExit early = refused(arguments);
    CHECK(early.code == 1);
    CHECK_THAT(early.text, Catch::Contains(part));
  }
}

TEST_CASE("Options: keys of the command line may be written as users write them",
          "[cli][options]") {
  const auto run = parsed<RunCommand>({"run", "a", "--set", "faults[0].kind=slow", "--set",
                                       "seed=2", "--set", "zones=3", "--set", "limits.nodes=5"});
  CHECK(run.scenarios.settings == Settings{{"faults.0.kind", "slow"},
                                           {"seed", "2"},
                                           {"topology.zones", "3"},
                                           {"limits.nodes", "5"}});
  CHECK(parsed<GenerateCommand>({"generate", "--seed", "18446744073709551615"}).seed ==
        18446744073709551615U);
}

TEST_CASE("Options: a minus names the standard streams", "[cli][options]") {
  CHECK(parsed<RunCommand>({"run", "-"}).scenarios.files == std::vector<std::string>{"-"});
  CHECK(parsed<TreeCommand>({"tree", "-", "-o", "-"}).output.empty());
  CHECK(parsed<GenerateCommand>({"generate", "-o", "-"}).output.empty());
}

TEST_CASE("Options: the word help asks for help", "[cli][options]") {
  CHECK(refused({"help"}).text == refused({"--help"}).text);
  CHECK(refused({"help", "tree"}).text == refused({"tree", "--help"}).text);
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

TEST_CASE("Options: compare takes axes as lists, and all of them", "[cli][options]") {
  const auto compare = parsed<CompareCommand>(
      {"compare", "a.yaml", "--merge", "union,per_path", "--schedule", "all", "--known",
       "Zone,Host", "--no-traditional", "--same", "--seed", "3", "--set", "workers=2"});
  CHECK(compare.files == std::vector<std::string>{"a.yaml"});
  using cascade::Merge;
  CHECK(compare.choice.merges == std::vector<Merge>{Merge::PerPath, Merge::Union});
  CHECK(compare.choice.schedules.size() == 3);
  CHECK(compare.choice.failures.empty());
  CHECK(compare.choice.known == std::vector<std::string>{"Zone", "Host"});
  CHECK_FALSE(compare.choice.traditional);
  CHECK(compare.must_be_same);
  CHECK(compare.settings == Settings{{"workers", "2"}, {"seed", "3"}});
}
