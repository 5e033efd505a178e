// SPDX-License-Identifier: Apache-2.0
// What of a report is counted over attempts and over resources.
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <vector>

#include "sim/base/ink.h"
#include "sim/base/text.h"
#include "sim/report/outcome_style.h"
#include "sim/report/report_findings.h"
#include "sim/report/tree_text.h"

namespace cascade::sim {

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

}  // namespace cascade::sim
