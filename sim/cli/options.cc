// SPDX-License-Identifier: Apache-2.0
// The command line: every command with its options and examples.
#include "sim/cli/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "engine/result.h"
#include "sim/scenario_words.h"
#include "sim/text.h"
#include "sim/topology.h"

namespace cascade::sim::cli {
namespace {

// Overrides under the names of the scenario language, in the order in which they are applied.
struct ScenarioOptions {
  std::vector<std::string> files;
  std::vector<std::string> set;
  std::string seed;
  std::string schedule;
  std::string merge;
  std::string failure;
  std::string workers;
};

template <class Words>
CLI::IsMember one_of(const Words& words) {
  std::vector<std::string> names;
  for (const auto& word : words) names.emplace_back(word.word);
  return CLI::IsMember(names);
}

constexpr std::array<std::string_view, 12> kScenarioKeys{
    "about",   "model",   "topology", "operations", "merge",  "schedule",
    "failure", "workers", "limits",   "faults",     "expect", "seed"};

// "hosts_per_cluster" means "topology.hosts_per_cluster".
std::string full_key(const std::string& key) {
  const std::string first = key.substr(0, key.find_first_of(".["));
  const bool known =
      std::find(kScenarioKeys.begin(), kScenarioKeys.end(), first) != kScenarioKeys.end();
  if (known || key != first) return key;
  return "topology." + key;
}

Result<Settings> split(const std::vector<std::string>& set) {
  Settings settings;
  for (const std::string& text : set) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0) {
      return input_error("--set: '" + text + "' is not of the form key=value");
    }
    settings.emplace_back(full_key(text.substr(0, equals)), text.substr(equals + 1));
  }
  return settings;
}

Result<Settings> settings_of(const ScenarioOptions& options) {
  Result<Settings> settings = split(options.set);
  if (!settings) return settings;
  const auto add = [&settings](const char* key, const std::string& value) {
    if (!value.empty()) settings->emplace_back(key, value);
  };
  add("seed", options.seed);
  add("schedule", options.schedule);
  add("merge", options.merge);
  add("failure", options.failure);
  add("workers", options.workers);
  return settings;
}

void add_set(CLI::App& app, std::vector<std::string>& set) {
  app.add_option("--set", set,
                 "Replace a value of the scenario: workers=4, topology.preset=small; a bare "
                 "number's name means the topology's: hosts_per_cluster=4")
      ->type_name("KEY=VALUE")
      ->take_all()
      ->allow_extra_args(false);
}

void add_scenario_options(CLI::App& app, ScenarioOptions& options) {
  add_set(app, options.set);
  app.add_option("--seed", options.seed, "What chance is drawn from")->type_name("N");
  app.add_option("--schedule", options.schedule, "When acts start")
      ->transform(one_of(kScheduleWords));
  app.add_option("--merge", options.merge, "When several paths reach the same edge")
      ->transform(one_of(kMergeWords));
  app.add_option("--failure", options.failure, "What a failure means for the rest")
      ->transform(one_of(kFailureWords));
  app.add_option("--workers", options.workers, "Acts in flight in the whole run")->type_name("K");
}

void add_files(CLI::App& app, std::vector<std::string>& files) {
  app.add_option("scenario", files, "Scenario files, or folders with scenarios")
      ->required()
      ->type_name("FILE|FOLDER");
}

// One command: its options live here while the library fills them.
struct Parser {
  CLI::App app{"Cascade Lab: what an operation on one resource of a cloud does to all others.",
               "cascade"};
  std::string colours = "auto";

  ScenarioOptions run_options;
  RunCommand run;
  std::string runner = "virtual";
  ScenarioOptions preview_options;
  ScenarioOptions tree_options;
  TreeCommand tree;
  std::string format;
  GenerateCommand generate;
  std::vector<std::string> generate_set;
  ReplayCommand replay;

  CLI::App* run_app = nullptr;
  CLI::App* preview_app = nullptr;
  CLI::App* tree_app = nullptr;
  CLI::App* generate_app = nullptr;
  CLI::App* replay_app = nullptr;

  Parser() {
    app.set_version_flag("--version", "cascade " + program_version());
    app.require_subcommand(1);
    app.fallthrough();
    app.get_formatter()->column_width(34);
    app.add_option("--color", colours, "auto: on a terminal, unless NO_COLOR is set")
        ->transform(CLI::IsMember({"auto", "always", "never"}))
        ->type_name("auto|always|never");
    app.footer(
        "Examples:\n"
        "  cascade run scenarios/delete-zone.yaml --svg zone.svg\n"
        "  cascade run scenarios --junit build/junit      every scenario of a folder\n"
        "  cascade preview scenarios/delete-zone.yaml     what would happen, before anything does\n"
        "  cascade tree scenarios/models/zstack.yaml --format svg -o types.svg\n"
        "\n"
        "Exit codes: 0 as expected, 1 wrong usage or input, 2 refused, 3 acts failed,\n"
        "4 an invariant is broken, 5 an expectation is not met, 130 interrupted.");
    add_run();
    add_preview();
    add_tree();
    add_generate();
    replay_app = app.add_subcommand(
        "replay", "Run the engine again with the recorded completions, and compare");
    replay_app->add_option("recording", replay.file, "A file written by run --record")
        ->required()
        ->type_name("FILE");
    app.add_subcommand("schema", "Print the JSON Schema of scenario files, for editors");
  }

