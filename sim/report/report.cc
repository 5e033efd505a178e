// SPDX-License-Identifier: Apache-2.0
// The order in which a report says things.
#include "sim/report/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <utility>
#include <vector>

#include "engine/assert.h"
#include "sim/base/ink.h"
#include "sim/base/text.h"
#include "sim/extension/model_branches.h"
#include "sim/report/audit_text.h"
#include "sim/report/outcome_style.h"
#include "sim/report/pass_picture.h"
#include "sim/report/report_findings.h"
#include "sim/report/tree_text.h"
#include "sim/run/resource_outcomes.h"
#include "sim/scenario/scenario_words.h"

namespace cascade::sim {
namespace {

constexpr std::size_t kRowsMax = 200;

std::string fact(std::string_view name, const std::string& text, bool colours) {
  return fmt::format("  {}  {}\n", painted(Ink::Faint, pad_right(name, 8), colours), text);
}

// "61,234 resources: 20,000 Volume, 10,000 VmInstance, 400 Host and 22 more types"
std::string world_text(const World& world) {
  constexpr std::size_t kTypes = 5;
  std::vector<std::pair<std::uint32_t, TypeId>> counts;
  std::uint64_t all = 0;
  for (std::size_t i = 0; i < world.model().types.size(); ++i) {
    const TypeId type{static_cast<std::uint16_t>(i)};
    if (const std::uint32_t count = world.count(type, Life::Live); count != 0) {
      counts.emplace_back(count, type);
      all += count;
    }
  }
  std::stable_sort(counts.begin(), counts.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::string text = counted(all, "resource");
  for (std::size_t i = 0; i < counts.size() && i < kTypes; ++i) {
    text += fmt::format("{}{} {}", i == 0 ? ": " : ", ", grouped(counts[i].first),
                        printable(world.model().type(counts[i].second).name));
  }
  if (counts.size() > kTypes) {
    text += fmt::format(" and {}", counted(counts.size() - kTypes, "more type"));
  }
  return text;
}

std::string policy_text(const Scenario& scenario, const ReportOptions& options) {
  std::string text = fmt::format(
      "merge {}, schedule {}, failure {}", word_of(kMergeWords, scenario.merge),
      word_of(kScheduleWords, scenario.schedule), word_of(kFailureWords, scenario.failure));
  if (scenario.workers != kUnlimited) {
    text += fmt::format(", {}", counted(scenario.workers, "worker"));
  }
  if (!scenario.compat.empty()) text += ", compatible with " + printable(scenario.compat);
  if (options.runner == RunnerKind::Threads) text += ", on threads";
  if (!options.checkers) text += ", without checkers";
  return text;
}

std::string pass_title(const Simulation& simulation, const PassRun& pass) {
  const Scenario& scenario = simulation.scenario();
  const Operation& operation = scenario.operations[pass.operation];
  const OperationSpec* const spec = scenario.model->find_operation(operation.operation);
  const std::size_t passes = spec == nullptr ? 1 : spec->passes.size();
  return fmt::format("Pass {} of {}: {}", pass.pass + 1, passes, printable(pass.action_code));
}

/// ", at the same time as operations 1 and 3"; "" of an operation that goes on alone.
std::string company_text(const Scenario& scenario, std::size_t operation) {
  std::vector<std::size_t> others;
  const std::size_t group = scenario.group_of(operation);
  for (std::size_t i = group; i < scenario.operations.size() && scenario.group_of(i) == group;
       ++i) {
    if (i != operation) others.push_back(i + 1);
  }
  if (others.empty()) return {};
  return fmt::format(", at the same time as {} {}", others.size() == 1 ? "operation" : "operations",
                     fmt::join(others, ", "));
}

std::array<std::uint64_t, kOutcomeCount> outcome_counts(const PassRun& pass) {
  std::array<std::uint64_t, kOutcomeCount> counts{};
  if (pass.end) return pass.end->acts;
  for (const Outcome outcome : pass.summary->outcomes())
    ++counts[static_cast<std::size_t>(outcome)];
  return counts;
}

std::string counts_text(const std::array<std::uint64_t, kOutcomeCount>& counts) {
  std::string text;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0) continue;
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", grouped(counts[i]),
                        to_string(static_cast<Outcome>(i)));
  }
  return text.empty() ? "no acts" : text;
}

