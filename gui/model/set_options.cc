// SPDX-License-Identifier: Apache-2.0
#include "gui/model/set_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "sim/base/text.h"
#include "sim/scenario/scenario_edit.h"

namespace cascade::gui {
namespace {

using sim::YamlNode;

/// Collects the differences.
class Difference {
 public:
  /// False: something was taken away.
  bool add(const YamlNode& before, const YamlNode& after, const std::string& path) {
    if (sim::same_yaml(before, after)) return true;
    const auto below = [&](std::string_view part) {
      return path.empty() ? std::string(part) : fmt::format("{}.{}", path, part);
    };
    if (before.is_map() && after.is_map()) {
      const bool kept = std::all_of(
          before.entries().begin(), before.entries().end(),
          [&](const YamlNode::Entry& entry) { return after.find(entry.key) != nullptr; });
      if (!kept) return replace(path, after);
      return std::all_of(after.entries().begin(), after.entries().end(),
                         [&](const YamlNode::Entry& entry) {
                           const YamlNode* const old = before.find(entry.key);
                           if (old == nullptr) return replace(below(entry.key), entry.value);
                           return add(*old, entry.value, below(entry.key));
                         });
    }
    if (before.is_sequence() && after.is_sequence() &&
        before.items().size() == after.items().size()) {
      for (std::size_t i = 0; i < after.items().size(); ++i) {
        if (!add(before.items()[i], after.items()[i], below(std::to_string(i)))) return false;
      }
      return true;
    }
    return replace(path, after);
  }

  [[nodiscard]] const std::string& options() const { return options_; }

 private:
  bool replace(const std::string& path, const YamlNode& value) {
    constexpr std::array<std::string_view, 4> kOwn{"seed", "schedule", "merge", "failure"};
    if (path.empty() || value.kind() == YamlNode::Kind::Null) return false;
    const std::string line = sim::yaml_line(value);
    if (std::find(kOwn.begin(), kOwn.end(), path) != kOwn.end()) {
      options_ += fmt::format(" --{} {}", path, sim::shell_quoted(line));
    } else {
      options_ += " --set " + sim::shell_quoted(path + "=" + line);
    }
    return true;
  }

  std::string options_;
};

}  // namespace

std::optional<std::string> set_options(const YamlNode& before, const YamlNode& after) {
  Difference difference;
  if (!difference.add(before, after, "")) return std::nullopt;
  return difference.options();
}

}  // namespace cascade::gui
