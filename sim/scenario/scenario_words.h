// SPDX-License-Identifier: Apache-2.0
// The words of faults, topologies and outcomes, beside those of sim/base/axis_words.h.
#pragma once

#include <algorithm>
#include <array>
#include <string>

#include "engine/outcome.h"
#include "sim/base/axis_words.h"
#include "sim/scenario/fault.h"
#include "sim/world/topology.h"

namespace cascade::sim {

inline constexpr std::array<NamedValue<Fault::Kind>, 10> kFaultWords{{
    {"fail", Fault::Kind::FailBefore, "the act fails and changes nothing"},
    {"fail_after", Fault::Kind::FailAfter, "the act has its effect, then fails"},
    {"hang", Fault::Kind::Hang, "the act never answers and ends by its timeout"},
    {"slow", Fault::Kind::Slow, "the act takes `factor` times as long"},
    {"lose_answer", Fault::Kind::LoseAnswer, "the act has its effect; its answer is lost"},
    {"answer_twice", Fault::Kind::AnswerTwice, "the act has its effect and answers twice"},
    {"throw", Fault::Kind::Throw, "the extension throws; the act fails and changes nothing"},
    {"veto", Fault::Kind::Veto,
     "the act is vetoed and changes nothing; outside check passes that is a failure"},
    {"skip", Fault::Kind::Skip, "the act says that there is nothing to do, and changes nothing"},
    {"appear", Fault::Kind::Appear,
     "when the act starts, the resource `appears` is there, which was not before"},
}};

inline constexpr std::array<NamedValue<TopologyShape>, 3> kShapeWords{{
    {"cloud", TopologyShape::Cloud, "a cloud with every type that the model declares (default)"},
    {"baseline", TopologyShape::Baseline, "CLOUD(N) of the benchmarks: `vms` decides everything"},
    {"random", TopologyShape::Random,
     "resources at random, for any model, also for `model: random`"},
}};

/// Outcomes as keys: "timed_out" for "timed out".
inline std::string outcome_key(Outcome outcome) {
  std::string word(to_string(outcome));
  std::replace(word.begin(), word.end(), ' ', '_');
  return word;
}

}  // namespace cascade::sim
