// SPDX-License-Identifier: Apache-2.0
// The words by which scenario files and the command line name the values of enumerations, each
// with the line that explains it. The reader, the schema and the help take them from here.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "engine/executor.h"
#include "engine/outcome.h"
#include "engine/plan.h"
#include "sim/fault.h"
#include "sim/topology.h"

namespace cascade::sim {

template <class Value>
struct NamedValue {
  std::string_view word;
  Value value;
  std::string_view about;
};

inline constexpr std::array<NamedValue<Merge>, 3> kMergeWords{{
    {"per_path", Merge::PerPath, "every path is its own branch of the tree (default)"},
    {"union", Merge::Union, "every edge of the type graph runs once, its contexts united"},
    {"first_wins", Merge::FirstWins, "the first context survives, later ones are dropped (ZStack)"},
}};

inline constexpr std::array<NamedValue<Schedule>, 3> kScheduleWords{{
    {"by_resource", Schedule::ByResource, "an act starts when what it waits for is over (default)"},
    {"by_step", Schedule::ByStep, "a step starts when the steps below it are finished"},
    {"sequential", Schedule::Sequential, "one step after the other (ZStack)"},
}};

inline constexpr std::array<NamedValue<FailurePolicy>, 3> kFailureWords{{
    {"stop", FailurePolicy::Stop, "after a failure nothing new starts (default)"},
    {"isolate", FailurePolicy::Isolate, "a failure blocks only what waits for it"},
    {"force", FailurePolicy::Force, "go on as if nothing had failed"},
}};

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

/// The word for `value`; empty for values that have none.
template <class Value, std::size_t size>
constexpr std::string_view word_of(const std::array<NamedValue<Value>, size>& words, Value value) {
  for (const NamedValue<Value>& entry : words) {
    if (entry.value == value) return entry.word;
  }
  return {};
}

template <class Value, std::size_t size>
constexpr std::optional<Value> value_of(const std::array<NamedValue<Value>, size>& words,
                                        std::string_view word) {
  for (const NamedValue<Value>& entry : words) {
    if (entry.word == word) return entry.value;
  }
  return std::nullopt;
}

}  // namespace cascade::sim
