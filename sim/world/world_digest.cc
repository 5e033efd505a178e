// SPDX-License-Identifier: Apache-2.0
// What is asked of a whole world: its digest, its size, its consistency. The digest goes column by
// column through a small buffer in which everything that must not count is blotted out.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <type_traits>

#include "sim/world/world.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace cascade::sim {
namespace {

static_assert(std::endian::native == std::endian::little,
              "digests are of little-endian columns; a big-endian machine has to swap bytes");

class Hasher {
 public:
  Hasher() { XXH3_64bits_reset(&state_); }
  template <class T>
  void add(std::span<const T> values) {
    XXH3_64bits_update(&state_, values.data(), values.size_bytes());
  }
  template <class T>
  void add_one(T number) {
    add(std::span<const T>(&number, 1));
  }
  /// `cell(i)` for all i below `count`.
  template <class T, class Cell>
  void add_cells(std::size_t count, Cell cell) {
    std::array<T, 2048> buffer;
    for (std::size_t begin = 0; begin < count; begin += buffer.size()) {
      const std::size_t size = std::min(buffer.size(), count - begin);
      for (std::size_t i = 0; i < size; ++i) buffer[i] = cell(begin + i);
      add(std::span<const T>(buffer.data(), size));
    }
  }
  [[nodiscard]] std::uint64_t result() const { return XXH3_64bits_digest(&state_); }

 private:
  XXH3_state_t state_;
};

bool exists(ResourceIndex index, const std::vector<Life>& lives) {
  return index < lives.size() && lives[index] != Life::Gone;
}

/// The sets of a Many relation, sorted: in which order they were filled does not count.
template <class Row>
void add_rows(Hasher& hasher, const std::vector<Row>& rows,
              const std::vector<ResourceIndex>& targets, const std::vector<Life>& lives,
              const std::vector<Life>& ends) {
  std::vector<ResourceIndex> set;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    set.clear();
    const std::uint32_t size = lives[i] == Life::Live ? rows[i].size : 0;
    for (std::uint32_t k = 0; k < size; ++k) {
      const ResourceIndex end = targets[rows[i].begin + k];
      if (exists(end, ends)) set.push_back(end);
    }
    std::sort(set.begin(), set.end());
    hasher.add_one<std::uint64_t>(set.size());
    hasher.add(std::span<const ResourceIndex>(set));
  }
}

template <class T>
std::size_t bytes_of(const std::vector<T>& column) {
  return column.capacity() * sizeof(T);
}

}  // namespace

std::uint64_t World::digest() const {
  Hasher hasher;
  for (std::size_t t = 0; t < types_.size(); ++t) {
    const TypeColumns& own = types_[t];
    const std::size_t count = own.life.size();
    const Life* const life = own.life.data();
    hasher.add_one<std::uint64_t>(count);
    hasher.add(std::span<const Life>(own.life));
    const auto add_live = [&](const auto& column) {
      using Cell = typename std::decay_t<decltype(column)>::value_type;
      hasher.add_cells<Cell>(
          count, [&](std::size_t i) { return life[i] == Life::Live ? column[i] : Cell{0}; });
    };
    add_live(own.state);
    for (const auto& column : own.attributes) add_live(column);
    for (const auto& column : own.counters) add_live(column);
    for (std::size_t r = 0; r < own.relations.size(); ++r) {
      const Relation& spec = model_->types[t].relations[r];
      const std::vector<Life>& ends = columns(spec.target).life;
      if (spec.kind == Relation::Kind::Many) {
        add_rows(hasher, own.relations[r].rows, own.relations[r].targets, own.life, ends);
      } else if (spec.kind != Relation::Kind::Inverse) {
        const auto& targets = own.relations[r].targets;
        hasher.add_cells<ResourceIndex>(count, [&](std::size_t i) {
          return life[i] == Life::Live && exists(targets[i], ends) ? targets[i] : kNoResource;
        });
      }
    }
  }
  return hasher.result();
}

std::size_t World::bytes() const {
  std::size_t total = types_.capacity() * sizeof(TypeColumns);
  for (const TypeColumns& own : types_) {
    total += bytes_of(own.life) + bytes_of(own.state);
    for (const auto& column : own.attributes) total += bytes_of(column);
    for (const auto& column : own.counters) total += bytes_of(column);
    for (const RelationColumn& column : own.relations) {
      total += sizeof(RelationColumn) + bytes_of(column.targets) + bytes_of(column.rows) +
               bytes_of(column.offsets) + bytes_of(column.sources);
    }
    // A node of an unordered map: a link and the value.
    constexpr std::size_t kNode = 2 * sizeof(void*) + sizeof(std::string) + sizeof(ResourceIndex);
    total += own.names.size() * 2 * kNode;
  }
  return total;
}

std::optional<std::string> World::find_inconsistency(Resource resource, RelationId relation) const {
  const Relation& spec = model_->type(resource.type).relations[value(relation)];
  if (spec.kind == Relation::Kind::Inverse) return std::nullopt;
  ResourceIndex only = kNoResource;
  std::span<const ResourceIndex> ends(&only, 1);
  if (spec.kind == Relation::Kind::Many) {
    ends = targets(resource, relation);
  } else {
    only = target(resource, relation);
  }
  for (const ResourceIndex end : ends) {
    if (end == kNoResource && spec.kind == Relation::Kind::Single) {
      return fmt::format("{} has no {}; it needs exactly one", name(resource), spec.name);
    }
    if (end != kNoResource && end >= count(spec.target)) {
      return fmt::format("{} of {} is {} number {}, but there are only {}", spec.name,
                         name(resource), model_->type(spec.target).name, std::uint64_t{end} + 1,
                         count(spec.target));
    }
  }
  return std::nullopt;
}

std::optional<std::string> World::find_inconsistency() const {
  for (std::size_t t = 0; t < types_.size(); ++t) {
    const TypeColumns& own = types_[t];
    for (std::size_t r = 0; r < own.relations.size(); ++r) {
      for (ResourceIndex i = 0; i < own.life.size(); ++i) {
        if (own.life[i] != Life::Live) continue;
        auto found = find_inconsistency({TypeId(t), i}, RelationId(r));
        if (found) return found;
      }
    }
  }
  return std::nullopt;
}

}  // namespace cascade::sim
