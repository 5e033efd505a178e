// SPDX-License-Identifier: Apache-2.0
// What an extension is told: the action code, where the cascade started and through whom it came.
#pragma once

#include <span>
#include <string_view>

#include "engine/ids.h"

namespace cascade {

/// A set of resources of one type: ascending, without duplicates. Does not own the indices.
struct Context {
  TypeId type = kNoType;
  std::span<const ResourceIndex> resources;
};

/// A view; valid during the call that hands it out.
struct CascadeAction {
  std::string_view action_code;
  Context root;    ///< Root issuer and the resources the operation was asked for.
  Context parent;  ///< Parent issuer and its affected resources. Equal to `root` at the root.
  /// The other end of an operation on a pair ("detach this storage from that cluster").
  Resource argument;
  /// Whether `find` should also answer with links that start at the root. True once per edge and
  /// path, so that a relation to the root is not found again in every round of a type cycle.
  bool with_root_links = true;
};

}  // namespace cascade
