// SPDX-License-Identifier: Apache-2.0
#include "gui/model/map_tones.h"

#include <algorithm>
#include <cstddef>

namespace cascade::gui {
namespace {

// Where several acts touch one resource, the last of these is shown.
constexpr std::array<std::uint8_t, kActStatusCount> make_ranks() {
  std::array<std::uint8_t, kActStatusCount> ranks{};
  std::uint8_t rank = 0;
  for (const ActStatus status :
       {ActStatus::Skipped, ActStatus::Waiting, ActStatus::Done, ActStatus::NotRun,
        ActStatus::Cancelled, ActStatus::Vetoed, ActStatus::Blocked, ActStatus::TimedOut,
        ActStatus::Failed, ActStatus::InFlight}) {
    ranks[static_cast<std::size_t>(status)] = ++rank;
  }
  return ranks;
}
constexpr std::array<std::uint8_t, kActStatusCount> kRanks = make_ranks();
constexpr std::uint8_t kUntouched = 0;

// The tone of a resource that is there, by the rank of its acts.
constexpr std::array<MapTone, kActStatusCount + 1> kActTones{
    MapTone::Live,     MapTone::Skipped,   MapTone::Waiting, MapTone::Done,
    MapTone::NotRun,   MapTone::Cancelled, MapTone::Vetoed,  MapTone::Blocked,
    MapTone::TimedOut, MapTone::Failed,    MapTone::InFlight};

using Ranks = std::vector<std::vector<std::uint8_t>>;

void add_acts(Ranks& ranks, const MapMoment& moment, const std::stop_token& stop) {
  const Plan& plan = *moment.plan;
  const std::span<const ResourceIndex> resources = plan.resources();
  std::uint32_t step = 0;
  moment.pass->acts.for_each_chunk(
      [&](std::size_t first, const ActStatus* statuses, std::size_t count) {
        if (stop.stop_requested()) return;
        for (std::size_t i = 0; i < count; ++i) {
          const std::size_t act = first + i;
          while (act >= plan.steps()[step].acts_end) ++step;
          ActStatus status = statuses[i];
          if (moment.rehearsal && status == ActStatus::Done) status = ActStatus::Waiting;
          std::uint8_t& rank = ranks[value(plan.steps()[step].type)][resources[act]];
          rank = std::max(rank, kRanks[static_cast<std::size_t>(status)]);
        }
      });
}

MapTone tone_of(sim::Life life, bool first_state, std::uint8_t rank) {
  const MapTone tone = kActTones[rank];
  if (tone >= MapTone::NotRun) return tone;
  if (life == sim::Life::Gone) return MapTone::Gone;
  if (life == sim::Life::Deleted) return MapTone::Deleted;
  return rank == kUntouched && !first_state ? MapTone::Other : tone;
}

}  // namespace

std::string_view to_string(MapTone tone) {
  static constexpr std::array<std::string_view, kMapToneCount> kWords{
      "nothing",     "inside",    "not there yet", "gone",    "deleted",  "skipped",
      "other state", "untouched", "done",          "planned", "not run",  "cancelled",
      "vetoed",      "blocked",   "timed out",     "failed",  "in flight"};
  return kWords[static_cast<std::size_t>(tone)];
}

std::shared_ptr<const MapTones> make_map_tones(const sim::World& world, const MapMoment& moment,
                                               const std::stop_token& stop) {
  const std::size_t types = world.model().types.size();
  Ranks ranks(types);
  for (std::size_t t = 0; t < types; ++t) {
    ranks[t].assign(world.count(static_cast<TypeId>(t)), kUntouched);
  }
  if (moment.plan != nullptr && moment.pass != nullptr) add_acts(ranks, moment, stop);

  auto tones = std::make_shared<MapTones>();
  tones->by_type.resize(types);
  for (std::size_t t = 0; t < types; ++t) {
    if (stop.stop_requested()) return nullptr;
    const auto type = static_cast<TypeId>(t);
    const auto first_lives = world.life_column(type);
    const auto first_states = world.state_column(type);
    const bool known = moment.snapshot != nullptr && moment.snapshot->types.size() > t;
    const TypeState* const now = known ? &moment.snapshot->types[t] : nullptr;
    std::vector<MapTone>& column = tones->by_type[t];
    column.resize(first_lives.size());
    for (ResourceIndex i = 0; i < column.size(); ++i) {
      const sim::Life life = now != nullptr ? now->lives[i] : first_lives[i];
      const std::uint8_t state = now != nullptr ? now->states[i] : first_states[i];
      column[i] = tone_of(life, state == 0, ranks[t][i]);
      if (first_lives[i] != sim::Life::Gone) ++tones->counts[static_cast<std::size_t>(column[i])];
    }
  }
  for (const Resource resource : moment.absent) {
    tones->by_type[value(resource.type)][resource.index] = MapTone::Absent;
  }
  for (const Resource resource : moment.appearing) {
    ++tones->counts[static_cast<std::size_t>(tones->of(resource))];
  }
  return tones;
}

}  // namespace cascade::gui
