// SPDX-License-Identifier: Apache-2.0
// The words by which files and the command line name the values of enumerations, each with the line
// that explains it; those of the engine's three axes. Readers, schema and help take them from here.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "engine/executor.h"
#include "engine/plan.h"

namespace cascade::sim {

template <class Value>
struct NamedValue {
  std::string_view word;
  Value value;
  std::string_view about;
};

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

}  // namespace cascade::sim
