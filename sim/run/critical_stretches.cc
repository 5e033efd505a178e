// SPDX-License-Identifier: Apache-2.0
#include "sim/run/critical_stretches.h"

#include <fmt/format.h>

#include "sim/base/text.h"

namespace cascade::sim {

std::vector<CriticalStretch> critical_stretches(const RunSummary& summary) {
  const Plan& plan = summary.plan();
  std::vector<CriticalStretch> stretches;
  Instant before = summary.phase2_began();
  for (const CriticalAct& act : summary.critical_path()) {
    const StepId step = plan.step_of(act.act);
    if (stretches.empty() || stretches.back().step != step) {
      stretches.push_back({step, act.act, 0, {}});
    }
    ++stretches.back().acts;
    stretches.back().took += act.end - before;
    before = act.end;
  }
  return stretches;
}

std::size_t critical_acts(const std::vector<CriticalStretch>& stretches) {
  std::size_t acts = 0;
  for (const CriticalStretch& stretch : stretches) acts += stretch.acts;
  return acts;
}

Duration critical_time(const std::vector<CriticalStretch>& stretches) {
  Duration time{};
  for (const CriticalStretch& stretch : stretches) time += stretch.took;
  return time;
}

CriticalLine in_words(const CriticalStretch& stretch, const Plan& plan,
                      const ResourceNames& names) {
  const Step& step = plan.step(stretch.step);
  const Resource resource{step.type, plan.resources()[value(stretch.first)]};
  std::string what = printable(names.name(resource));
  if (stretch.acts > 1) what += fmt::format(" and {} after it", counted(stretch.acts - 1, "act"));
  return {short_duration(stretch.took), printable(plan.reaction(step, stretch.first).name),
          std::move(what), printable(plan.path(stretch.step))};
}

}  // namespace cascade::sim
