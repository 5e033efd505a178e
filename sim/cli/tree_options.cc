// SPDX-License-Identifier: Apache-2.0
// The command line of `tree`.
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <utility>

#include "sim/cli/command_options.h"
#include "sim/cli/option_checks.h"
#include "sim/cli/option_groups.h"

namespace cascade::sim::cli {
namespace {

constexpr std::uint64_t kNumberMax = std::numeric_limits<std::uint32_t>::max();

class TreeOptions final : public CommandOptions {
 public:
  explicit TreeOptions(CLI::App& program) {
    CLI::App& app =
        add_to(program, "tree",
               "Draw a model's type graph, a scenario's planned tree, or a recording's tree with "
               "outcomes");
    app.add_option("FILE", tree_.file, "A model, a scenario (- for standard input) or a recording")
        ->required()
        ->option_text(" ");
    app.add_option("--format", format_,
                   "text, dot, svg, png or mermaid (default: by the ending of -o, else text)")
        ->check(one_of({"text", "dot", "svg", "png", "mermaid"}))
        ->option_text("FORMAT");
    app.add_option("-o,--output", tree_.output, "Where to write (default: standard output)")
        ->option_text("FILE");
    app.add_option("--operation", tree_.operation, "Which operation (default: 1)")
        ->check(whole_number(1, kNumberMax))
        ->option_text("N");
    app.add_option("--pass", tree_.pass,
                   "Which of its passes (default: the first with something to do)")
        ->check(whole_number(1, kNumberMax))
        ->option_text("N");
    app.add_flag("--all", tree_.unfolded, "Also steps with nothing to do");
    app.add_flag("--timing", tree_.timing,
                 "Show real times, of a recording that was made on threads");
    app.add_option("--why", tree_.why, "Instead: how this resource came into the plan")
        ->option_text("TYPE/NAME");
    add_scenario_options(app, scenario_);
    app.footer(
        "Examples:\n"
        "  cascade tree scenarios/models/zstack.yaml\n"
        "  cascade tree scenarios/delete-zone.yaml --format mermaid\n"
        "  cascade tree zone.recording -o zone.svg\n"
        "  cascade tree scenarios/host-stops-vms.yaml --why VmInstance/7");
  }

  Result<Command> command() override {
    Result<Settings> settings = settings_of(scenario_);
    if (!settings) return tl::unexpected(std::move(settings).error());
    tree_.settings = *std::move(settings);
    if (Result<void> chosen = choose_format(); !chosen) return tl::unexpected(chosen.error());
    return tree_;
  }

 private:
  Result<void> choose_format() {
    using Format = TreeCommand::Format;
    if (tree_.output == "-") tree_.output.clear();
    if (tree_.file == "-") tree_.file = "/dev/stdin";
    if (format_.empty()) {
      const Result<Format> chosen = format_of_file(tree_.output);
      if (!chosen) return tl::unexpected(chosen.error());
      tree_.format = *chosen;
      return {};
    }
    tree_.format = format_ == "dot"       ? Format::Dot
                   : format_ == "svg"     ? Format::Svg
                   : format_ == "png"     ? Format::Png
                   : format_ == "mermaid" ? Format::Mermaid
                                          : Format::Text;
    return {};
  }

  ScenarioOptions scenario_;
  std::string format_;
  TreeCommand tree_;
};

}  // namespace

std::unique_ptr<CommandOptions> tree_options(CLI::App& program) {
  return std::make_unique<TreeOptions>(program);
}

}  // namespace cascade::sim::cli
