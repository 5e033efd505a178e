// SPDX-License-Identifier: Apache-2.0
// The two ways of finding: pull and push. Both tell links by ascending child where that is cheap.
#include "sim/extension/model_finder.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "engine/column_scans.h"

namespace cascade::sim {
namespace {

/// Links are told in blocks; after each one the sink's limit is looked at.
constexpr std::size_t kBlock = 4096;

/// A set of resources of one type, as bits.
class Marks {
 public:
  Marks(std::span<const ResourceIndex> members, std::size_t universe)
      : all_(members.size() >= universe) {
    if (all_) return;
    bits_.resize((universe + 63) / 64);
    for (const ResourceIndex member : members) {
      if (member < universe) bits_[member / 64] |= std::uint64_t{1} << (member % 64);
    }
  }
  [[nodiscard]] bool all() const { return all_; }
  [[nodiscard]] bool contains(ResourceIndex index) const {
    return (bits_[index / 64] >> (index % 64) & 1U) != 0;
  }

 private:
  bool all_;
  std::vector<std::uint64_t> bits_;
};

/// A parent, and what was reached from it.
struct Reached {
  ResourceIndex parent;
  ResourceIndex child;
};

/// Stable, by child. Counting where there are many, since it is linear.
void sort_by_child(std::vector<Reached>& pairs, std::uint32_t child_count) {
  const auto before = [](const Reached& a, const Reached& b) { return a.child < b.child; };
  if (std::is_sorted(pairs.begin(), pairs.end(), before)) return;
  if (pairs.size() < child_count / 8) {
    std::stable_sort(pairs.begin(), pairs.end(), before);
    return;
  }
  std::vector<std::uint32_t> next(std::size_t{child_count} + 1, 0);
  for (const Reached& pair : pairs) ++next[pair.child + 1];
  for (std::size_t i = 1; i < next.size(); ++i) next[i] += next[i - 1];
  std::vector<Reached> sorted(pairs.size());
  for (const Reached& pair : pairs) sorted[next[pair.child]++] = pair;
  pairs = std::move(sorted);
}

}  // namespace

/// What happens to a child, whoever its parent is.
class EdgeFinder::Chooser {
 public:
  Chooser(const EdgeFinder& finder, const CascadeAction& action, ActionId id)
      : finder_(finder), rules_(finder.rules_[value(id)]) {
    question_.root = action.root;
    question_.argument = action.argument;
    const ActionSpec& spec = finder.world_.model().actions[value(id)];
    wanted_ = spec.select == ActionSpec::Select::Live ? Life::Live : Life::Deleted;
  }

  [[nodiscard]] Life wanted() const { return wanted_; }
  /// The same for every child of the wanted life.
  [[nodiscard]] std::optional<ReactionId> always() const {
    if (finder_.where_ || rules_.empty() || rules_[0].when) return std::nullopt;
    return rules_[0].row;
  }
  [[nodiscard]] std::optional<ReactionId> choose(ResourceIndex child) const {
    const World& world = finder_.world_;
    if (world.life({finder_.type_, child}) != wanted_) return std::nullopt;
    if (finder_.where_ && !finder_.where_->holds(world, question_, child)) return std::nullopt;
    for (const Rule& rule : rules_) {
      if (!rule.when || rule.when->holds(world, question_, child)) return rule.row;
    }
    return std::nullopt;
  }

 private:
  const EdgeFinder& finder_;
  const std::vector<Rule>& rules_;
  Question question_;
  Life wanted_ = Life::Live;
};

/// One query along one path; links start at `parents`, which are root resources or not.
class EdgeFinder::Search {
 public:
  Search(const EdgeFinder& finder, const Chooser& chooser, bool roots, LinkSink& sink)
      : world_(finder.world_), type_(finder.type_), chooser_(chooser), roots_(roots), sink_(sink) {}

  void run(const PathProgram& path, std::span<const ResourceIndex> parents) {
    if (parents.empty()) return;
    if (path.hops.size() == 1 && path.hops[0].stored && pull_pays(path.hops[0], parents)) {
      pull(path.hops[0], parents);
    } else {
      push(path, parents);
    }
  }

 private:
  void tell(ResourceIndex parent, ResourceIndex child, ReactionId row) {
    if (roots_) {
      sink_.root_link(parent, child, row);
    } else {
      sink_.link(parent, child, row);
    }
  }

  /// Reading a whole column is 4 to 8 times as fast per child as following the index.
  bool pull_pays(const PathProgram::Hop& hop, std::span<const ResourceIndex> parents) const {
    const auto& kind = world_.model().type(hop.from).relations[value(hop.relation)].kind;
    if (kind == Relation::Kind::Many) return false;
    const std::size_t enough = world_.count(type_) / 6;
    if (parents.size() >= world_.count(hop.to)) return true;
    std::size_t found = 0;
    for (const ResourceIndex parent : parents) {
      found += world_.sources(hop.from, hop.relation, parent).size();
      if (found > enough) return true;
    }
    return false;
  }

