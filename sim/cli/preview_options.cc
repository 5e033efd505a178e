// SPDX-License-Identifier: Apache-2.0
// The command line of `preview`.
#include <memory>
#include <string>
#include <utility>

#include "sim/cli/command_options.h"
#include "sim/cli/option_groups.h"

namespace cascade::sim::cli {
namespace {

class PreviewOptions final : public CommandOptions {
 public:
  explicit PreviewOptions(CLI::App& program) {
    CLI::App& app =
        add_to(program, "preview",
               "Phase 1 only: what would be done, vetoes, predicted time, critical path");
    add_files(app, scenario_.files);
    add_scenario_options(app, scenario_);
    app.add_option("--save-plan", save_plan_, "Keep the plan for run --plan, once it is reviewed")
        ->option_text("FILE");
    app.footer(
        "Nothing is changed; faults do not strike. The exit code is 2 where the operation would "
        "be refused.\n\n"
        "Examples:\n"
        "  cascade preview scenarios/delete-zone.yaml\n"
        "  cascade preview scenarios/veto.yaml\n"
        "  cascade preview scenarios/delete-zone.yaml --save-plan zone.plan\n"
        "  cascade preview scenarios/delete-zone.yaml --set topology.preset=million");
  }

  Result<Command> command() override {
    Result<Settings> settings = settings_of(scenario_);
    if (!settings) return tl::unexpected(std::move(settings).error());
    return PreviewCommand{{scenario_.files, *std::move(settings)}, save_plan_};
  }

 private:
  ScenarioOptions scenario_;
  std::string save_plan_;
};

}  // namespace

std::unique_ptr<CommandOptions> preview_options(CLI::App& program) {
  return std::make_unique<PreviewOptions>(program);
}

}  // namespace cascade::sim::cli
