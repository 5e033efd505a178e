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

using namespace cascade::sim::cli;

int dispatch(const Options& options) {
  const bool colours = use_colours(options.colours);
  return std::visit(
      [colours](const auto& command) {
        using Command = std::decay_t<decltype(command)>;
        if constexpr (std::is_same_v<Command, RunCommand>) {
          return run(command, colours);
        } else if constexpr (std::is_same_v<Command, PreviewCommand>) {
          return preview(command, colours);
        } else if constexpr (std::is_same_v<Command, TreeCommand>) {
          return tree(command, colours);
        } else if constexpr (std::is_same_v<Command, GenerateCommand>) {
          return generate(command);
        } else if constexpr (std::is_same_v<Command, ReplayCommand>) {
          return replay(command, colours);
        } else {
          return schema();
        }
      },
      options.command);
}

}  // namespace

int main(int argc, char** argv) {
  take_over_signals();
  const auto parsed = parse_options(std::vector<std::string>(argv + 1, argv + argc));
  int code = 0;
  if (const auto* const early = std::get_if<EarlyExit>(&parsed)) {
    code = early->code;
    if (code == 0) {
      print(early->text);
    } else {
      print_mistakes(early->text);
    }
  } else {
    code = dispatch(std::get<Options>(parsed));
  }
  if (!flush_output()) {
    print_error("cannot write to standard output");
    return code == 0 ? 1 : code;
  }
  return code;
}
