// SPDX-License-Identifier: Apache-2.0
#include "sim/report/preview_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/base/text.h"

namespace cascade::sim {
namespace {

constexpr std::size_t kTypesNamed = 5;

using TypeCounts = std::vector<std::pair<std::uint64_t, std::string>>;  // resources, type

struct Doing {
  std::string_view reaction;
  std::uint64_t resources = 0;
  TypeCounts types;  // most first
};

// By number, most first; equal ones stay by name.
std::vector<Doing> doings_of(const Preview::OperationPreview& operation, const Model& model) {
  std::map<std::string_view, std::map<std::string, std::uint64_t>> by_reaction;
  for (const Preview::TypeCount& count : operation.counts) {
    by_reaction[count.reaction][model.type(count.type).name] += count.resources;
  }
  std::vector<Doing> doings;
  const auto most_first = [](const auto& a, const auto& b) { return a.first > b.first; };
  for (const auto& [reaction, types] : by_reaction) {
    Doing doing{reaction, 0, {}};
    for (const auto& [type, resources] : types) {
      doing.resources += resources;
      doing.types.emplace_back(resources, type);
    }
    std::stable_sort(doing.types.begin(), doing.types.end(), most_first);
    doings.push_back(std::move(doing));
  }
  std::stable_sort(doings.begin(), doings.end(),
                   [](const Doing& a, const Doing& b) { return a.resources > b.resources; });
  return doings;
}

// "10,000 VmInstance, 500 Host and 3 Cluster"; "..., 20 Vip and 3 more types"
std::string types_text(const TypeCounts& types) {
  const std::size_t named = types.size() <= kTypesNamed + 1 ? types.size() : kTypesNamed;
  std::string text;
  for (std::size_t i = 0; i < named; ++i) {
    const bool last = i + 1 == named && named == types.size();
    text += i == 0 ? "" : last ? " and " : ", ";
    text += fmt::format("{} {}", grouped(types[i].first), printable(types[i].second));
  }
  if (named < types.size()) {
    text += fmt::format(" and {}", counted(types.size() - named, "more type"));
  }
  return text;
}

}  // namespace

std::string confirmation(const Preview::OperationPreview& operation, const Model& model) {
  const std::vector<Doing> doings = doings_of(operation, model);
  if (doings.empty()) {
    return fmt::format("nothing is done to any of {}", counted(operation.live, "resource"));
  }
  std::string text;
  for (const Doing& doing : doings) {
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", printable(doing.reaction),
                        types_text(doing.types));
  }
  text +=
      fmt::format(": {} of {}", grouped(operation.affected), counted(operation.live, "resource"));
  if (operation.affected < operation.live) {
    text += fmt::format("; nothing is done to the other {}",
                        grouped(operation.live - operation.affected));
  }
  return text;
}

}  // namespace cascade::sim