// "✓ done: 12,345 done; phase 1 12ms, phase 2 4m 12s"
// `in_company`: others went on at the same time, so that it matters when.
std::string pass_result(const PassRun& pass, const ReportOptions& options, bool in_company) {
  const Outcome outcome = pass.end ? pass.end->outcome : Outcome::Cancelled;
  const std::string word = fmt::format("{} {}", style_of(outcome).glyph, to_string(outcome));
  std::string text = fmt::format("  {}: {}", painted(ink_of(outcome), word, options.colours),
                                 counts_text(outcome_counts(pass)));
  if (options.times) {
    const RunSummary& summary = *pass.summary;
    text += fmt::format("; phase 1 {}", short_duration(pass.plan->query_time()));
    if (summary.ended() > summary.phase2_began()) {
      text += fmt::format(", phase 2 {}", short_duration(summary.ended() - summary.phase2_began()));
    }
    if (in_company) {
      text += fmt::format(", from {} to {}", short_duration(summary.began().time_since_epoch()),
                          short_duration(summary.ended().time_since_epoch()));
    }
  }
  return text + "\n";
}

bool quiet_pass(const PassRun& pass) {
  return nothing_to_do_at_all(*pass.plan) && pass.end && pass.end->outcome == Outcome::Done;
}

std::string audit_text(const Simulation& simulation, const ReportOptions& options) {
  constexpr std::size_t kLines = 12;
  const std::optional<Audit> audit = simulation.audit();
  if (!audit) return {};
  if (audit->total() == 0) {
    return fact("audit", "nothing dangles, nothing is left over", options.colours);
  }
  std::string text = fact("audit", counted(audit->total(), "finding") + ":", options.colours);
  const std::size_t lines_max = options.all_rows ? audit->findings.size() + 1 : kLines;
  for (const std::string& line :
       audit_lines(*audit, simulation.world(), simulation.passes(), lines_max)) {
    text += "            " + painted(Ink::Warning, line, options.colours) + "\n";
  }
  return text;
}

/// `lines`: what there is, then a line for each, or nothing.
std::string fact_lines(std::string_view name, const std::vector<std::string>& lines,
                       const ReportOptions& options) {
  constexpr std::size_t kLines = 13;
  if (lines.empty()) return {};
  std::string text = fact(name, lines.front(), options.colours);
  const std::size_t shown = options.all_rows ? lines.size() : std::min(lines.size(), kLines);
  for (std::size_t i = 1; i < shown; ++i) {
    text += "            " + painted(Ink::Warning, lines[i], options.colours) + "\n";
  }
  if (shown < lines.size()) {
    text += fmt::format("            … and {} more\n", grouped(lines.size() - shown));
  }
  return text;
}

std::string breaches_text(const Simulation& simulation, const PassRun& pass,
                          const ReportOptions& options) {
  constexpr std::size_t kBreaches = 20;
  const std::size_t count = pass.breaches.size();
  const std::size_t shown = options.all_rows ? count : std::min(count, kBreaches);
  std::string text = counted(count, "act") + " on protected resources\n";
  for (std::size_t i = 0; i < shown; ++i) {
    text += "    " + printable(breach_text(pass.breaches[i], simulation.world())) + "\n";
  }
  if (shown < count) text += fmt::format("    … and {} more\n", grouped(count - shown));
  return text;
}

/// What the model demands and does not hold, a line each.
std::string unmet_text(const Simulation& simulation, const std::vector<UnmetRequirement>& unmet,
                       const ReportOptions& options) {
  constexpr std::size_t kUnmet = 20;
  const std::size_t shown = options.all_rows ? unmet.size() : std::min(unmet.size(), kUnmet);
  std::string text;
  for (std::size_t i = 0; i < shown; ++i) {
    text += "    " + printable(requirement_text(unmet[i], simulation.world())) + "\n";
  }
  if (shown < unmet.size())
    text += fmt::format("    … and {} more\n", grouped(unmet.size() - shown));
  return text;
}

/// Whose acts a third party does.
std::string branches_text(const Model& model, const Plan& plan) {
  std::string text;
  for (const BranchSpec& branch : model.branches) {
    std::uint64_t acts = 0;
    for (std::uint32_t i = 0; i < plan.steps().size(); ++i) {
      const Step& step = plan.steps()[i];
      if (step.type == branch.type && takes(model, branch, plan.action(StepId{i}))) {
        acts += step.act_count();
      }
    }
    if (acts == 0) continue;
    text += fmt::format("  Branch {} stands in for {}: {}\n", printable(branch.name),
                        printable(model.type(branch.type).name), counted(acts, "act"));
  }
  return text;
}

