// SPDX-License-Identifier: Apache-2.0
#include "sim/world/world_difference.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

#include "sim/base/text.h"

namespace cascade::sim {
namespace {

constexpr std::string_view kNotThere = "not there";

std::string_view life_or_state(const World& world, Resource resource) {
  switch (world.life(resource)) {
    case Life::Gone:
      return "gone";
    case Life::Deleted:
      return "deleted";
    case Life::Live:
      break;
  }
  const auto& states = world.model().type(resource.type).states;
  return states.empty() ? std::string_view("live") : states[world.state(resource)];
}

class Comparer {
 public:
  Comparer(const World& here, const World& there) : here_(here), there_(there) {}

  WorldDifference compare() {
    const auto& types = here_.model().types;
    for (std::size_t t = 0; t < types.size(); ++t) compare_type(TypeId(t));
    const auto& others = there_.model().types;
    for (std::size_t t = 0; t < others.size(); ++t) find_unknown(TypeId(t));
    for (auto& [key, group] : groups_) result_.groups.push_back(std::move(group));
    return std::move(result_);
  }

 private:
  /// Position of the type, what differs, the two words: empty for relations.
  using Key = std::tuple<std::size_t, std::string_view, std::string_view, std::string_view>;

  /// The resource of that type and name in the other world. Most have the same number.
  static std::optional<Resource> twin(const World& from, Resource resource, const World& to,
                                      std::optional<TypeId> type) {
    if (!type) return std::nullopt;
    const Resource same{*type, resource.index};
    const std::string_view name = from.own_name(resource);
    if (resource.index < to.count(*type) && to.own_name(same) == name) return same;
    return to.find(from.name(resource));
  }

  void compare_type(TypeId type) {
    const std::string& name = here_.model().type(type).name;
    const std::optional<TypeId> other = there_.model().find_type(name);
    for (ResourceIndex i = 0; i < here_.count(type); ++i) {
      const Resource mine{type, i};
      const auto theirs = twin(here_, mine, there_, other);
      differs_ = false;
      compare_resource(mine, theirs);
      if (differs_) ++result_.resources;
    }
  }

  /// What only the other world has.
  void find_unknown(TypeId type) {
    const std::string& name = there_.model().type(type).name;
    const std::optional<TypeId> own = here_.model().find_type(name);
    const std::size_t position = own ? value(*own) : here_.model().types.size() + value(type);
    for (ResourceIndex i = 0; i < there_.count(type); ++i) {
      const Resource theirs{type, i};
      if (there_.life(theirs) == Life::Gone || twin(there_, theirs, here_, own)) continue;
      const std::string_view condition = life_or_state(there_, theirs);
      ++result_.resources;
      note({position, {}, kNotThere, condition}, name, there_.name(theirs), std::string(kNotThere),
           std::string(condition));
    }
  }

  void compare_resource(Resource mine, const std::optional<Resource>& theirs) {
    const std::string_view here = life_or_state(here_, mine);
    const std::string_view there = theirs ? life_or_state(there_, *theirs) : kNotThere;
    // What is gone and what never was is the same to whoever looks.
    if (!theirs && here_.life(mine) == Life::Gone) return;
    const TypeSpec& type = here_.model().type(mine.type);
    if (here != there) {
      note({value(mine.type), {}, here, there}, type.name, here_.name(mine), std::string(here),
           std::string(there));
    }
    if (!theirs || here_.life(mine) != Life::Live || there_.life(*theirs) != Life::Live) return;
    compare_attributes(mine, *theirs);
    for (std::size_t r = 0; r < type.relations.size(); ++r) {
      if (type.relations[r].kind == Relation::Kind::Inverse) continue;
      const auto other = there_.model().type(theirs->type).relation(type.relations[r].name);
      if (other) compare_relation(mine, RelationId(r), *theirs, *other);
    }
  }

