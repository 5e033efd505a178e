// SPDX-License-Identifier: Apache-2.0
#include "engine/row_table.h"

#include <algorithm>
#include <string_view>

namespace cascade {

/// What has been added, per type: few extensions and few names each, so they are searched one by
/// one. Only used while the table is built.
struct RowTable::Known {
  struct Table {
    const Extension* extension;
    std::uint32_t first_row;
  };
  struct Name {
    std::string_view name;
    LimitId limit;
  };
  struct OfType {
    std::vector<Table> tables;
    std::vector<Name> names;
  };
  std::vector<OfType> types;
};

RowTable::RowTable(const Plan& plan) : limits_(2) {
  Known known{std::vector<Known::OfType>(plan.graph().type_count())};
  first_rows_.reserve(plan.steps().size());
  for (const Step& step : plan.steps()) {
    const auto& tables = known.types[value(step.type)].tables;
    const auto found = std::find_if(tables.begin(), tables.end(), [&](const auto& table) {
      return table.extension == step.extension;
    });
    first_rows_.push_back(found != tables.end() ? found->first_row : add_rows(step, known));
  }
}

std::uint32_t RowTable::add_rows(const Step& step, Known& known) {
  const auto first_row = static_cast<std::uint32_t>(rows_.size());
  for (const Reaction& reaction : step.extension->reactions()) {
    const LimitId limit = reaction.nothing ? LimitId::NoSlot : limit_of(step, reaction, known);
    rows_.push_back({limit, reaction.failure_ignored, reaction.shows_children, reaction.nothing,
                     reaction.retry.limit > 0});
  }
  known.types[value(step.type)].tables.push_back({step.extension, first_row});
  return first_row;
}

LimitId RowTable::limit_of(const Step& step, const Reaction& reaction, Known& known) {
  if (reaction.in_flight_max == kUnlimited) return LimitId::Unlimited;
  const std::uint32_t most = std::max(1U, reaction.in_flight_max);
  auto& names = known.types[value(step.type)].names;
  for (const auto& [name, limit] : names) {
    if (name != reaction.name) continue;
    Limit& shared = limits_[value(limit)];
    shared.in_flight_max = std::min(shared.in_flight_max, most);
    return limit;
  }
  const LimitId limit{static_cast<std::uint32_t>(limits_.size())};
  limits_.push_back({most, step.type});
  names.push_back({reaction.name, limit});
  return limit;
}

}  // namespace cascade