std::string keep_text(const Simulation& simulation, const PassRun& pass,
                      const ReportOptions& options) {
  constexpr std::size_t kNeeds = 20;
  const std::size_t lines_max = options.all_rows ? pass.keep->needs.size() : kNeeds;
  std::string text;
  for (const std::string& line : keep_lines(*pass.keep, simulation.world(), lines_max)) {
    text += (text.empty() ? "" : "    ") + line + "\n";
  }
  return text;
}

}  // namespace

std::string operation_text(const Operation& operation) {
  std::string text = operation.operation + " on ";
  constexpr std::size_t kRoots = 3;
  for (std::size_t i = 0; i < operation.roots.size() && i < kRoots; ++i) {
    text += (i == 0 ? "" : ", ") + operation.roots[i];
  }
  if (operation.roots.size() > kRoots) {
    text += fmt::format(" and {} more", grouped(operation.roots.size() - kRoots));
  }
  if (!operation.argument.empty()) text += " with " + operation.argument;
  return text;
}

std::string report_head(const Simulation& simulation, const ReportOptions& options) {
  const Scenario& scenario = simulation.scenario();
  std::string text = painted(Ink::Strong, printable(scenario.name), options.colours);
  if (!scenario.about.empty()) text += ": " + printable(scenario.about);
  text += "\n";
  const TypeGraph& graph = simulation.graph();
  text +=
      fact("model",
           fmt::format("{}, {} and {}", printable(scenario.model->name),
                       counted(graph.type_count(), "type"), counted(graph.edges().size(), "edge")),
           options.colours);
  text += fact("world", world_text(simulation.world()), options.colours);
  text += fact("run", policy_text(scenario, options), options.colours);
  text += fact("seed", fmt::format("{}", scenario.seed), options.colours);
  return text;
}

std::string report_pass_plan(const Simulation& simulation, const PassRun& pass,
                             const ReportOptions& options) {
  const Operation& operation = simulation.scenario().operations[pass.operation];
  std::string text;
  if (pass.pass == 0) {
    const std::string number = simulation.scenario().operations.size() == 1
                                   ? std::string("Operation")
                                   : fmt::format("Operation {}", pass.operation + 1);
    text += fmt::format("\n{}: {}{}\n", painted(Ink::Strong, number, options.colours),
                        printable(operation_text(operation)),
                        company_text(simulation.scenario(), pass.operation));
  }
  text += "\n" + painted(Ink::Strong, pass_title(simulation, pass), options.colours);
  if (!pass.plan) {
    text += "\n  " + painted(Ink::Warning, "refused", options.colours) + ": ";
    if (pass.keep) return text + keep_text(simulation, pass, options);
    if (!pass.unmet_before.empty()) {
      return text + counted(pass.unmet_before.size(), "condition") + " not met before it\n" +
             unmet_text(simulation, pass.unmet_before, options);
    }
    if (pass.breaches.empty()) {
      return text + printable(pass.refusal ? pass.refusal->message : "no plan") + "\n";
    }
    return text + breaches_text(simulation, pass, options);
  }
  const Plan& plan = *pass.plan;
  text += fmt::format("\n  {}, {} and {}\n", counted(plan.steps().size(), "step"),
                      counted(plan.act_count(), "act"), counted(plan.link_count(), "link"));
  return text + planned_counts({pass, simulation.world(), options}) +
         branches_text(*simulation.scenario().model, plan);
}

std::string report_pass_outcome(const Simulation& simulation, const PassRun& pass,
                                const ReportOptions& options) {
  if (!pass.plan || !pass.summary) return {};
  std::string text;
  const Findings findings{pass, simulation.world(), options};
  if (!quiet_pass(pass)) {
    TreeTextOptions tree;
    tree.colours = options.colours;
    tree.indent = 4;
    if (!options.all_rows) tree.rows_max = kRowsMax;
    text += "\n  " + painted(Ink::Strong, "Tree", options.colours) + "\n";
    text += tree_text(view_of(simulation, pass, options.times), tree);
    if (options.times) text += slowest_steps(findings) + critical_path(findings);
    text += lost_and_doubtful(findings);
    text += tried_again(findings) + skipped(findings) + failures(findings) + "\n";
  }
  text += pass_result(pass, options, simulation.scenario().is_grouped(pass.operation));
  if (pass.unmet_after.empty()) return text;
  const std::string head = counted(pass.unmet_after.size(), "condition") + " not met after it";
  return text + "  " + painted(Ink::Bad, head, options.colours) + ":\n" +
         unmet_text(simulation, pass.unmet_after, options);
}

