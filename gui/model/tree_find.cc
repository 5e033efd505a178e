// SPDX-License-Identifier: Apache-2.0
#include "gui/model/tree_find.h"

#include <algorithm>
#include <utility>

#include "sim/base/text.h"

namespace cascade::gui {

void TreeFind::search(const TreeOutline& outline, const sim::World& world, std::string query,
                      std::uint32_t from) {
  query_ = std::move(query);
  search_again(outline, world);
  if (found_.empty()) return;
  const auto first = std::lower_bound(found_.begin(), found_.end(), from);
  at_ = first == found_.end() ? 0 : static_cast<std::size_t>(first - found_.begin());
}

void TreeFind::search_again(const TreeOutline& outline, const sim::World& world) {
  found_ = find_nodes(outline, world, query_);
  at_.reset();
}

bool TreeFind::fits(std::uint32_t node) const {
  return std::binary_search(found_.begin(), found_.end(), node);
}

std::optional<std::uint32_t> TreeFind::go(int way) {
  if (found_.empty()) return std::nullopt;
  const std::size_t count = found_.size();
  if (!at_) {
    at_ = way > 0 ? 0 : count - 1;
  } else {
    at_ = (*at_ + (way > 0 ? 1 : count - 1)) % count;
  }
  return current();
}

std::optional<std::uint32_t> TreeFind::current() const {
  if (!at_) return std::nullopt;
  return found_[*at_];
}

std::string TreeFind::count_text() const {
  if (query_.empty()) return "";
  if (found_.empty()) return "nothing";
  const std::string all = sim::grouped(found_.size());
  return at_ ? sim::grouped(*at_ + 1) + " of " + all : all;
}

}  // namespace cascade::gui
