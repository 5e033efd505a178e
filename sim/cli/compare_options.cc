// SPDX-License-Identifier: Apache-2.0
// The command line of `compare`.
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sim/cli/command_options.h"
#include "sim/cli/option_checks.h"
#include "sim/cli/option_groups.h"
#include "sim/scenario/scenario_words.h"

namespace cascade::sim::cli {
namespace {

class CompareOptions final : public CommandOptions {
 public:
  explicit CompareOptions(CLI::App& program) {
    CLI::App& app = add_to(program, "compare",
                           "One scenario under several policies, or two recordings, side by side");
    app.add_option("FILE", compare_.files, "One scenario (- for standard input), or two recordings")
        ->required()
        ->option_text("...");
    add_axis(app, "--merge", merges_, kMergeWords, "Merges, by commas (default: all)");
    add_axis(app, "--schedule", schedules_, kScheduleWords, "Schedules (default: the scenario's)");
    add_axis(app, "--failure", failures_, kFailureWords,
             "Failure policies (default: the scenario's; with faults all)");
    app.add_option("--known", compare_.choice.known,
                   "Types known to who hard-coded the operation, by commas (default: where it "
                   "starts, and what depends on that directly)")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->option_text("TYPES");
    app.add_flag("--traditional,!--no-traditional", compare_.choice.traditional,
                 "Also the two ways without a cascade: refuse and hard-coded (default: on)");
    app.add_option("--compat", compare_.compat,
                   "Beside the rules of a compatibility profile of the model (zstack): what they "
                   "lose, do twice or in the wrong order")
        ->option_text("PROFILE");
    app.add_flag("--same", compare_.must_be_same,
                 "Exit with 5 unless all policies, or both recordings, end the same");
    app.add_flag("--all", compare_.all_rows, "Every row of long lists");
    app.add_option("--json", compare_.json, "Everything, for programs (-: instead of the text)")
        ->option_text("FILE");
    add_set(app, set_, "Replace a value of the scenario, as in run");
    add_seed(app, seed_, "What chance is drawn from");
    app.footer(
        "All ways run on the same world and meet the same latencies and faults. The exit code does "
        "not depend on how they end, but for --same and broken invariants.\n\n"
        "Examples:\n"
        "  cascade compare scenarios/lost-diamond.yaml\n"
        "  cascade compare scenarios/delete-zone.yaml --merge per_path --schedule all\n"
        "  cascade compare scenarios/delete-zone.yaml --known Zone,Cluster,Host,VmInstance\n"
        "  cascade compare scenarios/lost-diamond.yaml --compat zstack\n"
        "  cascade compare before.recording after.recording --same");
  }

  Result<Command> command() override {
    Result<Settings> settings = split_settings(set_);
    if (!settings) return tl::unexpected(std::move(settings).error());
    compare_.settings = *std::move(settings);
    if (!seed_.empty()) compare_.settings.emplace_back("seed", seed_);
    const bool axes = !merges_.empty() || !schedules_.empty() || !failures_.empty();
    if (!compare_.compat.empty() && (axes || !compare_.choice.known.empty())) {
      return input_error(
          "--compat compares the scenario's own way with the profile's; --merge, --schedule, "
          "--failure and --known do not go with it");
    }
    compare_.choice.merges = axis_of(kMergeWords, merges_);
    compare_.choice.schedules = axis_of(kScheduleWords, schedules_);
    compare_.choice.failures = axis_of(kFailureWords, failures_);
    return compare_;
  }

 private:
  std::vector<std::string> merges_;
  std::vector<std::string> schedules_;
  std::vector<std::string> failures_;
  std::vector<std::string> set_;
  std::string seed_;
  CompareCommand compare_;
};

}  // namespace

std::unique_ptr<CommandOptions> compare_options(CLI::App& program) {
  return std::make_unique<CompareOptions>(program);
}

}  // namespace cascade::sim::cli
