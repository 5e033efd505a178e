// SPDX-License-Identifier: Apache-2.0
// Building and changing a world. Rows of Many relations lie in one column: a row at its end grows
// in place, any other moves to the end with room to grow; build_indices() packs them again.
#include "sim/world/world.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "engine/assert.h"

namespace cascade::sim {
namespace {

constexpr std::uint32_t kIndicesMax = 0x7FFFFFFF;
/// Room behind a row of a Many relation that has moved; kNoResource is a target taken out.
constexpr ResourceIndex kFree = kNoResource - 1;

template <class T>
void give_back(std::vector<T>& column) {
  if (column.capacity() > column.size() + column.size() / 8) column.shrink_to_fit();
}

}  // namespace

World::World(std::shared_ptr<const Model> model) : model_(std::move(model)) {
  types_.resize(model_->types.size());
  for (std::size_t i = 0; i < types_.size(); ++i) {
    const TypeSpec& spec = model_->types[i];
    types_[i].attributes.resize(spec.attributes.size());
    types_[i].counters.resize(spec.counters.size());
    types_[i].relations.resize(spec.relations.size());
  }
}

std::unique_ptr<World> World::clone() const {
  auto copy = std::make_unique<World>(model_);
  copy->types_ = types_;
  return copy;
}

void World::assign(const World& other) {
  CASCADE_ASSERT(model_ == other.model_ || model_->text == other.model_->text,
                 "a world of another model");
  types_ = other.types_;
}

ResourceIndex World::add_many(TypeId type, std::uint32_t count) {
  TypeColumns& own = columns(type);
  const std::size_t first = own.life.size();
  CASCADE_ASSERT(count <= kIndicesMax - first, "more than 2^31 - 1 resources of a type");
  const std::size_t size = first + count;
  own.life.resize(size, Life::Live);
  own.state.resize(size, 0);
  for (auto& column : own.attributes) column.resize(size, 0);
  for (auto& column : own.counters) column.resize(size, 0);
  const TypeSpec& spec = model_->type(type);
  for (std::size_t i = 0; i < own.relations.size(); ++i) {
    if (spec.relations[i].kind == Relation::Kind::Many) {
      own.relations[i].rows.resize(size);
    } else if (spec.relations[i].kind != Relation::Kind::Inverse) {
      own.relations[i].targets.resize(size, kNoResource);
    }
  }
  return static_cast<ResourceIndex>(first);
}

void World::set_name(Resource resource, std::string name) {
  TypeColumns& own = columns(resource.type);
  if (const auto old = own.names.find(resource.index); old != own.names.end()) {
    own.by_name.erase(old->second);
  }
  const bool unique = own.by_name.emplace(name, resource.index).second;
  CASCADE_ASSERT(unique, "two resources of a type with one name");
  own.names.insert_or_assign(resource.index, std::move(name));
}

std::uint32_t World::count(TypeId type, Life life) const {
  const auto column = life_column(type);
  return static_cast<std::uint32_t>(std::count(column.begin(), column.end(), life));
}

std::uint64_t World::resource_count() const {
  std::uint64_t total = 0;
  for (const TypeColumns& type : types_) total += type.life.size();
  return total;
}

std::int64_t World::counter(Resource resource, CounterId counter) const {
  // Reading through atomic_ref needs a mutable object; nothing is written.
  auto& cell =
      const_cast<std::int64_t&>(columns(resource.type).counters[value(counter)][resource.index]);
  return std::atomic_ref<std::int64_t>(cell).load(std::memory_order_relaxed);
}

void World::add_to_counter(Resource resource, CounterId counter, std::int64_t amount) {
  tell(resource, WorldChange::Counter);
  std::int64_t& cell = columns(resource.type).counters[value(counter)][resource.index];
  std::atomic_ref<std::int64_t>(cell).fetch_add(amount, std::memory_order_relaxed);
}

bool World::has_target(Resource resource, RelationId relation, ResourceIndex target) const {
  const RelationColumn& column = columns(resource.type).relations[value(relation)];
  if (column.rows.empty()) return column.targets[resource.index] == target;
  const auto row = targets(resource, relation);
  return std::find(row.begin(), row.end(), target) != row.end();
}

void World::add_target(Resource resource, RelationId relation, ResourceIndex target) {
  if (has_target(resource, relation, target)) return;
  tell(resource, WorldChange::Relation);
  RelationColumn& column = columns(resource.type).relations[value(relation)];
  auto& pool = column.targets;
  RelationColumn::Row& row = column.rows[resource.index];
  const std::size_t end = std::size_t{row.begin} + row.size;
  CASCADE_ASSERT(pool.size() < kFree - 2 * std::size_t{row.size}, "too many targets of a relation");
  column.mark_gained();
  if (row.size > 0 && end < pool.size() && pool[end] == kFree) {
    pool[end] = target;
  } else if (row.size > 0 && end == pool.size()) {
    pool.push_back(target);
  } else {
    // Old places hold kNoResource, never kFree: no other row may grow into them.
    const std::size_t begin = pool.size();
    pool.resize(begin + std::size_t{row.size} * 2, kFree);
    for (std::uint32_t i = 0; i < row.size; ++i) {
      pool[begin + i] = std::exchange(pool[row.begin + i], kNoResource);
    }
    if (row.size == 0) {
      pool.push_back(target);
    } else {
      pool[begin + row.size] = target;
    }
    row.begin = static_cast<std::uint32_t>(begin);
  }
  ++row.size;
}

void World::remove_target(Resource resource, RelationId relation, ResourceIndex target) {
  if (!has_target(resource, relation, target)) return;
  tell(resource, WorldChange::Relation);
  RelationColumn& column = columns(resource.type).relations[value(relation)];
  const RelationColumn::Row row = column.rows[resource.index];
  for (std::uint32_t i = row.begin; i < row.begin + row.size; ++i) {
    if (column.targets[i] == target) column.targets[i] = kNoResource;
  }
}

void World::clear_targets(Resource resource, RelationId relation) {
  tell(resource, WorldChange::Relation);
  RelationColumn& column = columns(resource.type).relations[value(relation)];
  const RelationColumn::Row row = column.rows[resource.index];
  std::fill_n(column.targets.begin() + row.begin, row.size, kNoResource);
}

void World::build_index(TypeId type, RelationId relation) {
  RelationColumn& column = columns(type).relations[value(relation)];
  const TypeId target_type = model_->type(type).relations[value(relation)].target;
  const std::uint32_t target_count = count(target_type);
  if (!column.rows.empty()) {
    std::vector<ResourceIndex> packed;
    packed.reserve(column.targets.size());
    for (RelationColumn::Row& row : column.rows) {
      const auto begin = static_cast<std::uint32_t>(packed.size());
      for (std::uint32_t i = row.begin; i < row.begin + row.size; ++i) {
        if (column.targets[i] != kNoResource) packed.push_back(column.targets[i]);
      }
      row = {begin, static_cast<std::uint32_t>(packed.size()) - begin};
    }
    column.targets = std::move(packed);
  }
  give_back(column.targets);
  give_back(column.rows);

  // Counting sort by target. While it runs, offsets[t + 1] is where the next source of t goes.
  auto& offsets = column.offsets;
  offsets.assign(std::size_t{target_count} + 2, 0);
  std::size_t total = 0;
  for (const ResourceIndex target : column.targets) {
    if (target >= target_count) continue;
    ++offsets[target + 2];
    ++total;
  }
  for (std::size_t i = 2; i < offsets.size(); ++i) offsets[i] += offsets[i - 1];
  column.sources.resize(total);
  const auto place = [&](ResourceIndex source, ResourceIndex target) {
    if (target < target_count) column.sources[offsets[target + 1]++] = source;
  };
  const std::uint32_t source_count = count(type);
  for (ResourceIndex source = 0; source < source_count; ++source) {
    if (column.rows.empty()) {
      place(source, column.targets[source]);
    } else {
      for (const ResourceIndex target : targets({type, source}, relation)) place(source, target);
    }
  }
  offsets.pop_back();
  column.gained = false;
}

void World::build_indices() {
  for (std::size_t i = 0; i < types_.size(); ++i) {
    TypeColumns& own = types_[i];
    give_back(own.life);
    give_back(own.state);
    for (auto& column : own.attributes) give_back(column);
    for (auto& column : own.counters) give_back(column);
    for (std::size_t r = 0; r < own.relations.size(); ++r) {
      if (own.relations[r].gained) build_index(TypeId(i), RelationId(r));
    }
  }
}

bool World::indices_current() const {
  return std::all_of(types_.begin(), types_.end(), [](const TypeColumns& type) {
    return std::none_of(type.relations.begin(), type.relations.end(),
                        [](const RelationColumn& column) { return column.gained; });
  });
}

std::string World::name(Resource resource) const {
  const TypeSpec& spec = model_->type(resource.type);
  const std::string_view own = own_name(resource);
  if (!own.empty()) return fmt::format("{}/{}", spec.name, own);
  return fmt::format("{}/{}", spec.name, std::uint64_t{resource.index} + 1);
}

std::string_view World::own_name(Resource resource) const {
  const auto& names = columns(resource.type).names;
  if (names.empty()) return {};
  const auto given = names.find(resource.index);
  return given == names.end() ? std::string_view{} : std::string_view{given->second};
}

std::optional<Resource> World::find(std::string_view name) const {
  const std::size_t slash = name.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto type = model_->find_type(name.substr(0, slash));
  if (!type) return std::nullopt;
  const TypeColumns& own = columns(*type);
  const std::string_view rest = name.substr(slash + 1);
  const auto given = own.by_name.find(std::string(rest));
  if (given != own.by_name.end()) return Resource{*type, given->second};
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
  const bool exact = error == std::errc{} && end == rest.data() + rest.size() && rest[0] != '0';
  if (!exact || number > own.life.size() || own.names.contains(number - 1)) return std::nullopt;
  return Resource{*type, number - 1};
}

}  // namespace cascade::sim
