// SPDX-License-Identifier: Apache-2.0
// The search in the tree: what was typed, what fits, and which of it is looked at.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gui/model/tree_outline.h"

namespace cascade::gui {

/// Thread: the UI's. Nodes are those of the outline that was searched last.
class TreeFind {
 public:
  [[nodiscard]] const std::string& query() const { return query_; }
  /// Looks at the first node that fits from `from` on.
  void search(const TreeOutline& outline, const sim::World& world, std::string query,
              std::uint32_t from);
  /// The same words in another outline; looks at nothing.
  void search_again(const TreeOutline& outline, const sim::World& world);

  [[nodiscard]] const std::vector<std::uint32_t>& found() const { return found_; }
  [[nodiscard]] bool fits(std::uint32_t node) const;
  /// Round and round; nothing: nothing fits.
  std::optional<std::uint32_t> next() { return go(1); }
  std::optional<std::uint32_t> previous() { return go(-1); }
  [[nodiscard]] std::optional<std::uint32_t> current() const;
  /// "3 of 12", "nothing"; empty without a query.
  [[nodiscard]] std::string count_text() const;

 private:
  std::optional<std::uint32_t> go(int way);

  std::string query_;
  std::vector<std::uint32_t> found_;  // ascending
  std::optional<std::size_t> at_;     // place in found_
};

}  // namespace cascade::gui
