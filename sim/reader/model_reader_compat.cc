// SPDX-License-Identifier: Apache-2.0
// Reads compatibility profiles.
#include <fmt/format.h>

#include <array>

#include "sim/base/axis_words.h"
#include "sim/reader/model_reader_parts.h"

namespace cascade::sim {
namespace {

/// One of the words of an axis.
template <class Value, std::size_t size>
std::optional<Value> read_axis(const YamlNode& map, std::string_view key,
                               const std::array<NamedValue<Value>, size>& words,
                               ReaderContext& context) {
  const YamlNode* node = map.find(key);
  if (node == nullptr) return std::nullopt;
  const std::string word = node->is_scalar() ? node->text() : "";
  const auto value = value_of(words, word);
  if (!value) {
    std::vector<std::string_view> known;
    for (const auto& entry : words) known.push_back(entry.word);
    context.error(node->position(), fmt::format("{} must be {}, not {}", key,
                                                fmt::join(known, " or "), sim::in_quotes(word)));
  }
  return value;
}

/// { delete: [Vip, Eip] }: types by action.
std::vector<CompatProfile::Exception> read_exceptions(const YamlNode& map, std::string_view key,
                                                      ReaderContext& context) {
  std::vector<CompatProfile::Exception> exceptions;
  const YamlNode* node = map.find(key);
  if (node == nullptr || !check_any_map(*node, key, context)) return exceptions;
  const auto known = names_of(context.model.actions);
  for (const YamlNode::Entry& entry : node->entries()) {
    const auto action = context.model.find_action(entry.key);
    if (!action) {
      context.error(entry.key_position,
                    fmt::format("unknown action {} in '{}'{}", sim::in_quotes(entry.key), key,
                                did_you_mean(entry.key, known)));
      continue;
    }
    const auto types = read_type_names(entry.value, fmt::format("'{}'", key), context);
    exceptions.push_back({*action, types});
  }
  return exceptions;
}

}  // namespace

void add_zstack_profile(Model& model) {
  constexpr std::string_view kName = "zstack";
  if (model.find_compat(kName) != nullptr) return;
  CompatProfile profile;
  profile.name = kName;
  profile.merge = Merge::FirstWins;
  profile.schedule = Schedule::Sequential;
  profile.failure = FailurePolicy::Stop;
  model.compat.push_back(std::move(profile));
}

void read_compat(const YamlNode& node, ReaderContext& context) {
  constexpr std::array<std::string_view, 5> kKeys = {"merge", "schedule", "failure", "descend",
                                                     "strict"};
  if (!check_any_map(node, "compat", context)) return;
  for (const YamlNode::Entry& entry : node.entries()) {
    check_name(entry.key, entry.key_position, "compatibility profile", context);
    const std::string what = fmt::format("compatibility profile '{}'", entry.key);
    if (!check_map(entry.value, what, kKeys, context.diagnostics)) continue;
    CompatProfile profile;
    profile.name = entry.key;
    profile.merge = read_axis(entry.value, "merge", kMergeWords, context);
    profile.schedule = read_axis(entry.value, "schedule", kScheduleWords, context);
    profile.failure = read_axis(entry.value, "failure", kFailureWords, context);
    profile.descend = read_exceptions(entry.value, "descend", context);
    profile.strict = read_exceptions(entry.value, "strict", context);
    context.model.compat.push_back(std::move(profile));
  }
}

}  // namespace cascade::sim
