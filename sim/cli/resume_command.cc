// SPDX-License-Identifier: Apache-2.0
// `cascade resume`: the unfinished acts of a recorded run, after the repair.
#include <fmt/format.h>

#include <memory>
#include <string>
#include <utility>

#include "sim/cli/commands.h"
#include "sim/cli/progress.h"
#include "sim/cli/terminal.h"
#include "sim/recording.h"
#include "sim/report.h"
#include "sim/resume.h"
#include "sim/text.h"

namespace cascade::sim::cli {
namespace {

std::string where_text(const Resumption& found) {
  const Operation& operation = found.scenario.operations[found.point->operation];
  std::string text =
      fmt::format("Goes on with operation {}, {}, pass {}", found.point->operation + 1,
                  printable(operation_text(operation)), found.point->pass + 1);
  if (found.point->outcomes.empty()) return text + ", which had not begun\n\n";
  return text + fmt::format(": {} that ended {}, {} to do\n\n", counted(found.settled, "act"),
                            found.settled == 1 ? "stays" : "stay", grouped(found.unfinished));
}

void show(const std::string& text) {
  print(text);
  flush_output();
}

Verdict drive(Simulation& simulation, Progress& progress, ReportOptions& options) {
  const PassRun* shown = nullptr;
  const auto end_pass = [&] {
    if (shown != nullptr) show(report_pass_outcome(simulation, *shown, options));
    shown = nullptr;
  };
  simulation.on_pass([&](const PassRun& pass) {
    end_pass();
    shown = &pass;
    const Operation& operation = simulation.scenario().operations[pass.operation];
    const auto* const spec = simulation.scenario().model->find_operation(operation.operation);
    progress.begin_pass(pass, spec == nullptr ? 1 : spec->passes.size());
    show(report_pass_plan(simulation, pass, options));
  });
  while (simulation.step()) {
    if (interrupted()) simulation.cancel();
  }
  options.interrupted = interrupted();
  end_pass();
  if (!simulation.passes().empty() && !simulation.passes().back()->plan) {
    show(report_pass_plan(simulation, *simulation.passes().back(), options));
  }
  show(report_end(simulation, options));
  return options.interrupted ? Verdict::Interrupted : simulation.verdict();
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
  if (!found) {
    print_mistakes(found.error().message);
    return exit_code(Verdict::BadInput);
  }
  if (!found->point) {
    print("Nothing is left to do: the run is finished, and nothing was changed.\n");
    return 0;
  }
  const std::string where = where_text(*found);
  Progress progress(found->scenario.name);
  SimulationOptions options;
  options.resume = found->point;
  options.watch = progress.watch();
  auto made = Simulation::create(std::move(found->scenario), options, std::move(found->world));
  if (!made) {
    print_mistakes(made.error().message);
    return exit_code(Verdict::BadInput);
  }
  ReportOptions report;
  report.colours = colours;
  report.all_rows = command.all_rows;
  (*made)->add_observer(progress);
  show(where + report_head(**made, report));
  return exit_code(drive(**made, progress, report));
}

}  // namespace cascade::sim::cli
