// SPDX-License-Identifier: Apache-2.0
// A path of relations, made ready for walking. A view is a World, or something that answers like
// one (sim/world/world_overlay.h).
#pragma once

#include <cstddef>
#include <vector>

#include "engine/ids.h"
#include "sim/model/model.h"
#include "sim/world/world_watcher.h"

namespace cascade::sim {

struct PathProgram {
  struct Hop {
    TypeId from = kNoType;
    RelationId relation{};
    TypeId to = kNoType;
    bool stored = true;  ///< At `from`; otherwise at `to` (an inverse).
  };
  std::vector<Hop> hops;
  TypeId end = kNoType;

  PathProgram() = default;
  PathProgram(const Model& model, TypeId start, const RelationPath& path) : end(start) {
    for (const RelationId relation : path.hops) {
      const Relation& spec = model.type(end).relations[value(relation)];
      hops.push_back({end, relation, spec.target, spec.kind != Relation::Kind::Inverse});
      end = spec.target;
    }
  }
  [[nodiscard]] bool empty() const { return hops.empty(); }
};

/// Calls `visit(ResourceIndex)` for every end until it says true; whether it did. An end may come
/// several times. What lies between is live or deleted, ends are of life `deepest` or earlier.
template <class View, class Visit>
bool any_end(const View& view, const PathProgram& path, ResourceIndex from, Life deepest,
             Visit&& visit, std::size_t hop_index = 0) {
  const PathProgram::Hop& hop = path.hops[hop_index];
  if (hop_index + 1 == path.hops.size()) {
    return view.any_target({hop.from, from}, hop.relation, deepest, visit);
  }
  return view.any_target({hop.from, from}, hop.relation, Life::Deleted, [&](ResourceIndex next) {
    return any_end(view, path, next, deepest, visit, hop_index + 1);
  });
}

/// Calls `visit(Resource)` for every resource on the way, ends excluded.
template <class View, class Visit>
void for_each_between(const View& view, const PathProgram& path, ResourceIndex from, Visit&& visit,
                      std::size_t hop_index = 0) {
  if (hop_index + 1 >= path.hops.size()) return;
  const PathProgram::Hop& hop = path.hops[hop_index];
  view.for_each_target({hop.from, from}, hop.relation, [&](ResourceIndex next) {
    visit(Resource{hop.to, next});
    for_each_between(view, path, next, visit, hop_index + 1);
  });
}

}  // namespace cascade::sim
