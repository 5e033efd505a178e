// SPDX-License-Identifier: Apache-2.0
// The command line of `run`.
#include <memory>
#include <string>
#include <utility>

#include "sim/cli/command_options.h"
#include "sim/cli/option_checks.h"
#include "sim/cli/option_groups.h"

namespace cascade::sim::cli {
namespace {

class RunOptions final : public CommandOptions {
 public:
  explicit RunOptions(CLI::App& program) {
    CLI::App& app = add_to(program, "run", "Run scenarios and report");
    add_files(app, scenario_.files);
    add_scenario_options(app, scenario_);
    app.add_option("--runner", runner_,
                   "virtual: virtual time (the default), threads: real threads and real time")
        ->check(one_of({"virtual", "threads"}))
        ->option_text("KIND");
    app.add_flag("--checkers,!--no-checkers", run_.checkers,
                 "Watch the invariants after every event (default: on)");
    app.add_flag("--timing", run_.timing, "Show how much real time it took");
    app.add_flag("-q,--quiet", run_.quiet, "One line per scenario");
    app.add_flag("--all", run_.all_rows, "Every row of long lists and trees");
    app.add_option("--plan", run_.plan,
                   "Carry out what was reviewed (preview --save-plan); when the world has changed "
                   "since, say what is different and do nothing")
        ->option_text("FILE");
    add_outputs(app, run_.outputs);
    app.footer(
        "For several scenarios a file to write names a folder. Ctrl-C ends a run cleanly, with the "
        "report so far and a recording marked interrupted; a second one kills it.\n\n"
        "Examples:\n"
        "  cascade run scenarios/delete-zone.yaml --seed 7 --schedule sequential\n"
        "  cascade run scenarios/delete-zone.yaml --set clusters_per_zone=2 --set zones=3\n"
        "  cascade run scenarios/delete-zone.yaml --record zone.recording --trace zone.json\n"
        "  cascade run scenarios/delete-zone.yaml --plan zone.plan\n"
        "  cascade run scenarios -q --junit results/");
  }

  Result<Command> command() override {
    Result<Settings> settings = settings_of(scenario_);
    if (!settings) return tl::unexpected(std::move(settings).error());
    run_.scenarios = {scenario_.files, *std::move(settings)};
    run_.runner = runner_ == "threads" ? RunnerKind::Threads : RunnerKind::Virtual;
    return run_;
  }

 private:
  ScenarioOptions scenario_;
  std::string runner_ = "virtual";
  RunCommand run_;
};

}  // namespace

std::unique_ptr<CommandOptions> run_options(CLI::App& program) {
  return std::make_unique<RunOptions>(program);
}

}  // namespace cascade::sim::cli
