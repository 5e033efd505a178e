// SPDX-License-Identifier: Apache-2.0
// The file of a reviewed plan: written and read.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <map>
#include <set>

#include "sim/base/json_writer.h"
#include "sim/base/text_file.h"
#include "sim/base/yaml_document.h"
#include "sim/recording/reviewed_plan.h"
#include "sim/scenario/scenario_words.h"

namespace cascade::sim {
namespace {

constexpr std::int64_t kFormat = 1;
/// Of a type; see World::add_many().
constexpr std::uint32_t kNumberMax = (std::uint32_t{1} << 31U) - 1;
constexpr std::string_view kFormatKey = "reviewed_plan";

/// How many of the acts of one kind a line of the file holds.
constexpr std::size_t kPerLine = 16;

std::string resources_text(const ReviewedActs& acts) {
  std::vector<std::string> items;
  for (const ReviewedActs::Range& range : acts.numbers) {
    items.push_back(range.first == range.last ? std::to_string(range.first)
                                              : fmt::format("{}..{}", range.first, range.last));
  }
  for (const std::string& name : acts.names) items.push_back(json_quoted(name));
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i) {
    text += i == 0 ? "" : i % kPerLine == 0 ? ",\n        " : ", ";
    text += items[i];
  }
  return text;
}

class PlanReader {
 public:
  explicit PlanReader(const std::string& file) : diagnostics_(file) {}

  Result<ReviewedPlan> read(const YamlNode& root) {
    static constexpr std::array<std::string_view, 8> kKeys{
        kFormatKey, "scenario", "model", "seed", "merge", "schedule", "failure", "operations"};
    if (check_map(root, "a reviewed plan", kKeys, diagnostics_)) read_root(root);
    if (!diagnostics_.ok()) return tl::unexpected(diagnostics_.to_error());
    return std::move(plan_);
  }

 private:
  /// The value of a key that has to be there.
  const YamlNode* need(const YamlNode& map, std::string_view key, std::string_view what) {
    const YamlNode* node = map.find(key);
    if (node == nullptr)
      diagnostics_.error(map.position(), fmt::format("{} needs '{}'", what, key));
    return node;
  }

  void read_root(const YamlNode& root) {
    constexpr std::string_view kWhat = "a reviewed plan";
    const YamlNode* format = need(root, kFormatKey, kWhat);
    if (format == nullptr || !read_integer(*format, kFormatKey, kFormat, kFormat, diagnostics_)) {
      return;
    }
    read_text(root, "scenario", plan_.scenario);
    read_text(root, "model", plan_.model);
    read_seed(root);
    read_word(root, "merge", kMergeWords, plan_.merge);
    read_word(root, "schedule", kScheduleWords, plan_.schedule);
    read_word(root, "failure", kFailureWords, plan_.failure);
    const YamlNode* operations = need(root, "operations", kWhat);
    if (operations == nullptr) return;
    if (!operations->is_sequence()) {
      diagnostics_.error(operations->position(), "'operations' must be a list of operations");
      return;
    }
    for (const YamlNode& operation : operations->items()) read_operation(operation);
  }

  void read_text(const YamlNode& map, std::string_view key, std::string& text) {
    const YamlNode* node = need(map, key, "a reviewed plan");
    if (node == nullptr) return;
    if (auto read = read_string(*node, key, diagnostics_)) text = *std::move(read);
  }

