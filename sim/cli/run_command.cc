// SPDX-License-Identifier: Apache-2.0
// `cascade run`: one simulation per scenario, with whatever listens to its events, and a table
// when there were several.
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "engine/real_clock.h"
#include "sim/base/ink.h"
#include "sim/base/text.h"
#include "sim/cli/commands.h"
#include "sim/cli/files.h"
#include "sim/cli/pass_report.h"
#include "sim/cli/progress.h"
#include "sim/cli/run_outputs.h"
#include "sim/cli/terminal.h"
#include "sim/recording/reviewed_plan.h"
#include "sim/report/outcome_style.h"
#include "sim/report/report.h"
#include "sim/scenario/scenario_reader.h"

namespace cascade::sim::cli {
namespace {

// What is remembered of a scenario when the next one runs.
struct Line {
  std::string file;
  Verdict verdict = Verdict::BadInput;
  std::uint64_t acts = 0;
  std::uint64_t not_done = 0;
  std::optional<Duration> took;
  std::string remark;
};

unsigned thread_count(std::uint32_t workers) {
  constexpr std::uint32_t kUsual = 4;
  constexpr std::uint32_t kMost = 64;
  return workers == kUnlimited ? kUsual : std::min(workers, kMost);
}

// One scenario from file to verdict.
class ScenarioRun {
 public:
  // `apart`: an empty line stands between this report and the one before.
  ScenarioRun(const RunCommand& command, bool colours, bool several, bool apart)
      : command_(command), several_(several), apart_(apart) {
    options_.colours = colours;
    options_.runner = command.runner;
    options_.checkers = command.checkers;
    options_.all_rows = command.all_rows;
    options_.times = command.runner == RunnerKind::Virtual || command.timing;
  }

  // `output_name`: of the files that are written, where they stand in a folder.
  Line run(const std::string& file, const std::string& output_name) {
    line_.file = file;
    output_name_ = output_name;
    if (!load_plan()) return line_;
    Result<Scenario> scenario = load_scenario(file, settings_);
    if (!scenario) {
      print_mistakes(scenario.error().message);
      return give_up("wrong input");
    }
    if (is_for_something_else(*scenario)) return line_;
    Progress progress(scenario->name);
    progress_ = &progress;
    if (!create(std::move(*scenario))) return line_;
    if (!open_outputs()) return line_;
    show(report_head(*simulation_, options_));
    drive();
    finish();
    // What listens must outlive what it listens to.
    simulation_.reset();
    return line_;
  }

 private:
  Line give_up(std::string remark) {
    line_.verdict = Verdict::BadInput;
    line_.remark = std::move(remark);
    return line_;
  }

  // What was reviewed decides how it runs, unless the user says something else: then it is told.
  bool load_plan() {
    settings_ = command_.scenarios.settings;
    if (command_.plan.empty()) return true;
    Result<ReviewedPlan> plan = load_reviewed_plan(command_.plan);
    if (!plan) {
      print_error(plan.error().message);
      give_up("wrong input");
      return false;
    }
    plan_ = *std::move(plan);
    const Settings reviewed = plan_->settings();
    settings_.insert(settings_.begin(), reviewed.begin(), reviewed.end());
    return true;
  }

  bool is_for_something_else(const Scenario& scenario) {
    if (!plan_) return false;
    const std::vector<std::string> differences = request_differences(*plan_, scenario);
    for (const std::string& line : differences) {
      print_error(fmt::format("{}: {}", printable(command_.plan), line));
    }
    if (differences.empty()) return false;
    line_.verdict = Verdict::Refused;
    line_.remark = "not what was reviewed";
    return true;
  }

  std::optional<Error> compare_with_review(std::uint32_t operation, const Plan& plan) {
    changes_ = compare_reviews(
        plan_->operations[operation],
        review(simulation_->scenario().operations[operation], plan, simulation_->world()));
    if (changes_.empty()) return std::nullopt;
    return stale_plan_error(changes_);
  }

  [[nodiscard]] std::string changes_text() const {
    std::string text = "\n  " + painted(Ink::Strong, "Not as reviewed", options_.colours) + "\n";
    for (const std::string& line : changes_.lines) text += "    " + line + "\n";
    if (changes_.more != 0)
      text += fmt::format("    … and {}\n", counted(changes_.more, "more act"));
    return text;
  }

