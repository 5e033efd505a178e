// SPDX-License-Identifier: Apache-2.0
// The headless program: reads the command line and hands over.
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

#include "sim/cli/commands.h"
#include "sim/cli/options.h"
#include "sim/cli/terminal.h"

namespace {

namespace cli = cascade::sim::cli;

int dispatch(const cli::Options& options) {
  const bool colours = cli::use_colours(options.colours);
  return std::visit(
      [colours](const auto& command) {
        using Command = std::decay_t<decltype(command)>;
        if constexpr (std::is_same_v<Command, cli::RunCommand>) {
          return cli::run(command, colours);
        } else if constexpr (std::is_same_v<Command, cli::PreviewCommand>) {
          return cli::preview(command, colours);
        } else if constexpr (std::is_same_v<Command, cli::TreeCommand>) {
          return cli::tree(command, colours);
        } else if constexpr (std::is_same_v<Command, cli::GenerateCommand>) {
          return cli::generate(command);
        } else if constexpr (std::is_same_v<Command, cli::ReplayCommand>) {
          return cli::replay(command, colours);
        } else if constexpr (std::is_same_v<Command, cli::CompareCommand>) {
          return cli::compare(command, colours);
        } else if constexpr (std::is_same_v<Command, cli::WhyCommand>) {
          return cli::why(command, colours);
        } else if constexpr (std::is_same_v<Command, cli::ResumeCommand>) {
          return cli::resume(command, colours);
        } else {
          return cli::schema();
        }
      },
      options.command);
}

}  // namespace

int main(int argc, char** argv) {
  cli::take_over_signals();
  const auto parsed = cli::parse_options(std::vector<std::string>(argv + 1, argv + argc));
  int code = 0;
  if (const auto* const early = std::get_if<cli::EarlyExit>(&parsed)) {
    code = early->code;
    if (code == 0) {
      cli::print(early->text);
    } else {
      cli::print_mistakes(early->text);
    }
  } else {
    code = dispatch(std::get<cli::Options>(parsed));
  }
  if (!cli::flush_output()) {
    cli::print_error("cannot write to standard output");
    return code == 0 ? 1 : code;
  }
  return code;
}
