// SPDX-License-Identifier: Apache-2.0
#include "sim/cli/pass_report.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace cascade::sim::cli {

void PassReport::begin(const PassRun& pass) {
  const Scenario& scenario = simulation_.scenario();
  const auto passes = simulation_.passes();  // this one is the last
  const std::size_t group = scenario.group_of(pass.operation);
  if (scenario.group_of(passes[told_]->operation) != group) tell_rest(passes.size() - 1);
  // What will be done is told of the world as it is now.
  std::string plan = report_pass_plan(simulation_, pass, options_);
  if (scenario.is_grouped(pass.operation)) {
    plans_.emplace(passes.size() - 1, std::move(plan));
    return;
  }
  tell_rest(passes.size() - 1);
  show_(plan);
  told_ = passes.size();
  going_ = &pass;
}

void PassReport::finish() {
  tell_rest(simulation_.passes().size());
}

void PassReport::tell_rest(std::size_t end) {
  if (const PassRun* going = std::exchange(going_, nullptr)) {
    show_(report_pass_outcome(simulation_, *going, options_));
  }
  while (told_ < end) tell_group(end);
}

/// The passes of one operation, or of those that went on together.
void PassReport::tell_group(std::size_t end) {
  const Scenario& scenario = simulation_.scenario();
  const auto passes = simulation_.passes();
  const std::size_t group = scenario.group_of(passes[told_]->operation);
  std::vector<std::size_t> sorted;
  for (; told_ < end && scenario.group_of(passes[told_]->operation) == group; ++told_) {
    sorted.push_back(told_);
  }
  std::stable_sort(sorted.begin(), sorted.end(), [&](std::size_t a, std::size_t b) {
    return passes[a]->operation < passes[b]->operation;
  });
  for (const std::size_t index : sorted) {
    const PassRun& pass = *passes[index];
    const auto plan = plans_.find(index);
    show_(plan == plans_.end() ? report_pass_plan(simulation_, pass, options_) : plan->second);
    show_(report_pass_outcome(simulation_, pass, options_));
  }
}

}  // namespace cascade::sim::cli