  void add_run() {
    run_app = app.add_subcommand("run", "Run scenarios and report");
    add_files(*run_app, run_options.files);
    add_scenario_options(*run_app, run_options);
    run_app->add_option("--runner", runner, "virtual time, or real threads and real time")
        ->transform(CLI::IsMember({"virtual", "threads"}))
        ->type_name("virtual|threads");
    run_app->add_flag("--checkers,!--no-checkers", run.checkers,
                      "Watch the invariants after every event (default: on)");
    run_app->add_flag("--timing", run.timing, "Show how much real time it took");
    run_app->add_flag("-q,--quiet", run.quiet, "One line per scenario");
    run_app->add_flag("--all", run.all_rows, "Every row of long lists and trees");
    const auto add_output = [this](const char* name, std::string& file, const char* about) {
      run_app->add_option(name, file, about)->type_name("FILE")->group("Files to write");
    };
    add_output("--record", run.outputs.record, "Everything, for replay and tree");
    add_output("--dot", run.outputs.dot, "The tree for Graphviz");
    add_output("--svg", run.outputs.svg, "The tree as a picture");
    add_output("--png", run.outputs.png, "The tree as a picture, if it is small enough");
    add_output("--mermaid", run.outputs.mermaid, "The tree for Mermaid");
    add_output("--trace", run.outputs.trace, "Chrome trace events: open in ui.perfetto.dev");
    add_output("--json", run.outputs.json, "The report and all events");
    add_output("--junit", run.outputs.junit, "Results for a CI system");
    run_app->footer(
        "For several scenarios a file to write names a folder.\n\n"
        "Examples:\n"
        "  cascade run scenarios/delete-zone.yaml --seed 7 --schedule sequential\n"
        "  cascade run scenarios/delete-zone.yaml --set zones=2 --set hosts_per_cluster=20\n"
        "  cascade run scenarios/a.yaml --record a.recording --svg a.svg --trace a.json\n"
        "  cascade run scenarios -q");
  }

  void add_preview() {
    preview_app = app.add_subcommand(
        "preview", "Phase 1 only: what would be done, vetoes, predicted time, critical path");
    add_files(*preview_app, preview_options.files);
    add_scenario_options(*preview_app, preview_options);
  }

  void add_tree() {
    tree_app = app.add_subcommand(
        "tree",
        "Draw a model's type graph, a scenario's planned tree, or a recording's tree with "
        "outcomes");
    tree_app->add_option("file", tree.file, "A model, a scenario or a recording")
        ->required()
        ->type_name("FILE");
    tree_app->add_option("--format", format, "Default: by the ending of -o, else text")
        ->transform(CLI::IsMember({"text", "dot", "svg", "png", "mermaid"}))
        ->type_name("text|dot|svg|png|mermaid");
    tree_app->add_option("-o,--output", tree.output, "Where to write (default: standard output)")
        ->type_name("FILE");
    tree_app->add_option("--operation", tree.operation, "Which operation (default: 1)")
        ->check(CLI::PositiveNumber)
        ->type_name("N");
    tree_app
        ->add_option("--pass", tree.pass,
                     "Which of its passes (default: the first with something to do)")
        ->check(CLI::PositiveNumber)
        ->type_name("N");
    tree_app->add_flag("--all", tree.unfolded, "Also steps with nothing to do");
    tree_app->add_flag("--timing", tree.timing,
                       "Show real times, of a recording that was made on threads");
    tree_app->add_option("--why", tree.why, "Instead: how this resource came into the plan")
        ->type_name("TYPE/NAME");
    add_scenario_options(*tree_app, tree_options);
    tree_app->footer(
        "Examples:\n"
        "  cascade tree scenarios/models/zstack.yaml\n"
        "  cascade tree scenarios/delete-zone.yaml --format mermaid\n"
        "  cascade tree a.recording -o a.svg\n"
        "  cascade tree scenarios/delete-host.yaml --why VmInstance/7");
  }

