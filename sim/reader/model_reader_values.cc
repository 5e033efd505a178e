// SPDX-License-Identifier: Apache-2.0
// The model reader's small values: names, types, latencies, timeouts.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "sim/reader/model_reader_parts.h"

namespace cascade::sim {

bool check_name(const std::string& name, Position at, std::string_view what,
                ReaderContext& context) {
  constexpr std::size_t kLongest = 64;
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const auto other = [](char c) { return (c >= '0' && c <= '9') || c == '_' || c == '-'; };
  const bool good =
      !name.empty() && name.size() <= kLongest && letter(name[0]) &&
      std::all_of(name.begin(), name.end(), [&](char c) { return letter(c) || other(c); });
  if (!good) {
    context.error(
        at,
        fmt::format("{} is no name for a{} {}: a letter, then letters, digits, '_' "
                    "and '-', at most {}",
                    in_quotes(name),
                    std::string_view("aeiou").find(what[0]) != std::string_view::npos ? "n" : "",
                    what, kLongest));
  }
  return good;
}

bool check_any_map(const YamlNode& node, std::string_view what, ReaderContext& context) {
  if (!node.is_map()) {
    context.error(node.position(), fmt::format("{} must be a map (key: value)", what));
  }
  return node.is_map();
}

std::optional<TypeId> find_type_name(const std::string& name, Position at, std::string_view what,
                                     ReaderContext& context) {
  const auto type = context.model.find_type(name);
  if (!type) {
    const auto known = names_of(context.model.types);
    context.error(at, fmt::format("unknown type {} in {}{}", in_quotes(name), what,
                                  did_you_mean(name, known)));
  }
  return type;
}

std::optional<TypeId> read_type_name(const YamlNode& node, std::string_view what,
                                     ReaderContext& context) {
  const auto name = read_string(node, what, context.diagnostics);
  if (!name) return std::nullopt;
  return find_type_name(*name, node.position(), what, context);
}

std::vector<TypeId> read_type_names(const YamlNode& node, std::string_view what,
                                    ReaderContext& context) {
  std::vector<TypeId> types;
  for (const auto& [name, at] : read_names(node, what, context.diagnostics)) {
    const auto type = find_type_name(name, at, what, context);
    if (type) types.push_back(*type);
  }
  return types;
}

std::optional<LatencyTable> read_latency(const YamlNode& node, const std::string& what,
                                         ReaderContext& context) {
  LatencyTable table;
  if (node.is_scalar()) {
    if (node.text() == "zero") return table;
    const auto& tables = context.latencies;
    const auto found = std::find_if(tables.begin(), tables.end(),
                                    [&](const auto& entry) { return entry.first == node.text(); });
    if (found != tables.end()) return found->second;
    std::vector<std::string_view> known = {"zero"};
    for (const auto& entry : tables) known.push_back(entry.first);
    context.error(node.position(), fmt::format("unknown latency {} in {}{}", in_quotes(node.text()),
                                               what, did_you_mean(node.text(), known)));
    return std::nullopt;
  }
  if (!node.is_sequence() || node.items().size() != table.quantiles.size()) {
    context.error(
        node.position(),
        what + " must be the name of a latency or five durations: p0, p50, p90, p99, p100");
    return std::nullopt;
  }
  for (std::size_t i = 0; i < table.quantiles.size(); ++i) {
    const YamlNode& item = node.items()[i];
    const auto duration = read_duration(item, what, context.diagnostics);
    if (!duration) return std::nullopt;
    if (i > 0 && *duration < table.quantiles[i - 1]) {
      context.error(item.position(), what + " must not descend: p0 <= p50 <= p90 <= p99 <= p100");
      return std::nullopt;
    }
    table.quantiles[i] = *duration;
  }
  return table;
}

Duration read_timeout(const YamlNode& node, const std::string& what, ReaderContext& context) {
  const auto duration = read_duration(node, what, context.diagnostics);
  if (duration && *duration > Duration::zero()) return *duration;
  if (duration) context.error(node.position(), what + " must be longer than 0");
  return context.default_timeout;
}

void read_query(const YamlNode& node, Duration& fixed, Duration& each, ReaderContext& context) {
  constexpr std::array<std::string_view, 2> kKeys = {"fixed", "each"};
  if (!check_map(node, "query", kKeys, context.diagnostics)) return;
  if (const YamlNode* part = node.find("fixed")) {
    fixed = read_duration(*part, "fixed of query", context.diagnostics).value_or(fixed);
  }
  if (const YamlNode* part = node.find("each")) {
    // As many as there may be links must not overflow.
    constexpr Duration kEachMax = std::chrono::seconds{1};
    const auto duration = read_duration(*part, "each of query", context.diagnostics);
    if (duration && *duration > kEachMax) {
      context.error(part->position(), "each of query must be at most 1s: it is per resource found");
    }
    each = duration.value_or(each);
  }
}

std::optional<bool> read_on_failure(const YamlNode& node, const std::string& what,
                                    ReaderContext& context) {
  if (node.is_scalar() && node.text() == "fail") return false;
  if (node.is_scalar() && node.text() == "ignore") return true;
  context.error(node.position(), fmt::format("on_failure of {} must be 'fail' or 'ignore'", what));
  return std::nullopt;
}

}  // namespace cascade::sim
