// SPDX-License-Identifier: Apache-2.0
#include "engine/link_grouper.h"

#include <algorithm>
#include <array>

#include "engine/column_scans.h"

namespace cascade {
namespace {

enum class Order : std::uint8_t { StrictlyAscending, Ascending, None };

Order order_of(std::span<const ResourceIndex> children) {
  if (strictly_ascending(children)) return Order::StrictlyAscending;
  return std::is_sorted(children.begin(), children.end()) ? Order::Ascending : Order::None;
}

// No table has a row with this number: at most 255 rows are allowed.
constexpr ReactionId kNoReaction{0xff};

std::uint32_t count_visible(std::span<const ReactionId> reactions, std::span<const Reaction> rows) {
  if (reactions.empty()) return 0;
  // Nearly always all resources of a node meet the same reaction.
  if (all_equal(reactions)) {
    const Reaction& row = rows[value(reactions.front())];
    return row.shows_children ? static_cast<std::uint32_t>(reactions.size()) : 0;
  }
  std::array<std::uint32_t, 256> count{};
  for (const ReactionId reaction : reactions) ++count[value(reaction)];
  std::uint32_t visible = 0;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (rows[row].shows_children) visible += count[row];
  }
  return visible;
}

}  // namespace

std::optional<ReactionClash> LinkGrouper::group(LinkColumns& links, std::span<const Reaction> rows,
                                                ActColumns& columns, ActRange& range) {
  range = {};
  range.acts_begin = columns.resources.size();
  range.links_begin = columns.parents.size();
  LinkColumns* ordered = &links;
  Order order = order_of(links.children);
  if (order == Order::None) {
    const ResourceIndex child_max = *std::max_element(links.children.begin(), links.children.end());
    if (scatter(links, child_max)) {
      order = Order::StrictlyAscending;
    } else {
      radix_sort(links, child_max);
      order = Order::Ascending;
    }
    ordered = &sorted_;
  }
  if (order == Order::StrictlyAscending) {
    append_single(*ordered, columns);
  } else if (const auto clash = append_runs(*ordered, columns, range)) {
    return clash;
  }
  range.acts_end = columns.resources.size();
  range.links_end = columns.parents.size();
  range.visible = count_visible(columns.reactions_of(range), rows);
  return std::nullopt;
}

/// Sorts links of which no two have the same child, by writing each to its child's place. False:
/// two have the same child, or the children lie too far apart for a table.
bool LinkGrouper::scatter(const LinkColumns& links, ResourceIndex child_max) {
  if (child_max > links.size() * 4 + 65'536) return false;
  const std::size_t places = std::size_t{child_max} + 1;
  reaction_of_.assign(places, kNoReaction);
  if (parent_of_.size() < places) parent_of_.resize(places);
  for (std::size_t i = 0; i < links.size(); ++i) {
    const ResourceIndex child = links.children[i];
    if (reaction_of_[child] != kNoReaction) return false;
    reaction_of_[child] = links.reactions[i];
    parent_of_[child] = links.parents[i];
  }
  sorted_.resize_for_overwrite(links.size());
  std::size_t next = 0;
  for (std::size_t child = 0; child < places; ++child) {
    if (reaction_of_[child] == kNoReaction) continue;
    sorted_.parents[next] = parent_of_[child];
    sorted_.children[next] = static_cast<ResourceIndex>(child);
    sorted_.reactions[next] = reaction_of_[child];
    ++next;
  }
  return true;
}

/// Sorts any links by child; stable.
void LinkGrouper::radix_sort(const LinkColumns& links, ResourceIndex child_max) {
  constexpr unsigned kDigitBits = 11;
  constexpr std::size_t kDigits = std::size_t{1} << kDigitBits;
  keys_.resize(links.size());
  keys_other_.resize(links.size());
  for (std::size_t i = 0; i < links.size(); ++i) {
    keys_[i] = std::uint64_t{links.children[i]} << 32 | i;
  }
  for (unsigned bit = 0; bit < 32 && child_max >> bit != 0; bit += kDigitBits) {
    const unsigned shift = 32 + bit;
    std::array<std::size_t, kDigits> place{};
    for (const std::uint64_t key : keys_) ++place[key >> shift & (kDigits - 1)];
    std::size_t next = 0;
    for (std::size_t& begin : place) {
      const std::size_t count = begin;
      begin = next;
      next += count;
    }
    for (const std::uint64_t key : keys_) {
      keys_other_[place[key >> shift & (kDigits - 1)]++] = key;
    }
    keys_.swap(keys_other_);
  }
  sorted_.resize_for_overwrite(links.size());
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    const auto link = static_cast<std::uint32_t>(keys_[i]);
    sorted_.parents[i] = links.parents[link];
    sorted_.children[i] = static_cast<ResourceIndex>(keys_[i] >> 32);
    sorted_.reactions[i] = links.reactions[link];
  }
}

void LinkGrouper::append_single(LinkColumns& links, ActColumns& columns) {
  if (columns.resources.empty() && columns.parents.empty()) {
    columns.resources.swap(links.children);
    columns.reactions.swap(links.reactions);
    columns.parents.swap(links.parents);
    return;
  }
  columns.resources.append(links.children);
  columns.reactions.append(links.reactions);
  columns.parents.append(links.parents);
}

std::optional<ReactionClash> LinkGrouper::append_runs(const LinkColumns& links, ActColumns& columns,
                                                      ActRange& range) {
  const std::size_t offsets_begin = columns.offsets.size();
  std::size_t end = 0;
  for (std::size_t begin = 0; begin < links.size(); begin = end) {
    const ResourceIndex child = links.children[begin];
    const ReactionId reaction = links.reactions[begin];
    const std::size_t first_parent = columns.parents.size();
    columns.offsets.push_back(static_cast<std::uint32_t>(first_parent - range.links_begin));
    for (end = begin; end < links.size() && links.children[end] == child; ++end) {
      if (links.reactions[end] != reaction) {
        return ReactionClash{child, reaction, links.reactions[end]};
      }
      columns.parents.push_back(links.parents[end]);
    }
    if (end - begin > 1) {
      LinkParent* const run = columns.parents.begin() + first_parent;
      std::sort(run, columns.parents.end());
      const LinkParent* const unique_end = std::unique(run, columns.parents.end());
      columns.parents.truncate(static_cast<std::size_t>(unique_end - columns.parents.begin()));
    }
    columns.resources.push_back(child);
    columns.reactions.push_back(reaction);
  }
  const std::size_t acts = columns.resources.size() - range.acts_begin;
  if (columns.parents.size() - range.links_begin == acts) {
    columns.offsets.truncate(offsets_begin);  // Every link was told several times, no act has two.
  } else {
    columns.offsets.push_back(
        static_cast<std::uint32_t>(columns.parents.size() - range.links_begin));
    range.offsets_begin = offsets_begin;
  }
  return std::nullopt;
}

}  // namespace cascade
