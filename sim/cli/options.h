// SPDX-License-Identifier: Apache-2.0
// What the user asked for on the command line, as a value. How it is parsed: command_options.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "sim/compare/run_compare.h"
#include "sim/run/simulation.h"

namespace cascade::sim::cli {

using Settings = std::vector<std::pair<std::string, std::string>>;

/// When to use colours: on a terminal and unless NO_COLOR is set, or as the user says.
enum class ColourMode : std::uint8_t { Auto, Always, Never };

/// Where to write what; empty: nowhere. For several scenarios each names a folder.
struct OutputFiles {
  std::string record;
  std::string dot;
  std::string svg;
  std::string png;
  std::string mermaid;
  std::string trace;
  std::string json;
  std::string junit;
};

/// What `run` and `preview` share.
struct ScenarioChoice {
  std::vector<std::string> files;  ///< Files and folders, as given.
  Settings settings;               ///< For the scenario reader: "seed" = "7", ...
};

struct RunCommand {
  ScenarioChoice scenarios;
  RunnerKind runner = RunnerKind::Virtual;
  std::uint32_t workers = 0;  ///< 0: not given.
  bool checkers = true;
  bool timing = false;
  bool quiet = false;
  bool all_rows = false;  ///< Every row of long lists and trees.
  std::string plan;       ///< The reviewed plan to carry out; empty: none.
  OutputFiles outputs;
};

struct PreviewCommand {
  ScenarioChoice scenarios;
  std::string save_plan;  ///< Where to; empty: nowhere.
};

struct TreeCommand {
  enum class Format : std::uint8_t { Text, Dot, Svg, Png, Mermaid };
  std::string file;
  Settings settings;
  Format format = Format::Text;
  std::string output;           ///< Empty: standard output.
  std::uint32_t operation = 0;  ///< From 1; 0: the first.
  std::uint32_t pass = 0;       ///< From 1; 0: the first that has something to do.
  bool unfolded = false;        ///< Also steps with nothing to do.
  bool timing = false;          ///< Real times of a recording made on threads.
  std::string why;              ///< "Type/name": how that resource came into the plan.
};

struct GenerateCommand {
  std::string preset;
  std::string model;  ///< Empty: random for a preset at random, else zstack.
  Settings settings;
  std::uint64_t seed = 1;
  std::string output;
};

struct ReplayCommand {
  std::string file;
};

struct CompareCommand {
  std::vector<std::string> files;  ///< One scenario or two recordings.
  Settings settings;               ///< For the scenario reader.
  CompareChoice choice;
  std::string compat;         ///< A profile of the scenario's model; empty: policies are compared.
  bool must_be_same = false;  ///< Exit code 5 unless all policies, or both, end in one world.
  bool all_rows = false;      ///< Every row of long lists.
  std::string json;           ///< Empty: none; "-": standard output, instead of the text.
};

struct WhyCommand {
  std::string resource;  ///< "Type/name".
  std::string file;      ///< A recording.
  bool json = false;
  bool timing = false;  ///< Real times of a recording made on threads.
};

struct ResumeCommand {
  std::string file;  ///< A recording.
  Settings settings;
  bool keep_faults = false;
  bool checkers = true;
  bool all_rows = false;  ///< Every row of long lists and trees.
  OutputFiles outputs;
};

struct SchemaCommand {};

using Command =
    std::variant<RunCommand, PreviewCommand, TreeCommand, GenerateCommand, ReplayCommand,
                 CompareCommand, WhyCommand, ResumeCommand, SchemaCommand>;

struct Options {
  Command command;
  ColourMode colours = ColourMode::Auto;
};

/// Help, version or a mistake in the command line: what to print and the exit code.
struct EarlyExit {
  std::string text;
  int code = 0;  ///< 0: `text` goes to standard output; otherwise to standard error.
};

std::variant<Options, EarlyExit> parse_options(const std::vector<std::string>& arguments);

}  // namespace cascade::sim::cli
