// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/scenario.h"

#include <fmt/format.h>

#include <algorithm>

namespace cascade::sim {

bool Expectations::empty() const {
  return !outcome && counts.empty() && states.empty() && outcomes.empty() && present.empty() &&
         absent.empty() && order.empty() && steps.empty() && !contradictions && !dropped_contexts &&
         !cycle_links && !audit && !makespan_max && !world_digest && !event_digest;
}

std::optional<Position> Expectations::position_of(std::string_view key) const {
  for (const auto& [name, position] : keys) {
    if (name == key) return position;
  }
  return std::nullopt;
}

std::string Scenario::where(Position position) const {
  if (position.line == 0 && position.column >= 1 && position.column <= sources.size()) {
    return sources[position.column - 1];
  }
  return fmt::format("{}:{}:{}", file, position.line, position.column);
}

std::size_t Scenario::group_of(std::size_t operation) const {
  while (operation > 0 && operations[operation].with_previous) --operation;
  return operation;
}

bool Scenario::is_grouped(std::size_t operation) const {
  return operations[operation].with_previous ||
         (operation + 1 < operations.size() && operations[operation + 1].with_previous);
}

const Operation* Scenario::first_grouped() const {
  const auto found =
      std::find_if(operations.begin(), operations.end(),
                   [](const Operation& operation) { return operation.with_previous; });
  return found == operations.end() ? nullptr : &*found;
}

}  // namespace cascade::sim
