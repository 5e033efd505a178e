// SPDX-License-Identifier: Apache-2.0
#include "engine/ancestry.h"

#include <algorithm>

#include "engine/assert.h"

namespace cascade {

Ancestry::Ancestry(const TypeGraph& graph, const ActColumns& columns)
    : graph_(graph),
      columns_(columns),
      on_type_cycle_(graph.type_count()),
      levels_of_(graph.type_count()),
      occurrences_(graph.type_count()) {
  for (const Edge& edge : graph.edges()) {
    if (graph.component(edge.parent) != graph.component(edge.child)) continue;
    on_type_cycle_[value(edge.parent)] = on_type_cycle_[value(edge.child)] = true;
  }
}

void Ancestry::enter(TypeId type, const ActRange& range) {
  levels_.push_back({type, range});
  if (!on_type_cycle_[value(type)]) return;
  ++levels_of_[value(type)];
  const auto resources = columns_.resources_of(range);
  if (resources.empty()) return;
  std::vector<std::uint32_t>& occurrences = occurrences_[value(type)];
  if (occurrences.size() <= resources.back()) occurrences.resize(resources.back() + std::size_t{1});
  for (const ResourceIndex resource : resources) ++occurrences[resource];
}

void Ancestry::leave() {
  const Level& level = levels_.back();
  if (on_type_cycle_[value(level.type)]) {
    --levels_of_[value(level.type)];
    for (const ResourceIndex resource : columns_.resources_of(level.range)) {
      --occurrences_[value(level.type)][resource];
    }
  }
  levels_.pop_back();
}

void Ancestry::drop_cycles(const Query& query, LinkColumns& links,
                           std::vector<CycleLink>& dropped) {
  if (levels_of_[value(query.type)] == 0) return;
  const std::vector<std::uint32_t>& occurrences = occurrences_[value(query.type)];
  candidates_.clear();
  for (std::size_t i = 0; i < links.size(); ++i) {
    const ResourceIndex child = links.children[i];
    if (links.parents[i].is_root() || child >= occurrences.size() || occurrences[child] == 0) {
      continue;
    }
    candidates_.push_back({links.parents[i].index(), child, static_cast<std::uint32_t>(i), false});
  }
  const auto by_parent = [](const Candidate& a, const Candidate& b) { return a.parent < b.parent; };
  std::sort(candidates_.begin(), candidates_.end(), by_parent);
  for (auto begin = candidates_.begin(); begin != candidates_.end();) {
    const auto end = std::upper_bound(begin, candidates_.end(), *begin, by_parent);
    search_above(query.type, {begin, end});
    begin = end;
  }
  const auto stays = [](const Candidate& candidate) { return !candidate.closes_cycle; };
  candidates_.erase(std::remove_if(candidates_.begin(), candidates_.end(), stays),
                    candidates_.end());
  if (candidates_.empty()) return;
  std::sort(candidates_.begin(), candidates_.end(),
            [](const Candidate& a, const Candidate& b) { return a.link < b.link; });
  auto next = candidates_.begin();
  std::size_t kept = 0;
  for (std::size_t i = 0; i < links.size(); ++i) {
    if (next != candidates_.end() && next->link == i) {
      dropped.push_back({query.parent_type, query.type, links.parents[i], links.children[i]});
      ++next;
      continue;
    }
    links.parents[kept] = links.parents[i];
    links.children[kept] = links.children[i];
    links.reactions[kept] = links.reactions[i];
    ++kept;
  }
  links.truncate(kept);
}

/// Marks those candidates, all of one parent, whose child is above that parent. Levels of another
/// component end the search: no type of this component is above them.
void Ancestry::search_above(TypeId type, std::span<Candidate> candidates) {
  frontier_.assign(1, candidates.front().parent);
  for (std::size_t above = levels_.size(); above-- > 0 && !frontier_.empty();) {
    const Level& level = levels_[above];
    if (graph_.component(level.type) != graph_.component(type)) return;
    if (level.type == type) {
      for (Candidate& candidate : candidates) {
        candidate.closes_cycle |=
            std::binary_search(frontier_.begin(), frontier_.end(), candidate.child);
      }
    }
    climb(level);
  }
}

/// From the resources in the frontier, all on `level`, to their links' upper ends.
void Ancestry::climb(const Level& level) {
  const auto resources = columns_.resources_of(level.range);
  frontier_above_.clear();
  for (const ResourceIndex resource : frontier_) {
    const auto act = std::lower_bound(resources.begin(), resources.end(), resource);
    CASCADE_ASSERT(act != resources.end() && *act == resource, "links start at acts of the path");
    for (const LinkParent parent :
         columns_.links(level.range, static_cast<std::size_t>(act - resources.begin()))) {
      if (!parent.is_root()) frontier_above_.push_back(parent.index());
    }
  }
  std::sort(frontier_above_.begin(), frontier_above_.end());
  frontier_above_.erase(std::unique(frontier_above_.begin(), frontier_above_.end()),
                        frontier_above_.end());
  frontier_.swap(frontier_above_);
}

}  // namespace cascade
