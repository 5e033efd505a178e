// SPDX-License-Identifier: Apache-2.0
// Turns links as an extension told them into acts: one per child, ascending, each with its links
// ascending and unique. The hot path of phase 1: columns that come in ascending order are copied,
// others scattered by index; no comparison sort, no allocation per resource.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/act_columns.h"
#include "engine/extension.h"
#include "engine/sinks.h"

namespace cascade {

/// One child was told two reactions.
struct ReactionClash {
  ResourceIndex child = kNoResource;
  ReactionId first{};
  ReactionId second{};
};

/// Keeps scratch memory from call to call.
class LinkGrouper {
 public:
  /// Appends the acts that `links` amount to and describes them in `range`; may take the links'
  /// memory instead of copying it. `rows` is the table of reactions; every reaction must be one of
  /// its rows. Says so when a child clashes; then nothing useful was appended.
  std::optional<ReactionClash> group(LinkColumns& links, std::span<const Reaction> rows,
                                     ActColumns& columns, ActRange& range);

 private:
  bool scatter(const LinkColumns& links, ResourceIndex child_max);
  void radix_sort(const LinkColumns& links, ResourceIndex child_max);
  static void append_single(LinkColumns& links, ActColumns& columns);
  static std::optional<ReactionClash> append_runs(const LinkColumns& links, ActColumns& columns,
                                                  ActRange& range);

  std::vector<ReactionId> reaction_of_;  // by child
  std::vector<LinkParent> parent_of_;    // by child
  std::vector<std::uint64_t> keys_;      // child, place of the link
  std::vector<std::uint64_t> keys_other_;
  LinkColumns sorted_;
};

}  // namespace cascade