  void fail(const Error& error) {
    print_error(error.message);
    give_up("an error");
  }

  // With --quiet only problems and the last line are shown.
  void show(const std::string& text) {
    if (!command_.quiet) {
      if (std::exchange(apart_, false)) print("\n");
      print(text);
      // Who reads along in a pipe sees each part when it is there.
      flush_output();
    }
    if (outputs_) outputs_->add_report(text);
  }

  bool create(Scenario scenario) {
    SimulationOptions options;
    options.runner = command_.runner;
    options.checkers = command_.checkers;
    options.threads = thread_count(scenario.workers);
    options.repeat_command = repeat_command(scenario);
    options.watch = progress_->watch();
    if (plan_) {
      options.gate = [this](std::uint32_t operation, const Plan& plan) {
        return compare_with_review(operation, plan);
      };
    }
    auto made = Simulation::create(std::move(scenario), options);
    if (!made && interrupted()) {
      line_.verdict = Verdict::Interrupted;
      print_error("interrupted before the run began");
      return false;
    }
    if (!made) {
      print_mistakes(made.error().message);
      give_up("wrong input");
      return false;
    }
    simulation_ = std::move(*made);
    simulation_->add_observer(*progress_);
    passes_ = std::make_unique<PassReport>(*simulation_, options_,
                                           [this](const std::string& text) { show(text); });
    simulation_->on_pass([this](const PassRun& pass) { begin_pass(pass); });
    return true;
  }

  bool open_outputs() {
    auto made = RunOutputs::open(command_.outputs, several_, output_name_, *simulation_, options_,
                                 settings_);
    if (!made) {
      fail(made.error());
      return false;
    }
    outputs_ = std::move(*made);
    return true;
  }

  void begin_pass(const PassRun& pass) {
    const Operation& operation = simulation_->scenario().operations[pass.operation];
    const OperationSpec* const spec =
        simulation_->scenario().model->find_operation(operation.operation);
    progress_->begin_pass(pass, spec == nullptr ? 1 : spec->passes.size());
    outputs_->begin_pass(pass);
    passes_->begin(pass);
  }

  void drive() {
    const RealClock clock;
    const Instant begin = clock.now();
    bool cancelled = false;
    while (simulation_->step()) {
      if (!cancelled && interrupted()) {
        cancelled = true;
        simulation_->cancel();
      }
    }
    options_.interrupted = interrupted();
    real_time_ = clock.now() - begin;
  }

  void finish() {
    passes_->finish();
    if (!simulation_->passes().empty() && !simulation_->passes().back()->plan) {
      line_.remark = simulation_->passes().back()->refusal->message;
    }
    if (!changes_.empty()) show(changes_text());
    show(report_end(*simulation_, options_));
    line_.verdict = options_.interrupted ? Verdict::Interrupted : simulation_->verdict();
    if (!changes_.empty() && line_.verdict == Verdict::ExpectationNotMet) {
      line_.verdict = Verdict::Refused;  // what was expected is not what was stopped here
    }
    for (const std::unique_ptr<PassRun>& pass : simulation_->passes()) count(*pass);
    if (options_.times) line_.took = simulation_->makespan();
    const std::vector<Error> problems = outputs_->write(simulation_.get(), line_.verdict);
    std::string written;
    for (const std::string& file : outputs_->written()) {
      written += fmt::format("  {}  {}\n", painted(Ink::Faint, "written ", options_.colours),
                             printable(file));
    }
    if (command_.timing) written += timing_text();
    if (!command_.quiet) print(written);
    for (const Error& problem : problems) {
      print_error(problem.message);
      line_.remark = "a file could not be written";
      line_.verdict = worst({line_.verdict, verdict_of(problem)});
    }
    if (line_.verdict == Verdict::InvariantBroken) {
      print_error(fmt::format("an invariant is broken with seed {}; repeat with:\n  {}",
                              simulation_->scenario().seed,
                              repeat_command(simulation_->scenario())));
    }
  }

