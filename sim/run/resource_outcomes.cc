// SPDX-License-Identifier: Apache-2.0
#include "sim/run/resource_outcomes.h"

#include <algorithm>
#include <vector>

namespace cascade::sim {
namespace {

constexpr std::uint8_t kNoOutcome = kOutcomeCount;

class WorstOfActs {
 public:
  void add(const PassRun& pass) {
    if (!pass.plan || !pass.summary) return;
    const Plan& plan = *pass.plan;
    types_.resize(std::max(types_.size(), plan.graph().type_count()));
    for (const Step& step : plan.steps()) {
      if (step.act_count() == 0) continue;
      std::vector<std::uint8_t>& worst = types_[value(step.type)];
      const ResourceIndex last = plan.resources()[step.acts_end - 1];  // they ascend
      worst.resize(std::max<std::size_t>(worst.size(), std::size_t{last} + 1), kNoOutcome);
      for (std::uint32_t act = step.acts_begin; act < step.acts_end; ++act) {
        std::uint8_t& of_resource = worst[plan.resources()[act]];
        of_resource =
            std::min(of_resource, static_cast<std::uint8_t>(pass.summary->outcomes()[act]));
      }
    }
  }

  [[nodiscard]] OutcomeCounts count() const {
    OutcomeCounts counts{};
    for (const auto& type : types_) {
      for (const std::uint8_t outcome : type) {
        if (outcome != kNoOutcome) ++counts[outcome];
      }
    }
    return counts;
  }

 private:
  std::vector<std::vector<std::uint8_t>> types_;  // by type, then by resource
};

}  // namespace

OutcomeCounts resource_outcomes(const PassRun& pass) {
  WorstOfActs worst;
  worst.add(pass);
  return worst.count();
}

OutcomeCounts resource_outcomes(std::span<const std::unique_ptr<PassRun>> passes) {
  WorstOfActs worst;
  for (const auto& pass : passes) worst.add(*pass);
  return worst.count();
}

}  // namespace cascade::sim
