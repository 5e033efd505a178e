// SPDX-License-Identifier: Apache-2.0
#include "gui/model/type_counts.h"

#include <utility>

namespace cascade::gui {
namespace {

LifeCounts count_lives(const sim::Life* lives, std::size_t count) {
  LifeCounts counts{};
  for (std::size_t i = 0; i < count; ++i) ++counts[static_cast<std::size_t>(lives[i])];
  return counts;
}

}  // namespace

void TypeCounts::count(const sim::World& world) {
  snapshot_ = nullptr;
  chunks_.clear();
  counts_.assign(world.model().types.size(), {});
  for (std::size_t t = 0; t < counts_.size(); ++t) {
    const auto lives = world.life_column(static_cast<TypeId>(t));
    counts_[t] = count_lives(lives.data(), lives.size());
  }
}

void TypeCounts::count(std::shared_ptr<const Snapshot> snapshot) {
  chunks_.resize(snapshot->types.size());
  counts_.assign(snapshot->types.size(), {});
  chunks_counted_ = 0;
  for (std::size_t t = 0; t < snapshot->types.size(); ++t) {
    std::size_t nth = 0;
    snapshot->types[t].lives.for_each_chunk(
        [&](std::size_t, const sim::Life* lives, std::size_t count) {
          if (chunks_[t].size() <= nth) chunks_[t].emplace_back();
          Chunk& chunk = chunks_[t][nth++];
          // The snapshot before is still there: an equal address is the same chunk.
          if (chunk.lives != lives) {
            chunk = {lives, count_lives(lives, count)};
            ++chunks_counted_;
          }
          for (std::size_t life = 0; life < chunk.counts.size(); ++life) {
            counts_[t][life] += chunk.counts[life];
          }
        });
    chunks_[t].resize(nth);
  }
  snapshot_ = std::move(snapshot);
}

}  // namespace cascade::gui