std::string report_end(const Simulation& simulation, const ReportOptions& options) {
  const Scenario& scenario = simulation.scenario();
  const bool colours = options.colours;
  std::string text = "\n" + painted(Ink::Strong, "Result", colours) + "\n";
  const Verdict verdict = options.interrupted ? Verdict::Interrupted : simulation.verdict();
  const std::string_view glyph =
      style_of(verdict == Verdict::Ok ? Outcome::Done : Outcome::Failed).glyph;
  std::string word =
      painted(ink_of(verdict), fmt::format("{} {}", glyph, to_string(verdict)), colours);
  // Otherwise the verdict says it.
  const bool says_more = verdict == Verdict::Ok || verdict == Verdict::ExpectationNotMet ||
                         verdict == Verdict::InvariantBroken;
  if (says_more) word += fmt::format(": {}", simulation.outcome());
  text += fact("verdict", word, colours);
  if (options.times) {
    text += fact("took",
                 short_duration(simulation.makespan()) +
                     (options.runner == RunnerKind::Virtual ? " of virtual time" : ""),
                 colours);
  }
  const OutcomeCounts resources = resource_outcomes(simulation.passes());
  const std::uint64_t affected =
      std::accumulate(resources.begin(), resources.end(), std::uint64_t{0});
  if (affected != 0) {
    text +=
        fact("affected",
             fmt::format("{}: {}", counted(affected, "resource"), counts_text(resources)), colours);
  }
  text += fact_lines("appeared", appearances(simulation), options) +
          fact_lines("answers", ignored_answers(simulation), options);
  if (!options.interrupted && !scenario.expect.empty()) {
    const std::vector<std::string> unmet = simulation.unmet_expectations();
    text +=
        fact("expected",
             unmet.empty() ? "all holds" : counted(unmet.size(), "thing") + " not met:", colours);
    for (const std::string& line : unmet) {
      text += "            " + painted(Ink::Bad, printable(line), colours) + "\n";
    }
  }
  if (options.checkers) {
    const std::vector<std::string>& broken = simulation.violations();
    text += fact("checked",
                 broken.empty() ? "no invariant was broken"
                                : counted(broken.size(), "broken invariant") + ":",
                 colours);
    for (const std::string& line : broken) {
      text += "            " + painted(Ink::Bad, printable(line), colours) + "\n";
    }
  }
  text += audit_text(simulation, options);
  text += fact("world", digest_text(simulation.world().digest()), colours);
  if (options.runner == RunnerKind::Virtual) {
    text += fact("events", digest_text(simulation.event_digest()), colours);
  }
  text += fact("seed", fmt::format("{}", scenario.seed), colours);
  return text;
}

std::string pass_text(const Scenario& scenario, std::uint32_t operation,
                      std::string_view action_code) {
  return fmt::format("{}, {}", operation_text(scenario.operations[operation]), action_code);
}

TreeView view_of(const PassPicture& picture) {
  TreeView view = tree_of(picture.plan, {.fold = picture.fold, .run = picture.run});
  view.times = picture.times;
  view.title = fmt::format("{}: {}", picture.scenario.name,
                           pass_text(picture.scenario, picture.operation, picture.action_code));
  return view;
}

TreeView view_of(const Simulation& simulation, const PassRun& pass, bool times, bool fold) {
  CASCADE_ASSERT(pass.plan != nullptr, "a pass without a plan has no tree");
  return view_of({simulation.scenario(), pass.operation, pass.action_code, *pass.plan,
                  pass.summary.get(), times, fold});
}

const PassRun* main_pass(const Simulation& simulation, std::uint32_t operation) {
  const PassRun* best = nullptr;
  for (const std::unique_ptr<PassRun>& pass : simulation.passes()) {
    if (pass->operation != operation || !pass->plan) continue;
    if (!nothing_to_do_at_all(*pass->plan)) return pass.get();
    if (best == nullptr) best = pass.get();
  }
  return best;
}

Ink ink_of(Verdict verdict) {
  return verdict == Verdict::Ok ? Ink::Good : verdict == Verdict::Refused ? Ink::Warning : Ink::Bad;
}

std::string_view to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::Ok:
      return "as expected";
    case Verdict::BadInput:
      return "wrong input";
    case Verdict::Refused:
      return "refused";
    case Verdict::ActsFailed:
      return "acts failed";
    case Verdict::InvariantBroken:
      return "an invariant is broken";
    case Verdict::ExpectationNotMet:
      return "not as expected";
    case Verdict::Interrupted:
      return "interrupted";
  }
  CASCADE_ASSERT(false, "a verdict outside its enumeration");
  return {};
}

}  // namespace cascade::sim
