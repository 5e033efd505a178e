// SPDX-License-Identifier: Apache-2.0
// The command lines of what reads a recording: `replay`, `why` and `resume`.
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sim/cli/command_options.h"
#include "sim/cli/option_checks.h"
#include "sim/cli/option_groups.h"

namespace cascade::sim::cli {
namespace {

class ReplayOptions final : public CommandOptions {
 public:
  explicit ReplayOptions(CLI::App& program) {
    CLI::App& app = add_to(program, "replay",
                           "Run the engine again with the recorded completions, and compare");
    add_recording(app, replay_.file);
    app.footer(
        "The exit code is 5 where the engine does something else than what was recorded.\n\n"
        "Examples:\n"
        "  cascade run scenarios/delete-zone.yaml --record zone.recording\n"
        "  cascade replay zone.recording");
  }

  Result<Command> command() override { return replay_; }

 private:
  ReplayCommand replay_;
};

class WhyOptions final : public CommandOptions {
 public:
  explicit WhyOptions(CLI::App& program) {
    CLI::App& app = add_to(program, "why", "Tell what a recorded run did to one resource, and why");
    app.add_option("RESOURCE", why_.resource, "Type/name, as in VmInstance/7")
        ->required()
        ->option_text(" ");
    add_recording(app, why_.file);
    app.add_flag("--json", why_.json, "For programs");
    app.add_flag("--timing", why_.timing,
                 "Show real times, of a recording that was made on threads");
    app.footer(
        "All ways in which the resource came into each plan, what was done to it and when, or "
        "what "
        "blocked it, through which chain, down to the first cause.\n\n"
        "Examples:\n"
        "  cascade run scenarios/isolate-failures.yaml --record cluster.recording\n"
        "  cascade why Host/7 cluster.recording\n"
        "  cascade why VmInstance/130 cluster.recording --json");
  }

  Result<Command> command() override { return why_; }

 private:
  WhyCommand why_;
};

class ResumeOptions final : public CommandOptions {
 public:
  explicit ResumeOptions(CLI::App& program) {
    CLI::App& app =
        add_to(program, "resume",
               "Go on where a recorded run ended: its unfinished acts, after the repair");
    add_recording(app, resume_.file);
    add_set(
        app, set_,
        "Replace a value of the scenario: of its failure, schedule, workers, protect, retries or "
        "faults");
    app.add_flag("--faults", resume_.keep_faults,
                 "The faults strike again (default: they are repaired)");
    app.add_flag("--checkers,!--no-checkers", resume_.checkers,
                 "Watch the invariants after every event (default: on)");
    app.add_flag("--all", resume_.all_rows, "Every row of long lists and trees");
    add_outputs(app, resume_.outputs);
    app.footer(
        "Acts that were done or skipped stay as they are, all others of the recorded plan run, "
        "then "
        "the passes and operations that had not begun. Of a finished run nothing is left.\n\n"
        "Examples:\n"
        "  cascade run scenarios/isolate-failures.yaml --record cluster.recording\n"
        "  cascade resume cluster.recording --record rest.recording\n"
        "  cascade resume cluster.recording --faults --set failure=force");
  }

  Result<Command> command() override {
    Result<Settings> settings = split_settings(set_);
    if (!settings) return tl::unexpected(std::move(settings).error());
    resume_.settings = *std::move(settings);
    return resume_;
  }

 private:
  std::vector<std::string> set_;
  ResumeCommand resume_;
};

}  // namespace

std::unique_ptr<CommandOptions> replay_options(CLI::App& program) {
  return std::make_unique<ReplayOptions>(program);
}

std::unique_ptr<CommandOptions> why_options(CLI::App& program) {
  return std::make_unique<WhyOptions>(program);
}

std::unique_ptr<CommandOptions> resume_options(CLI::App& program) {
  return std::make_unique<ResumeOptions>(program);
}

}  // namespace cascade::sim::cli