  void pull(const PathProgram::Hop& hop, std::span<const ResourceIndex> parents) {
    const std::uint32_t parent_count = world_.count(hop.to);
    const Marks marks(parents, parent_count);
    const ResourceIndex* const targets = world_.target_column(type_, hop.relation).data();
    const Life* const lives = world_.life_column(type_).data();
    const std::size_t count = world_.count(type_);
    const Life wanted = chooser_.wanted();
    const auto always = chooser_.always();
    const bool whole_blocks = always && marks.all() && !roots_;
    sink_.reserve(whole_blocks ? count : 0);
    for (std::size_t begin = 0; begin < count && !sink_.full(); begin += kBlock) {
      const std::size_t end = std::min(count, begin + kBlock);
      const std::span block(targets + begin, end - begin);
      if (whole_blocks && lives[begin] == wanted &&
          all_equal(std::span(lives + begin, block.size())) && all_below(block, parent_count)) {
        sink_.link_range(block, static_cast<ResourceIndex>(begin), *always);
        continue;
      }
      for (std::size_t i = begin; i < end; ++i) {
        const ResourceIndex parent = targets[i];
        if (parent >= parent_count || lives[i] != wanted) continue;
        if (!marks.all() && !marks.contains(parent)) continue;
        const auto child = static_cast<ResourceIndex>(i);
        if (always) {
          tell(parent, child, *always);
        } else if (const auto row = chooser_.choose(child)) {
          tell(parent, child, *row);
        }
      }
    }
  }

  void push(const PathProgram& path, std::span<const ResourceIndex> parents) {
    std::vector<Reached> reached;
    reached.reserve(parents.size());
    for (const ResourceIndex parent : parents) reached.push_back({parent, parent});
    std::vector<Reached> next;
    for (std::size_t i = path.hops.size(); i-- > 0;) {
      const PathProgram::Hop& hop = path.hops[i];
      // What lies between must not have been taken away already.
      const Life deepest = i == 0 ? Life::Deleted : chooser_.wanted();
      next.clear();
      for (const Reached& pair : reached) {
        step_back(hop, pair.child, [&](ResourceIndex index) {
          if (world_.life({hop.from, index}) <= deepest) next.push_back({pair.parent, index});
        });
        if (next.size() > reached.size() + kBlock && sink_.full()) return;
      }
      std::swap(reached, next);
    }
    sort_by_child(reached, world_.count(type_));
    tell_all(reached);
  }

  /// Resources from which `hop` leads to `end`.
  template <class Visit>
  void step_back(const PathProgram::Hop& hop, ResourceIndex end, Visit&& visit) const {
    if (hop.stored) {
      for (const ResourceIndex source : world_.sources(hop.from, hop.relation, end)) {
        if (world_.has_target({hop.from, source}, hop.relation, end)) visit(source);
      }
    } else {
      const Relation& spec = world_.model().type(hop.from).relations[value(hop.relation)];
      world_.for_each_target({hop.to, end}, spec.inverse_of, visit);
    }
  }

  void tell_all(const std::vector<Reached>& pairs) {
    for (std::size_t i = 0; i < pairs.size() && !sink_.full();) {
      const ResourceIndex child = pairs[i].child;
      const auto row = chooser_.choose(child);
      for (; i < pairs.size() && pairs[i].child == child; ++i) {
        if (row) tell(pairs[i].parent, child, *row);
      }
    }
  }

  const World& world_;
  TypeId type_;
  const Chooser& chooser_;
  bool roots_;
  LinkSink& sink_;
};

EdgeFinder::EdgeFinder(const World& world, TypeId type, const EdgeSpec& edge,
                       const std::vector<std::vector<TypeRows::Rule>>& rules)
    : world_(world), type_(type), self_(edge.parent == type) {
  const Model& model = world.model();
  for (const RelationPath& path : edge.through) through_.emplace_back(model, type, path);
  for (const EdgeSpec::RootPath& root : edge.from_root) {
    from_root_.push_back({root.root, PathProgram(model, type, root.path)});
  }
  if (edge.where) where_.emplace(model, type, *edge.where);
  for (const auto& of_action : rules) {
    auto& compiled = rules_.emplace_back();
    for (const TypeRows::Rule& rule : of_action) {
      auto& own = compiled.emplace_back();
      own.row = static_cast<ReactionId>(rule.row);
      if (rule.when != nullptr) own.when.emplace(model, type, *rule.when);
    }
  }
}

void EdgeFinder::find(const CascadeAction& action, ActionId id, LinkSink& sink) const {
  if (rules_[value(id)].empty()) return;
  const Chooser chooser(*this, action, id);
  if (self_) {
    for (const ResourceIndex root : action.root.resources) {
      if (root >= world_.count(type_)) continue;
      if (const auto row = chooser.choose(root)) sink.link(root, root, *row);
    }
    return;
  }
  for (const PathProgram& path : through_) {
    Search(*this, chooser, false, sink).run(path, action.parent.resources);
  }
  if (!action.with_root_links) return;
  for (const RootPath& root : from_root_) {
    if (root.root != action.root.type) continue;
    Search(*this, chooser, true, sink).run(root.path, action.root.resources);
  }
}

}  // namespace cascade::sim
