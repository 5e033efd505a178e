// SPDX-License-Identifier: Apache-2.0
// The command line: the program's own options, and which command was named.
#include "sim/cli/options.h"

#include <CLI/CLI.hpp>
#include <memory>
#include <sstream>
#include <string_view>
#include <utility>

#include "engine/result.h"
#include "sim/base/version.h"
#include "sim/cli/command_options.h"
#include "sim/cli/help_text.h"
#include "sim/cli/option_checks.h"

namespace cascade::sim::cli {
namespace {

constexpr std::size_t kHelpColumn = 26;

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

struct Parser {
  CLI::App app{"Cascade Lab: what an operation on one resource of a cloud does to all others.",
               "cascade"};
  std::string colours = "auto";
  std::vector<std::unique_ptr<CommandOptions>> commands;

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
    for (auto* add : {run_options, preview_options, tree_options, generate_options, replay_options,
                      compare_options, why_options, resume_options, schema_options}) {
      commands.push_back(add(app));
    }
  }

  /// After parsing, which demands one command.
  [[nodiscard]] Result<Options> options() {
    Options options;
    options.colours = colours == "always"  ? ColourMode::Always
                      : colours == "never" ? ColourMode::Never
                                           : ColourMode::Auto;
    for (const auto& command : commands) {
      if (!command->parsed()) continue;
      Result<Command> asked = command->command();
      if (!asked) return tl::unexpected(std::move(asked).error());
      options.command = *std::move(asked);
    }
    return options;
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
      Result<Options> options = parser.options();
      if (options) return std::move(*options);
      return wrong_usage(parser, options.error().message);
    } catch (const CLI::ParseError& error) {
      return early_exit(parser, error);
    }
  } catch (const std::exception& error) {
    return EarlyExit{"cascade: " + std::string(error.what()) + "\n", 1};
  }
}

}  // namespace cascade::sim::cli
