// SPDX-License-Identifier: Apache-2.0
// The command line: every command with its options and examples.
#include "sim/cli/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <sstream>
#include <string_view>
#include <utility>

#include "engine/result.h"
#include "sim/cli/help_text.h"
#include "sim/cli/option_checks.h"
#include "sim/scenario_words.h"
#include "sim/topology.h"

namespace cascade::sim::cli {
namespace {

constexpr std::size_t kHelpColumn = 26;
constexpr std::uint64_t kWorkersMax = 1'000'000;
constexpr std::uint64_t kNumberMax = std::numeric_limits<std::uint32_t>::max();

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

Result<Settings> settings_of(const ScenarioOptions& options) {
  Result<Settings> settings = split_settings(options.set);
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

void add_set(CLI::App& app, std::vector<std::string>& set, const std::string& about) {
  app.add_option("--set", set, about)
      ->option_text("KEY=VALUE")
      ->take_all()
      ->allow_extra_args(false);
}

void add_seed(CLI::App& app, std::string& seed, const std::string& about) {
  app.add_option("--seed", seed, about)->check(any_seed())->option_text("N");
}

// A list of words by commas; "all" is all of them.
template <class Words>
void add_axis(CLI::App& app, const std::string& name, std::vector<std::string>& values,
              const Words& words, const std::string& about) {
  std::vector<std::string> allowed = words_of(words);
  std::string list;
  for (const std::string& word : allowed) list += (list.empty() ? "" : ", ") + word;
  allowed.emplace_back("all");
  app.add_option(name, values, about + ": " + list + ", all")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(one_of(std::move(allowed)))
      ->option_text("WORDS");
}

// What add_axis() took, each once.
template <class Value, std::size_t size>
std::vector<Value> axis_of(const std::array<NamedValue<Value>, size>& words,
                           const std::vector<std::string>& chosen) {
  std::vector<Value> values;
  for (const NamedValue<Value>& entry : words) {
    const bool named = std::any_of(chosen.begin(), chosen.end(), [&](const std::string& word) {
      return word == entry.word || word == "all";
    });
    if (named) values.push_back(entry.value);
  }
  return values;
}

template <class Words>
void add_words(CLI::App& app, const std::string& name, std::string& value, const Words& words,
               const std::string& about) {
  std::string list;
  for (const std::string& word : words_of(words)) list += (list.empty() ? "" : ", ") + word;
  app.add_option(name, value, about + ": " + list)
      ->check(one_of(words_of(words)))
      ->option_text("WORD");
}

void add_scenario_options(CLI::App& app, ScenarioOptions& options) {
  add_set(app, options.set,
          "Replace a value of the scenario: workers=4, topology.preset=small, "
          "operations.0.mode=enforcing; a bare number's name means the topology's: "
          "hosts_per_cluster=4");
  add_seed(app, options.seed, "What chance is drawn from");
  add_words(app, "--schedule", options.schedule, kScheduleWords, "When acts start");
  add_words(app, "--merge", options.merge, kMergeWords, "Several paths to the same edge");
  add_words(app, "--failure", options.failure, kFailureWords, "What a failure means for the rest");
  app.add_option("--workers", options.workers, "Acts in flight in the whole run")
      ->check(whole_number(1, kWorkersMax))
      ->option_text("K");
}

void add_files(CLI::App& app, std::vector<std::string>& files) {
  app.add_option("SCENARIO", files, "Scenario files, folders with scenarios, - for standard input")
      ->required()
      ->option_text("...");
}

class HelpFormatter final : public CLI::Formatter {
 public:
  HelpFormatter() {
    column_width(kHelpColumn);
    label("SUBCOMMAND", "COMMAND");
    label("Positionals", "Arguments");
  }
  // Without the library's braces behind flags that have an opposite.
  std::string make_option_name(const CLI::Option* option, bool is_positional) const override {
    std::string name = CLI::Formatter::make_option_name(option, is_positional);
    const std::size_t brace = name.find("{false}");
    if (brace != std::string::npos) name.erase(brace);
    for (std::size_t at = name.find(','); at != std::string::npos; at = name.find(',', at + 2)) {
      name.insert(at + 1, " ");
    }
    return name;
  }
};

// One command: its options live here while the library fills them.
struct Parser {
  CLI::App app{"Cascade Lab: what an operation on one resource of a cloud does to all others.",
               "cascade"};
  std::string colours = "auto";

  ScenarioOptions run_options;
  RunCommand run;
  std::string runner = "virtual";
  ScenarioOptions preview_options;
  std::string save_plan;
  ScenarioOptions tree_options;
  TreeCommand tree;
  std::string format;
  GenerateCommand generate;
  std::string generate_seed;
  std::vector<std::string> generate_set;
  ReplayCommand replay;
  CompareCommand compare;
  std::vector<std::string> compare_merges;
  std::vector<std::string> compare_schedules;
  std::vector<std::string> compare_failures;
  std::string compare_seed;
  std::vector<std::string> compare_set;
  WhyCommand why;
  ResumeCommand resume;
  std::vector<std::string> resume_set;

  CLI::App* run_app = nullptr;
  CLI::App* preview_app = nullptr;
  CLI::App* tree_app = nullptr;
  CLI::App* generate_app = nullptr;
  CLI::App* replay_app = nullptr;
  CLI::App* compare_app = nullptr;
  CLI::App* why_app = nullptr;
  CLI::App* resume_app = nullptr;
  CLI::App* schema_app = nullptr;

  Parser() {
    app.formatter(std::make_shared<HelpFormatter>());
    app.set_help_flag("-h,--help", "Say how it is used, with examples");
    app.set_version_flag("--version", "cascade " + program_version(), "Say which version this is");
    app.require_subcommand(1);
    app.fallthrough();
    app.add_option("--color", colours,
                   "When to use colours: auto (on a terminal, unless NO_COLOR is set), always, "
                   "never")
        ->check(one_of({"auto", "always", "never"}))
        ->option_text("WHEN");
    app.footer(
        "Examples:\n"
        "  cascade run scenarios/delete-zone.yaml --svg zone.svg\n"
        "  cascade run scenarios --junit build/junit      every scenario of a folder\n"
        "  cascade preview scenarios/delete-zone.yaml     what would happen, before anything does\n"
        "  cascade tree scenarios/models/zstack.yaml --format svg -o types.svg\n"
        "  cascade COMMAND --help                         options and examples of a command\n"
        "\n"
        "Exit codes: 0 as expected, 1 wrong usage or input, 2 refused, 3 acts failed, 4 an "
        "invariant "
        "is broken, 5 an expectation is not met, 130 interrupted. Of several scenarios the first "
        "of 4, 1, 5, 3, 2 that occurred.");
    add_run();
    add_preview();
    add_tree();
    add_generate();
    add_replay();
    add_compare();
    add_why();
    add_resume();
    add_schema();
    for (CLI::App* command : app.get_subcommands({})) command->group("Commands");
  }

  void add_run() {
    run_app = app.add_subcommand("run", "Run scenarios and report");
    add_files(*run_app, run_options.files);
    add_scenario_options(*run_app, run_options);
    run_app
        ->add_option("--runner", runner,
                     "virtual: virtual time (the default), threads: real threads and real time")
        ->check(one_of({"virtual", "threads"}))
        ->option_text("KIND");
    run_app->add_flag("--checkers,!--no-checkers", run.checkers,
                      "Watch the invariants after every event (default: on)");
    run_app->add_flag("--timing", run.timing, "Show how much real time it took");
    run_app->add_flag("-q,--quiet", run.quiet, "One line per scenario");
    run_app->add_flag("--all", run.all_rows, "Every row of long lists and trees");
    run_app
        ->add_option(
            "--plan", run.plan,
            "Carry out what was reviewed (preview --save-plan); when the world has changed "
            "since, say what is different and do nothing")
        ->option_text("FILE");
    const auto add_output = [this](const char* name, std::string& file, const char* about) {
      run_app->add_option(name, file, about)->option_text("FILE")->group("Files to write");
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
        "For several scenarios a file to write names a folder. Ctrl-C ends a run cleanly, with the "
        "report so far and a recording marked interrupted; a second one kills it.\n\n"
        "Examples:\n"
        "  cascade run scenarios/delete-zone.yaml --seed 7 --schedule sequential\n"
        "  cascade run scenarios/delete-zone.yaml --set clusters_per_zone=2 --set zones=3\n"
        "  cascade run scenarios/delete-zone.yaml --record zone.recording --trace zone.json\n"
        "  cascade run scenarios/delete-zone.yaml --plan zone.plan\n"
        "  cascade run scenarios -q --junit results/");
  }

  void add_preview() {
    preview_app = app.add_subcommand(
        "preview", "Phase 1 only: what would be done, vetoes, predicted time, critical path");
    add_files(*preview_app, preview_options.files);
    add_scenario_options(*preview_app, preview_options);
    preview_app
        ->add_option("--save-plan", save_plan, "Keep the plan for run --plan, once it is reviewed")
        ->option_text("FILE");
    preview_app->footer(
        "Nothing is changed; faults do not strike. The exit code is 2 where the operation would "
        "be refused.\n\n"
        "Examples:\n"
        "  cascade preview scenarios/delete-zone.yaml\n"
        "  cascade preview scenarios/veto.yaml\n"
        "  cascade preview scenarios/delete-zone.yaml --save-plan zone.plan\n"
        "  cascade preview scenarios/delete-zone.yaml --set topology.preset=million");
  }

  void add_tree() {
    tree_app = app.add_subcommand(
        "tree",
        "Draw a model's type graph, a scenario's planned tree, or a recording's tree with "
        "outcomes");
    tree_app
        ->add_option("FILE", tree.file, "A model, a scenario (- for standard input) or a recording")
        ->required()
        ->option_text(" ");
    tree_app
        ->add_option("--format", format,
                     "text, dot, svg, png or mermaid (default: by the ending of -o, else text)")
        ->check(one_of({"text", "dot", "svg", "png", "mermaid"}))
        ->option_text("FORMAT");
    tree_app->add_option("-o,--output", tree.output, "Where to write (default: standard output)")
        ->option_text("FILE");
    tree_app->add_option("--operation", tree.operation, "Which operation (default: 1)")
        ->check(whole_number(1, kNumberMax))
        ->option_text("N");
    tree_app
        ->add_option("--pass", tree.pass,
                     "Which of its passes (default: the first with something to do)")
        ->check(whole_number(1, kNumberMax))
        ->option_text("N");
    tree_app->add_flag("--all", tree.unfolded, "Also steps with nothing to do");
    tree_app->add_flag("--timing", tree.timing,
                       "Show real times, of a recording that was made on threads");
    tree_app->add_option("--why", tree.why, "Instead: how this resource came into the plan")
        ->option_text("TYPE/NAME");
    add_scenario_options(*tree_app, tree_options);
    tree_app->footer(
        "Examples:\n"
        "  cascade tree scenarios/models/zstack.yaml\n"
        "  cascade tree scenarios/delete-zone.yaml --format mermaid\n"
        "  cascade tree zone.recording -o zone.svg\n"
        "  cascade tree scenarios/host-stops-vms.yaml --why VmInstance/7");
  }

  void add_generate() {
    generate_app =
        app.add_subcommand("generate", "Generate a world and write its resources as a scenario");
    generate_app->add_option("PRESET", generate.preset, "The numbers to start from")
        ->option_text(" ");
    generate_app
        ->add_option("--model", generate.model, "A shipped model or a model file (default: zstack)")
        ->option_text("MODEL");
    add_set(*generate_app, generate_set, "Replace a number: hosts_per_cluster=4");
    add_seed(*generate_app, generate_seed, "What chance is drawn from (default: 1)");
    generate_app
        ->add_option("-o,--output", generate.output, "Where to write (default: standard output)")
        ->option_text("FILE");
    std::string presets = "Presets:\n";
    for (const TopologyPreset& preset : topology_presets()) {
      presets += "  " + std::string(preset.name);
      presets.append(preset.name.size() < 12 ? 12 - preset.name.size() : 1, ' ');
      presets += std::string(preset.about) + "\n";
    }
    generate_app->footer(presets +
                         "\nExamples:\n"
                         "  cascade generate tiny\n"
                         "  cascade generate small --set zones=2 --seed 7 -o world.yaml\n"
                         "  cascade generate tiny | cascade run -");
  }

  void add_replay() {
    replay_app = app.add_subcommand(
        "replay", "Run the engine again with the recorded completions, and compare");
    replay_app->add_option("RECORDING", replay.file, "A file written by run --record")
        ->required()
        ->option_text(" ");
    replay_app->footer(
        "The exit code is 5 where the engine does something else than what was recorded.\n\n"
        "Examples:\n"
        "  cascade run scenarios/delete-zone.yaml --record zone.recording\n"
        "  cascade replay zone.recording");
  }

  void add_compare() {
    compare_app = app.add_subcommand(
        "compare", "One scenario under several policies, or two recordings, side by side");
    compare_app
        ->add_option("FILE", compare.files,
                     "One scenario (- for standard input), or two recordings")
        ->required()
        ->option_text("...");
    add_axis(*compare_app, "--merge", compare_merges, kMergeWords,
             "Merges, by commas (default: all)");
    add_axis(*compare_app, "--schedule", compare_schedules, kScheduleWords,
             "Schedules (default: the scenario's)");
    add_axis(*compare_app, "--failure", compare_failures, kFailureWords,
             "Failure policies (default: the scenario's; with faults all)");
    compare_app
        ->add_option("--known", compare.choice.known,
                     "Types known to who hard-coded the operation, by commas (default: where it "
                     "starts, and what depends on that directly)")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->option_text("TYPES");
    compare_app->add_flag(
        "--traditional,!--no-traditional", compare.choice.traditional,
        "Also the two ways without a cascade: refuse and hard-coded (default: on)");
    compare_app->add_flag("--same", compare.must_be_same,
                          "Exit with 5 unless all policies, or both recordings, end the same");
    compare_app->add_flag("--all", compare.all_rows, "Every row of long lists");
    compare_app
        ->add_option("--json", compare.json, "Everything, for programs (-: instead of the text)")
        ->option_text("FILE");
    add_set(*compare_app, compare_set, "Replace a value of the scenario, as in run");
    add_seed(*compare_app, compare_seed, "What chance is drawn from");
    compare_app->footer(
        "All ways run on the same world and meet the same latencies and faults. The exit code does "
        "not depend on how they end, but for --same and broken invariants.\n\n"
        "Examples:\n"
        "  cascade compare scenarios/lost-diamond.yaml\n"
        "  cascade compare scenarios/delete-zone.yaml --merge per_path --schedule all\n"
        "  cascade compare scenarios/delete-zone.yaml --known Zone,Cluster,Host,VmInstance\n"
        "  cascade compare before.recording after.recording --same");
  }

  void add_why() {
    why_app = app.add_subcommand("why", "Tell what a recorded run did to one resource, and why");
    why_app->add_option("RESOURCE", why.resource, "Type/name, as in VmInstance/7")
        ->required()
        ->option_text(" ");
    why_app->add_option("RECORDING", why.file, "A file written by run --record")
        ->required()
        ->option_text(" ");
    why_app->add_flag("--json", why.json, "For programs");
    why_app->add_flag("--timing", why.timing,
                      "Show real times, of a recording that was made on threads");
    why_app->footer(
        "All ways in which the resource came into each plan, what was done to it and when, or "
        "what "
        "blocked it, through which chain, down to the first cause.\n\n"
        "Examples:\n"
        "  cascade run scenarios/isolate-failures.yaml --record cluster.recording\n"
        "  cascade why Host/7 cluster.recording\n"
        "  cascade why VmInstance/130 cluster.recording --json");
  }

  void add_resume() {
    resume_app = app.add_subcommand(
        "resume", "Go on where a recorded run ended: its unfinished acts, after the repair");
    resume_app->add_option("RECORDING", resume.file, "A file written by run --record")
        ->required()
        ->option_text(" ");
    add_set(
        *resume_app, resume_set,
        "Replace a value of the scenario: of its failure, schedule, workers, protect or faults");
    resume_app->add_flag("--faults", resume.keep_faults,
                         "The faults strike again (default: they are repaired)");
    resume_app->add_flag("--all", resume.all_rows, "Every row of long lists and trees");
    resume_app->footer(
        "Acts that were done or skipped stay as they are, all others of the recorded plan run, "
        "then "
        "the passes and operations that had not begun. Of a finished run nothing is left.\n\n"
        "Examples:\n"
        "  cascade run scenarios/isolate-failures.yaml --record cluster.recording\n"
        "  cascade resume cluster.recording\n"
        "  cascade resume cluster.recording --faults --set failure=force");
  }

  void add_schema() {
    schema_app =
        app.add_subcommand("schema", "Print the JSON Schema of scenario files, for editors");
    schema_app->footer(
        "With the first line below on top of a scenario, editors complete and check it:\n"
        "  # yaml-language-server: $schema=cascade.schema.json\n\n"
        "Examples:\n"
        "  cascade schema > cascade.schema.json");
  }

  [[nodiscard]] Result<Options> result() {
    Options options;
    options.colours = colours == "always"  ? ColourMode::Always
                      : colours == "never" ? ColourMode::Never
                                           : ColourMode::Auto;
    Result<Settings> settings = run_app->parsed()       ? settings_of(run_options)
                                : preview_app->parsed() ? settings_of(preview_options)
                                : tree_app->parsed()    ? settings_of(tree_options)
                                : compare_app->parsed() ? split_settings(compare_set)
                                : resume_app->parsed()  ? split_settings(resume_set)
                                                        : split_settings(generate_set);
    if (!settings) return tl::unexpected(std::move(settings).error());
    if (run_app->parsed()) {
      run.scenarios = {run_options.files, *settings};
      run.runner = runner == "threads" ? RunnerKind::Threads : RunnerKind::Virtual;
      options.command = run;
    } else if (preview_app->parsed()) {
      options.command = PreviewCommand{{preview_options.files, *settings}, save_plan};
    } else if (tree_app->parsed()) {
      tree.settings = *settings;
      if (Result<void> chosen = choose_format(); !chosen) return tl::unexpected(chosen.error());
      options.command = tree;
    } else if (generate_app->parsed()) {
      generate.settings = *settings;
      if (!generate_seed.empty()) generate.seed = std::stoull(generate_seed);
      if (generate.output == "-") generate.output.clear();
      options.command = generate;
    } else if (compare_app->parsed()) {
      compare.settings = *settings;
      if (!compare_seed.empty()) compare.settings.emplace_back("seed", compare_seed);
      compare.choice.merges = axis_of(kMergeWords, compare_merges);
      compare.choice.schedules = axis_of(kScheduleWords, compare_schedules);
      compare.choice.failures = axis_of(kFailureWords, compare_failures);
      options.command = compare;
    } else if (replay_app->parsed()) {
      options.command = replay;
    } else if (why_app->parsed()) {
      options.command = why;
    } else if (resume_app->parsed()) {
      resume.settings = *settings;
      options.command = resume;
    } else {
      options.command = SchemaCommand{};
    }
    return options;
  }

  Result<void> choose_format() {
    using Format = TreeCommand::Format;
    if (tree.output == "-") tree.output.clear();
    if (tree.file == "-") tree.file = "/dev/stdin";
    if (format.empty()) {
      const Result<Format> chosen = format_of_file(tree.output);
      if (!chosen) return tl::unexpected(chosen.error());
      tree.format = *chosen;
      return {};
    }
    tree.format = format == "dot"       ? Format::Dot
                  : format == "svg"     ? Format::Svg
                  : format == "png"     ? Format::Png
                  : format == "mermaid" ? Format::Mermaid
                                        : Format::Text;
    return {};
  }

  // The command that was named; the program itself before one was.
  [[nodiscard]] const CLI::App& command() const {
    const auto parsed = app.get_subcommands();
    return parsed.empty() ? app : *parsed.front();
  }
};

EarlyExit wrong_usage(const Parser& parser, const std::string& message) {
  const std::string& name = parser.command().get_name();
  const std::string command = name == "cascade" ? name : "cascade " + name;
  return {"cascade: " + message + "\n(" + command + " --help says more)\n", 1};
}

// The library's way of saying it, in our words.
EarlyExit early_exit(const Parser& parser, const CLI::ParseError& error) {
  std::ostringstream out;
  std::ostringstream err;
  if (parser.app.exit(error, out, err) == 0) return {wrapped_help(out.str(), kHelpColumn), 0};
  const std::vector<std::string> left = parser.app.remaining(true);
  if (!left.empty()) return wrong_usage(parser, unknown_argument(parser.command(), left.front()));
  if (error.get_name() == "ArgumentMismatch") {
    const std::string option =
        std::string(error.what()).substr(0, std::string(error.what()).find(':'));
    return wrong_usage(parser, option + " needs a value");
  }
  // "--seed: must be ..." is a sentence without the colon.
  std::string message = error.what();
  message = message.substr(0, message.find('\n'));
  const std::size_t colon = message.find(": must be ");
  if (colon != std::string::npos) message.erase(colon, 1);
  return wrong_usage(parser, message);
}

std::vector<std::string> without_help_word(std::vector<std::string> arguments) {
  if (arguments.empty() || arguments.front() != "help") return arguments;
  arguments.erase(arguments.begin());
  arguments.emplace_back("--help");
  return arguments;
}

}  // namespace

std::variant<Options, EarlyExit> parse_options(const std::vector<std::string>& given) {
  const std::vector<std::string> arguments = without_help_word(given);
  try {
    Parser parser;
    if (arguments.empty()) return EarlyExit{wrapped_help(parser.app.help(), kHelpColumn), 1};
    const std::string& first = arguments.front();
    const bool is_word = !first.empty() && first[0] != '-';
    const auto named = [&first](const CLI::App* command) { return command->get_name() == first; };
    if (is_word && parser.app.get_subcommands(named).empty()) {
      return wrong_usage(parser, unknown_command(parser.app, first));
    }
    try {
      // The library takes them from the back.
      parser.app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
      Result<Options> options = parser.result();
      if (options) return std::move(*options);
      return wrong_usage(parser, options.error().message);
    } catch (const CLI::ParseError& error) {
      return early_exit(parser, error);
    }
  } catch (const std::exception& error) {
    return EarlyExit{"cascade: " + std::string(error.what()) + "\n", 1};
  }
}

std::string program_version() {
  return CASCADE_VERSION;
}

}  // namespace cascade::sim::cli