  void read_seed(const YamlNode& root) {
    const YamlNode* node = need(root, "seed", "a reviewed plan");
    if (node == nullptr) return;
    const std::string& text = node->text();
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), plan_.seed);
    if (!node->is_scalar() || error != std::errc() || end != text.data() + text.size()) {
      diagnostics_.error(node->position(), "seed must be a whole number of 64 bits");
    }
  }

  template <class Value, std::size_t size>
  void read_word(const YamlNode& map, std::string_view key,
                 const std::array<NamedValue<Value>, size>& words, Value& value) {
    const YamlNode* node = need(map, key, "a reviewed plan");
    if (node == nullptr) return;
    if (const auto known = node->is_scalar() ? value_of(words, node->text()) : std::nullopt) {
      value = *known;
      return;
    }
    std::string list;
    for (const auto& word : words) {
      list += (list.empty() ? "" : ", ") + std::string(word.word);
    }
    diagnostics_.error(node->position(), fmt::format("{} must be one of {}", key, list));
  }

  void read_operation(const YamlNode& node) {
    static constexpr std::array<std::string_view, 2> kKeys{"operation", "acts"};
    constexpr std::string_view kWhat = "an operation of a reviewed plan";
    if (!check_map(node, kWhat, kKeys, diagnostics_)) return;
    ReviewedOperation operation;
    if (const YamlNode* text = need(node, "operation", kWhat)) {
      if (auto read = read_string(*text, "operation", diagnostics_)) operation.text = *read;
    }
    const YamlNode* acts = need(node, "acts", kWhat);
    if (acts == nullptr) return;
    if (!acts->is_sequence()) {
      diagnostics_.error(acts->position(), "'acts' must be a list");
      return;
    }
    std::set<ReviewedActs::Kind> kinds;
    for (const YamlNode& item : acts->items()) {
      auto read = read_acts(item);
      if (!read) continue;
      if (!kinds.insert(read->kind).second) {
        diagnostics_.error(item.position(), "acts of this kind are there already");
        continue;
      }
      operation.acts.push_back(*std::move(read));
    }
    std::sort(operation.acts.begin(), operation.acts.end(),
              [](const ReviewedActs& a, const ReviewedActs& b) { return a.kind < b.kind; });
    plan_.operations.push_back(std::move(operation));
  }

  std::optional<ReviewedActs> read_acts(const YamlNode& node) {
    static constexpr std::array<std::string_view, 5> kKeys{"step", "do", "state", "under",
                                                           "resources"};
    constexpr std::string_view kWhat = "acts of a reviewed plan";
    if (!check_map(node, kWhat, kKeys, diagnostics_)) return std::nullopt;
    ReviewedActs acts;
    const auto read_part = [&](std::string_view key, std::string& part) {
      const YamlNode* value = need(node, key, kWhat);
      if (value == nullptr) return;
      if (auto read = read_string(*value, key, diagnostics_)) part = *std::move(read);
    };
    read_part("step", acts.kind.path);
    read_part("do", acts.kind.reaction);
    read_part("under", acts.kind.under);
    if (node.find("state") != nullptr) read_part("state", acts.kind.state);
    const YamlNode* resources = need(node, "resources", kWhat);
    if (resources == nullptr) return std::nullopt;
    if (!resources->is_sequence() || resources->items().empty()) {
      diagnostics_.error(resources->position(),
                         "'resources' must be a list of numbers (7), ranges (1..20) and names in "
                         "quotes");
      return std::nullopt;
    }
    for (const YamlNode& item : resources->items()) read_resource(item, acts);
    settle(resources->position(), acts);
    return acts;
  }

  void read_resource(const YamlNode& node, ReviewedActs& acts) {
    if (node.is_scalar() && node.quoted()) {
      acts.names.push_back(node.text());
      return;
    }
    const std::string& text = node.text();
    const std::size_t dots = text.find("..");
    const auto first = number(std::string_view(text).substr(0, dots));
    const auto last =
        dots == std::string::npos ? first : number(std::string_view(text).substr(dots + 2));
    if (!node.is_scalar() || !first || !last || *first > *last) {
      diagnostics_.error(
          node.position(),
          fmt::format("a resource is a number from 1 to {}, a range (1..20) or a name in quotes",
                      kNumberMax));
      return;
    }
    acts.numbers.push_back({*first, *last});
  }

  static std::optional<std::uint32_t> number(std::string_view text) {
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    if (!whole || number == 0 || number > kNumberMax) return std::nullopt;
    return number;
  }

  /// In the order that comparing wants.
  void settle(Position at, ReviewedActs& acts) {
    std::sort(acts.numbers.begin(), acts.numbers.end());
    std::sort(acts.names.begin(), acts.names.end());
    const auto overlap =
        std::adjacent_find(acts.numbers.begin(), acts.numbers.end(),
                           [](const ReviewedActs::Range& a, const ReviewedActs::Range& b) {
                             return a.last >= b.first;
                           });
    const auto twice = std::adjacent_find(acts.names.begin(), acts.names.end());
    if (overlap != acts.numbers.end() || twice != acts.names.end()) {
      diagnostics_.error(at, "a resource stands twice in this list");
    }
  }

  Diagnostics diagnostics_;
  ReviewedPlan plan_;
};

}  // namespace

std::string write_reviewed_plan(const ReviewedPlan& plan) {
  std::string text = fmt::format(
      "# A plan that was reviewed: `cascade run SCENARIO --plan FILE` carries it out as it stands\n"
      "# here, unless the world has changed.\n"
      "{}: {}\nscenario: {}\nmodel: {}\nseed: {}\n",
      kFormatKey, kFormat, json_quoted(plan.scenario), json_quoted(plan.model), plan.seed);
  for (const auto& [key, value] : plan.settings()) text += fmt::format("{}: {}\n", key, value);
  text += plan.operations.empty() ? "operations: []\n" : "operations:\n";
  for (const ReviewedOperation& operation : plan.operations) {
    text += fmt::format("  - operation: {}\n", json_quoted(operation.text));
    text += operation.acts.empty() ? "    acts: []\n" : "    acts:\n";
    for (const ReviewedActs& acts : operation.acts) {
      text += fmt::format("    - {{ step: {}, do: {}, ", json_quoted(acts.kind.path),
                          json_quoted(acts.kind.reaction));
      if (!acts.kind.state.empty())
        text += fmt::format("state: {}, ", json_quoted(acts.kind.state));
      text += fmt::format("under: {}, resources: [{}] }}\n", json_quoted(acts.kind.under),
                          resources_text(acts));
    }
  }
  return text;
}

Result<ReviewedPlan> parse_reviewed_plan(std::string_view text, const std::string& file) {
  const Result<YamlNode> root = parse_yaml(text, file);
  if (!root) return tl::unexpected(root.error());
  return PlanReader(file).read(*root);
}

Result<ReviewedPlan> load_reviewed_plan(const std::string& file) {
  const Result<std::string> text = read_text_file(file);
  if (!text) return tl::unexpected(text.error());
  return parse_reviewed_plan(*text, file);
}

}  // namespace cascade::sim