  void add_generate() {
    generate_app =
        app.add_subcommand("generate", "Generate a world and write its resources as YAML");
    generate_app->add_option("preset", generate.preset, "The numbers to start from")
        ->type_name("PRESET");
    generate_app->add_option("--model", generate.model, "A shipped model or a model file")
        ->capture_default_str()
        ->type_name("MODEL");
    generate_app->add_option("--set", generate_set, "Replace a number: hosts_per_cluster=4")
        ->type_name("KEY=VALUE")
        ->take_all()
        ->allow_extra_args(false);
    generate_app->add_option("--seed", generate.seed, "What chance is drawn from")->type_name("N");
    generate_app
        ->add_option("-o,--output", generate.output, "Where to write (default: standard output)")
        ->type_name("FILE");
    std::string presets = "Presets:\n";
    for (const TopologyPreset& preset : topology_presets()) {
      presets += "  " + std::string(preset.name);
      presets.append(preset.name.size() < 12 ? 12 - preset.name.size() : 1, ' ');
      presets += std::string(preset.about) + "\n";
    }
    generate_app->footer(presets +
                         "\nExamples:\n"
                         "  cascade generate tiny\n"
                         "  cascade generate small --set zones=2 --seed 7 -o world.yaml");
  }

  [[nodiscard]] Result<Options> result() {
    Options options;
    options.colours = colours == "always"  ? ColourMode::Always
                      : colours == "never" ? ColourMode::Never
                                           : ColourMode::Auto;
    Result<Settings> settings = run_app->parsed()       ? settings_of(run_options)
                                : preview_app->parsed() ? settings_of(preview_options)
                                : tree_app->parsed()    ? settings_of(tree_options)
                                                        : split(generate_set);
    if (!settings) return tl::unexpected(std::move(settings).error());
    if (run_app->parsed()) {
      run.scenarios = {run_options.files, *settings};
      run.runner = runner == "threads" ? RunnerKind::Threads : RunnerKind::Virtual;
      options.command = run;
    } else if (preview_app->parsed()) {
      options.command = PreviewCommand{{preview_options.files, *settings}};
    } else if (tree_app->parsed()) {
      tree.settings = *settings;
      choose_format();
      options.command = tree;
    } else if (generate_app->parsed()) {
      generate.settings = *settings;
      options.command = generate;
    } else if (replay_app->parsed()) {
      options.command = replay;
    } else {
      options.command = SchemaCommand{};
    }
    return options;
  }

  void choose_format() {
    using Format = TreeCommand::Format;
    tree.format_given = !format.empty();
    std::string word = format;
    if (word.empty()) {
      const std::size_t dot = tree.output.rfind('.');
      word = dot == std::string::npos ? "text" : tree.output.substr(dot + 1);
    }
    tree.format = word == "dot" || word == "gv"        ? Format::Dot
                  : word == "svg"                      ? Format::Svg
                  : word == "png"                      ? Format::Png
                  : word == "mermaid" || word == "mmd" ? Format::Mermaid
                                                       : Format::Text;
  }
};

// The library says "a subcommand is required" for a misspelt one.
std::optional<EarlyExit> check_command(const std::vector<std::string>& arguments) {
  constexpr std::array<std::string_view, 6> kCommands{"run",      "preview", "tree",
                                                      "generate", "replay",  "schema"};
  if (arguments.empty() || arguments.front().empty() || arguments.front()[0] == '-') return {};
  if (std::find(kCommands.begin(), kCommands.end(), arguments.front()) != kCommands.end()) {
    return {};
  }
  std::string text =
      "cascade: there is no command '" + printable(arguments.front()) + "'; there are";
  for (const std::string_view command : kCommands) text += " " + std::string(command);
  return EarlyExit{text + "\n(cascade --help says more)\n", 1};
}

// The library prints; we collect what it prints.
EarlyExit early_exit(const CLI::App& app, const CLI::ParseError& error) {
  std::ostringstream out;
  std::ostringstream err;
  const int code = app.exit(error, out, err);
  if (code == 0) return {out.str(), 0};
  return {"cascade: " + std::string(error.what()) + "\n" + "(cascade --help says more)\n", 1};
}

}  // namespace

std::variant<Options, EarlyExit> parse_options(const std::vector<std::string>& arguments) {
  if (auto wrong = check_command(arguments)) return *wrong;
  try {
    Parser parser;
    try {
      // The library takes them from the back.
      parser.app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
      Result<Options> options = parser.result();
      if (options) return std::move(*options);
      return EarlyExit{"cascade: " + options.error().message + "\n", 1};
    } catch (const CLI::ParseError& error) {
      return early_exit(parser.app, error);
    }
  } catch (const std::exception& error) {
    return EarlyExit{"cascade: " + std::string(error.what()) + "\n", 1};
  }
}

std::string program_version() {
  return CASCADE_VERSION;
}

}  // namespace cascade::sim::cli
