// SPDX-License-Identifier: Apache-2.0
// Acts and their links while a plan is being made: where grouped links stay until their step is
// recorded. One set of columns holds the acts of many nodes, one behind the other.
#pragma once

#include <cstdint>
#include <limits>
#include <span>

#include "engine/column.h"
#include "engine/ids.h"

namespace cascade {

/// The acts of one node within ActColumns.
struct ActRange {
  static constexpr std::size_t kNoOffsets = std::numeric_limits<std::size_t>::max();

  std::size_t acts_begin = 0;
  std::size_t acts_end = 0;
  std::size_t links_begin = 0;
  std::size_t links_end = 0;
  /// Where in `offsets`; kNoOffsets when every act has one link.
  std::size_t offsets_begin = kNoOffsets;
  std::uint32_t visible = 0;  ///< How many acts let children see their resource.

  [[nodiscard]] std::size_t act_count() const { return acts_end - acts_begin; }
  [[nodiscard]] std::size_t link_count() const { return links_end - links_begin; }
};

struct ActColumns {
  Column<ResourceIndex> resources;  // per act; ascending within a node
  Column<ReactionId> reactions;     // per act
  Column<LinkParent> parents;       // per link; by act, ascending and unique within an act
  Column<std::uint32_t> offsets;    // per act and one more: into `parents`, from links_begin

  [[nodiscard]] std::span<const ResourceIndex> resources_of(const ActRange& range) const {
    return std::span(resources).subspan(range.acts_begin, range.act_count());
  }
  [[nodiscard]] std::span<const ReactionId> reactions_of(const ActRange& range) const {
    return std::span(reactions).subspan(range.acts_begin, range.act_count());
  }
  [[nodiscard]] std::span<const LinkParent> parents_of(const ActRange& range) const {
    return std::span(parents).subspan(range.links_begin, range.link_count());
  }
  /// The links of the node's n-th act.
  [[nodiscard]] std::span<const LinkParent> links(const ActRange& range, std::size_t act) const {
    if (range.offsets_begin == ActRange::kNoOffsets) {
      return std::span(parents).subspan(range.links_begin + act, 1);
    }
    const std::uint32_t begin = offsets[range.offsets_begin + act];
    const std::uint32_t end = offsets[range.offsets_begin + act + 1];
    return std::span(parents).subspan(range.links_begin + begin, end - begin);
  }
  /// Takes the last node's acts away again.
  void pop(const ActRange& range) {
    resources.truncate(range.acts_begin);
    reactions.truncate(range.acts_begin);
    parents.truncate(range.links_begin);
    if (range.offsets_begin != ActRange::kNoOffsets) offsets.truncate(range.offsets_begin);
  }
};

}  // namespace cascade
