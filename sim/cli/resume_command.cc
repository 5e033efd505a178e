// SPDX-License-Identifier: Apache-2.0
// `cascade resume`: the unfinished acts of a recorded run, after the repair.
#include <fmt/format.h>

#include <memory>
#include <string>
#include <utility>

#include "sim/base/ink.h"
#include "sim/base/text.h"
#include "sim/cli/commands.h"
#include "sim/cli/pass_report.h"
#include "sim/cli/progress.h"
#include "sim/cli/run_outputs.h"
#include "sim/cli/terminal.h"
#include "sim/recording/recording.h"
#include "sim/recording/resume.h"
#include "sim/report/report.h"

namespace cascade::sim::cli {
namespace {

/// What was recorded before, for a recording of what follows. Nothing is kept where none is made.
Result<ResumedOutputs> resumed_from(const ResumeCommand& command, const Recording& recording) {
  ResumedOutputs resumed;
  resumed.file = command.file;
  if (command.outputs.record.empty()) return resumed;
  Result<std::vector<std::uint8_t>> image = recording_image(recording);
  if (!image) return tl::unexpected(std::move(image).error());
  resumed.from = std::make_shared<const ResumedFrom>(
      ResumedFrom{*std::move(image), command.settings.size(), command.keep_faults});
  return resumed;
}

/// From the first step to the last file.
class ResumedRun {
 public:
  ResumedRun(Simulation& simulation, Progress& progress, const ReportOptions& report)
      : simulation_(simulation), progress_(progress), report_(report) {}

  Result<void> open(const ResumeCommand& command, const Recording& recording) {
    Result<ResumedOutputs> resumed = resumed_from(command, recording);
    if (!resumed) return tl::unexpected(std::move(resumed).error());
    Settings settings = recording.header.overrides;
    settings.insert(settings.end(), command.settings.begin(), command.settings.end());
    auto made = RunOutputs::open(command.outputs, false, simulation_.scenario().name, simulation_,
                                 report_, settings, *resumed);
    if (!made) return tl::unexpected(std::move(made).error());
    outputs_ = std::move(*made);
    return {};
  }

  Verdict drive(const std::string& where) {
    show(where + report_head(simulation_, report_));
    simulation_.on_pass([this](const PassRun& pass) { begin_pass(pass); });
    while (simulation_.step()) {
      if (interrupted()) simulation_.cancel();
    }
    report_.interrupted = interrupted();
    passes_.finish();
    show(report_end(simulation_, report_));
    return write(report_.interrupted ? Verdict::Interrupted : simulation_.verdict());
  }

 private:
  void show(const std::string& text) {
    print(text);
    flush_output();
    outputs_->add_report(text);
  }

  void begin_pass(const PassRun& pass) {
    const Operation& operation = simulation_.scenario().operations[pass.operation];
    const auto* const spec = simulation_.scenario().model->find_operation(operation.operation);
    progress_.begin_pass(pass, spec == nullptr ? 1 : spec->passes.size());
    outputs_->begin_pass(pass);
    passes_.begin(pass);
  }

  Verdict write(Verdict verdict) {
    const std::vector<Error> problems = outputs_->write(&simulation_, verdict);
    for (const std::string& file : outputs_->written()) {
      print(fmt::format("  {}  {}\n", painted(Ink::Faint, "written ", report_.colours),
                        printable(file)));
    }
    for (const Error& problem : problems) {
      print_error(problem.message);
      verdict = worst({verdict, verdict_of(problem)});
    }
    return verdict;
  }

  Simulation& simulation_;
  Progress& progress_;
  ReportOptions report_;
  std::unique_ptr<RunOutputs> outputs_;
  PassReport passes_{simulation_, report_, [this](const std::string& text) { show(text); }};
};

int fail(const Error& error) {
  print_mistakes(error.message);
  return exit_code(Verdict::BadInput);
}

}  // namespace

int resume(const ResumeCommand& command, bool colours) {
  const Result<Recording> recording = load_recording(command.file);
  if (!recording) {
    print_error(recording.error().message);
    return exit_code(Verdict::BadInput);
  }
  ResumeChoice choice{command.settings, command.keep_faults, [] { return !interrupted(); }};
  Result<Resumption> found = prepare_resume(*recording, choice);
  if (interrupted()) return end_interrupted();
  if (!found) return fail(found.error());
  if (!found->point) {
    print("Nothing is left to do: the run is finished, and nothing was changed.\n");
    return 0;
  }
  const std::string where = "Goes on with " + resume_text(*found) + "\n\n";
  Progress progress(found->scenario.name);
  SimulationOptions options;
  options.resume = found->point;
  options.checkers = command.checkers;
  options.watch = progress.watch();
  auto made = Simulation::create(std::move(found->scenario), options, std::move(found->world));
  if (!made) return fail(made.error());
  ReportOptions report;
  report.colours = colours;
  report.checkers = command.checkers;
  report.all_rows = command.all_rows;
  (*made)->add_observer(progress);
  ResumedRun run(**made, progress, report);
  if (const Result<void> opened = run.open(command, *recording); !opened) {
    print_error(opened.error().message);
    return exit_code(Verdict::BadInput);
  }
  return exit_code(run.drive(where));
}

}  // namespace cascade::sim::cli
