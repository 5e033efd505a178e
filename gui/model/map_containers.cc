// SPDX-License-Identifier: Apache-2.0
#include "gui/model/map_containers.h"

#include <algorithm>

namespace cascade::gui {
namespace {

using sim::Model;
using sim::Relation;
using sim::RelationId;

using Containers = std::vector<std::vector<MapContainer>>;

bool can_contain(const Relation& relation) {
  return relation.kind == Relation::Kind::Single || relation.kind == Relation::Kind::Optional;
}

// By type and type: whether relations lead from the one to the other, in any number of hops.
class Reach {
 public:
  explicit Reach(const Model& model) : count_(model.types.size()), reach_(count_ * count_, 0) {
    for (std::size_t from = 0; from < count_; ++from) walk(model, from);
  }
  [[nodiscard]] bool leads(TypeId from, TypeId to) const {
    return reach_[value(from) * count_ + value(to)] != 0;
  }

 private:
  void walk(const Model& model, std::size_t from) {
    std::vector<std::size_t> stack{from};
    while (!stack.empty()) {
      const std::size_t at = stack.back();
      stack.pop_back();
      for (const Relation& relation : model.types[at].relations) {
        if (!can_contain(relation)) continue;
        std::uint8_t& seen = reach_[from * count_ + value(relation.target)];
        if (seen == 0) stack.push_back(value(relation.target));
        seen = 1;
      }
    }
  }

  std::size_t count_;
  std::vector<std::uint8_t> reach_;
};

Containers candidates(const Model& model) {
  const Reach reach(model);
  Containers containers(model.types.size());
  for (std::size_t t = 0; t < model.types.size(); ++t) {
    const auto type = static_cast<TypeId>(t);
    const std::vector<Relation>& relations = model.types[t].relations;
    for (std::size_t r = 0; r < relations.size(); ++r) {
      const TypeId target = relations[r].target;
      if (!can_contain(relations[r]) || target == type) continue;
      if (reach.leads(target, type) && target > type) continue;
      containers[t].push_back({static_cast<RelationId>(r), target});
    }
  }
  return containers;
}

// Puts the best relation first. What is inside what is decided from the outermost type inwards.
class Choice {
 public:
  explicit Choice(Containers& containers)
      : containers_(containers), chosen_(containers.size(), 0) {}

  void choose_all() {
    for (std::size_t t = 0; t < containers_.size(); ++t) choose(static_cast<TypeId>(t));
  }

 private:
  void choose(TypeId type) {
    if (chosen_[value(type)] != 0) return;
    chosen_[value(type)] = 1;
    std::vector<MapContainer>& list = containers_[value(type)];
    for (const MapContainer& container : list) choose(container.type);
    // Outermost first; each is inside the one before it.
    std::vector<MapContainer> refined;
    std::vector<MapContainer> others;
    for (const MapContainer& container : list) {
      const bool deeper = refined.empty() || is_inside(container.type, refined.back().type);
      (deeper ? refined : others).push_back(container);
    }
    list.assign(refined.rbegin(), refined.rend());
    list.insert(list.end(), others.begin(), others.end());
  }

  [[nodiscard]] bool is_inside(TypeId type, TypeId outer) const {
    while (!containers_[value(type)].empty()) {
      type = containers_[value(type)].front().type;
      if (type == outer) return true;
    }
    return false;
  }

  Containers& containers_;
  std::vector<std::uint8_t> chosen_;
};

}  // namespace

Containers map_containers(const Model& model) {
  Containers containers = candidates(model);
  Choice(containers).choose_all();
  return containers;
}

std::optional<Resource> container_of(const sim::World& world,
                                     const std::vector<MapContainer>& containers, Resource resource,
                                     const std::vector<Resource>& appearing) {
  for (const MapContainer& container : containers) {
    const ResourceIndex target = world.target(resource, container.relation);
    if (target == kNoResource) continue;
    const Resource around{container.type, target};
    if (world.life(around) != sim::Life::Gone ||
        std::binary_search(appearing.begin(), appearing.end(), around)) {
      return around;
    }
  }
  return std::nullopt;
}

}  // namespace cascade::gui
