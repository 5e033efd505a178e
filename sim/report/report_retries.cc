// SPDX-License-Identifier: Apache-2.0
// What of a report is counted over attempts, answers and resources that appear.
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "sim/base/ink.h"
#include "sim/base/text.h"
#include "sim/report/outcome_style.h"
#include "sim/report/report_findings.h"
#include "sim/report/tree_text.h"
#include "sim/run/appearing.h"

namespace cascade::sim {
namespace {

/// "delete Vm/web"
std::string act_text(const Simulation& simulation, const PassRun& pass, ActId act) {
  const Plan& plan = *pass.plan;
  const Step& step = plan.step(plan.step_of(act));
  return fmt::format("{} {}", printable(plan.reaction(step, act).name),
                     printable(simulation.world().name({step.type, plan.resources()[value(act)]})));
}

}  // namespace

std::string tried_again(const Findings& findings) {
  constexpr std::size_t kActs = 8;
  const bool colours = findings.options.colours;
  const Plan& plan = *findings.pass.plan;
  const RunSummary& summary = *findings.pass.summary;
  std::vector<std::pair<ActId, std::uint32_t>> acts(summary.attempts().begin(),
                                                    summary.attempts().end());
  if (acts.empty()) return {};
  std::stable_sort(acts.begin(), acts.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  TextTable table({TextTable::Align::Right, TextTable::Align::Left, TextTable::Align::Left,
                   TextTable::Align::Left, TextTable::Align::Left});
  const std::size_t shown = findings.options.all_rows ? acts.size() : std::min(acts.size(), kActs);
  for (std::size_t i = 0; i < shown; ++i) {
    const auto& [act, attempts] = acts[i];
    const StepId id = plan.step_of(act);
    const Step& step = plan.step(id);
    const Outcome outcome = summary.outcomes()[value(act)];
    table.add({{counted(attempts, "attempt")},
               {fmt::format("{} {}", style_of(outcome).glyph, to_string(outcome)), ink_of(outcome)},
               {printable(plan.reaction(step, act).name)},
               {printable(findings.names.name({step.type, plan.resources()[value(act)]}))},
               {printable(plan.path(id)), Ink::Faint}});
  }
  std::string text = fmt::format(
      "\n  {}\n",
      painted(Ink::Strong, fmt::format("Tried again: {}", counted(acts.size(), "act")), colours));
  text += table.text(TextTable::kIndent, colours);
  if (shown < acts.size()) {
    text += fmt::format("    … and {}\n", counted(acts.size() - shown, "act"));
  }
  return text;
}

std::vector<std::string> ignored_answers(const Simulation& simulation) {
  std::vector<std::string> lines(1);
  std::uint64_t all = 0;
  for (const std::unique_ptr<PassRun>& pass : simulation.passes()) {
    std::map<StepId, std::vector<ActId>> by_step;
    for (const ActId act : pass->ignored_answers) by_step[pass->plan->step_of(act)].push_back(act);
    for (const auto& [step, acts] : by_step) {
      all += acts.size();
      const ActId first = *std::min_element(acts.begin(), acts.end());
      lines.push_back(
          fmt::format("{} in {}, {}{}, {}", grouped(acts.size()), printable(pass->plan->path(step)),
                      acts.size() == 1 ? "" : "like ", act_text(simulation, *pass, first),
                      printable(pass->action_code)));
    }
  }
  if (all == 0) return {};
  lines.front() = fmt::format("{} came late or a second time and {} ignored:", grouped(all),
                              all == 1 ? "was" : "were");
  return lines;
}

std::vector<std::string> appearances(const Simulation& simulation) {
  std::vector<std::string> lines;
  const std::span<const Appearance> appeared = simulation.appearances();
  if (appeared.empty()) return lines;
  lines.push_back(counted(appeared.size(), "resource") + " by a fault:");
  for (const Appearance& one : appeared) {
    std::string text = printable(simulation.world().name(one.resource));
    for (const std::unique_ptr<PassRun>& pass : simulation.passes()) {
      if (pass->run != one.attempt.run || !pass->plan) continue;
      text += fmt::format(" at the start of {}, {}", act_text(simulation, *pass, one.attempt.act),
                          printable(pass->action_code));
    }
    lines.push_back(std::move(text));
  }
  return lines;
}

}  // namespace cascade::sim