  void compare_attributes(Resource mine, Resource theirs) {
    const TypeSpec& type = here_.model().type(mine.type);
    const TypeSpec& other = there_.model().type(theirs.type);
    for (std::size_t a = 0; a < type.attributes.size(); ++a) {
      const auto id = other.attribute(type.attributes[a].name);
      if (!id) continue;
      const std::string& here = type.attributes[a].values[here_.attribute(mine, AttributeId(a))];
      const std::string& there = other.attributes[value(*id)].values[there_.attribute(theirs, *id)];
      if (here == there) continue;
      note({value(mine.type), type.attributes[a].name, here, there}, type.name, here_.name(mine),
           here, there);
    }
    for (std::size_t c = 0; c < type.counters.size(); ++c) {
      const auto id = other.counter(type.counters[c]);
      if (!id) continue;
      const std::int64_t here = here_.counter(mine, CounterId(c));
      const std::int64_t there = there_.counter(theirs, *id);
      if (here == there) continue;
      note({value(mine.type), type.counters[c], {}, {}}, type.name, here_.name(mine),
           std::to_string(here), std::to_string(there));
    }
  }

  /// Every stored target that is not gone, ascending.
  static std::vector<ResourceIndex> ends_of(const World& world, Resource resource,
                                            RelationId relation) {
    std::vector<ResourceIndex> ends;
    world.for_each_target(resource, relation, [&](ResourceIndex end) { ends.push_back(end); });
    std::sort(ends.begin(), ends.end());
    return ends;
  }

  /// Whether the targets have the same numbers and names; without making the names.
  [[nodiscard]] bool same_ends(Resource mine, RelationId own, Resource theirs,
                               RelationId other) const {
    const TypeId here = here_.model().type(mine.type).relations[value(own)].target;
    const TypeId there = there_.model().type(theirs.type).relations[value(other)].target;
    const std::vector<ResourceIndex> ends = ends_of(here_, mine, own);
    return here_.model().type(here).name == there_.model().type(there).name &&
           ends == ends_of(there_, theirs, other) &&
           std::all_of(ends.begin(), ends.end(), [&](ResourceIndex end) {
             return here_.own_name({here, end}) == there_.own_name({there, end});
           });
  }

  static std::vector<std::string> names_of(const World& world, Resource resource,
                                           RelationId relation) {
    const TypeId target = world.model().type(resource.type).relations[value(relation)].target;
    std::vector<std::string> names;
    for (const ResourceIndex end : ends_of(world, resource, relation)) {
      names.push_back(world.name({target, end}));
    }
    std::sort(names.begin(), names.end());
    return names;
  }

  void compare_relation(Resource mine, RelationId own, Resource theirs, RelationId other) {
    if (same_ends(mine, own, theirs, other)) return;
    const std::vector<std::string> here = names_of(here_, mine, own);
    const std::vector<std::string> there = names_of(there_, theirs, other);
    if (here == there) return;
    const TypeSpec& type = here_.model().type(mine.type);
    note({value(mine.type), type.relations[value(own)].name, {}, {}}, type.name, here_.name(mine),
         list_text(here), list_text(there));
  }

  static std::string list_text(const std::vector<std::string>& names) {
    constexpr std::size_t kNamed = 3;
    if (names.empty()) return "none";
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < kNamed; ++i) {
      text += (i == 0 ? "" : ", ") + names[i];
    }
    if (names.size() > kNamed) text += fmt::format(" and {} more", names.size() - kNamed);
    return text;
  }

  void note(const Key& key, const std::string& type, const std::string& example,
            const std::string& here, const std::string& there) {
    differs_ = true;
    WorldDifference::Group& group = groups_[key];
    if (group.count++ != 0) return;
    group.type = type;
    group.here = here;
    group.there = there;
    group.relation = std::get<1>(key);
    group.example = example;
  }

  const World& here_;
  const World& there_;
  bool differs_ = false;
  std::map<Key, WorldDifference::Group> groups_;
  WorldDifference result_;
};

}  // namespace

WorldDifference compare_worlds(const World& here, const World& there) {
  return Comparer(here, there).compare();
}

std::string to_text(const WorldDifference::Group& group) {
  const std::string who = fmt::format("{} {}", grouped(group.count), printable(group.type));
  const std::string_view are = group.count == 1 ? "is" : "are";
  const std::string_view have = group.count == 1 ? "has" : "have";
  if (group.relation.empty()) {
    return fmt::format("{} {} {} instead of {}, like {}", who, are, printable(group.here),
                       printable(group.there), printable(group.example));
  }
  return fmt::format("{} {} another {}, like {}: {} instead of {}", who, have,
                     printable(group.relation), printable(group.example), printable(group.here),
                     printable(group.there));
}

}  // namespace cascade::sim