  void count(const PassRun& pass) {
    if (!pass.end) return;
    for (std::size_t i = 0; i < pass.end->acts.size(); ++i) {
      line_.acts += pass.end->acts[i];
      if (static_cast<Outcome>(i) < Outcome::Done) line_.not_done += pass.end->acts[i];
    }
    if (!pass.end->message.empty() && line_.remark.empty()) line_.remark = pass.end->message;
  }

  [[nodiscard]] std::string timing_text() const {
    return fmt::format("  {}  {} of real time for planning and running\n",
                       painted(Ink::Faint, "real    ", options_.colours),
                       short_duration(real_time_));
  }

  // What repeats this run, on a shell.
  [[nodiscard]] std::string repeat_command(const Scenario& scenario) const {
    std::string text = "cascade run " + shell_quoted(line_.file);
    for (const auto& [key, value] : command_.scenarios.settings) {
      if (key != "seed")
        text += fmt::format(" --set {}", shell_quoted(fmt::format("{}={}", key, value)));
    }
    text += fmt::format(" --seed {}", scenario.seed);
    if (plan_) text += " --plan " + shell_quoted(command_.plan);
    if (command_.runner == RunnerKind::Threads) text += " --runner threads";
    return text;
  }

  const RunCommand& command_;
  const bool several_;
  bool apart_;
  ReportOptions options_;
  Settings settings_;
  std::optional<ReviewedPlan> plan_;
  PlanChanges changes_;
  Line line_;
  std::string output_name_;
  Progress* progress_ = nullptr;
  std::unique_ptr<Simulation> simulation_;
  std::unique_ptr<RunOutputs> outputs_;
  std::unique_ptr<PassReport> passes_;
  Duration real_time_{};
};

std::string summary_table(const std::vector<Line>& lines, bool colours) {
  TextTable table({TextTable::Align::Left, TextTable::Align::Left, TextTable::Align::Right,
                   TextTable::Align::Right, TextTable::Align::Right, TextTable::Align::Left});
  const auto head = [](std::string_view text) {
    return TextTable::Cell{std::string(text), Ink::Faint};
  };
  table.add({head("scenario"), head("result"), head("acts"), head("not done"), head("took"), {}});
  for (const Line& line : lines) {
    const bool good = line.verdict == Verdict::Ok;
    const std::string_view glyph = style_of(good ? Outcome::Done : Outcome::Failed).glyph;
    table.add({{printable(line.file)},
               {fmt::format("{} {}", glyph, to_string(line.verdict)), ink_of(line.verdict)},
               {grouped(line.acts)},
               {grouped(line.not_done)},
               {line.took ? short_duration(*line.took) : ""},
               {shortened(printable(line.remark), 60), Ink::Faint}});
  }
  const auto good = std::count_if(lines.begin(), lines.end(),
                                  [](const Line& line) { return line.verdict == Verdict::Ok; });
  return table.text(0, colours) +
         fmt::format("{} of {} as expected\n", good, counted(lines.size(), "scenario"));
}

}  // namespace

int run(const RunCommand& command, bool colours) {
  const Result<std::vector<std::string>> files = find_scenarios(command.scenarios.files);
  if (!files) {
    print_error(files.error().message);
    return exit_code(Verdict::BadInput);
  }
  const bool several = files->size() > 1;
  if (several && !command.plan.empty()) {
    print_error("--plan needs one scenario: a plan is of what was reviewed and nothing else");
    return exit_code(Verdict::BadInput);
  }
  std::vector<Line> lines;
  const std::vector<std::string> names = output_names(*files);
  for (std::size_t i = 0; i < files->size() && !interrupted(); ++i) {
    lines.push_back(
        ScenarioRun(command, colours, several, !lines.empty()).run((*files)[i], names[i]));
  }
  if (several && !command.quiet) print("\n");
  if (several || command.quiet) print(summary_table(lines, colours));
  std::vector<Verdict> verdicts;
  for (const Line& line : lines) verdicts.push_back(line.verdict);
  if (interrupted()) verdicts.push_back(Verdict::Interrupted);
  return exit_code(worst(verdicts));
}

}  // namespace cascade::sim::cli
