// SPDX-License-Identifier: Apache-2.0
#include "gui/model/snapshot.h"

#include <numeric>
#include <span>

#include "engine/digest.h"

namespace cascade::gui {
namespace {

void add(Digest& digest, const std::optional<Instant>& instant) {
  digest.add(static_cast<std::uint64_t>(instant ? instant->time_since_epoch().count() : -1));
}

void add(Digest& digest, const std::optional<Outcome>& outcome) {
  digest.add(outcome ? static_cast<std::uint64_t>(*outcome) : std::uint64_t{kOutcomeCount});
}

template <class T>
void add(Digest& digest, const CowColumn<T>& column) {
  column.for_each_chunk([&](std::size_t, const T* values, std::size_t count) {
    digest.add(std::span<const T>(values, count));
  });
}

void add(Digest& digest, const StepState& step) {
  digest.add(static_cast<std::uint64_t>(step.phase));
  add(digest, step.outcome);
  add(digest, std::optional(step.planned_at));
  digest.add(step.links_found);
  add(digest, step.start);
  add(digest, step.end);
  digest.add(step.in_flight);
  digest.add(step.in_flight_peak);
  digest.add(std::span<const std::uint32_t>(step.acts));
}

void add(Digest& digest, const PassState& pass) {
  digest.add(static_cast<std::uint64_t>(pass.phase));
  add(digest, pass.outcome);
  add(digest, std::optional(pass.began));
  add(digest, pass.phase2_began);
  add(digest, pass.ended_at);
  digest.add(pass.acts_ended);
  digest.add(pass.acts_in_flight);
  for (const StepState& step : pass.steps) add(digest, step);
  add(digest, pass.acts);
}

}  // namespace

std::uint32_t StepState::ended() const {
  return std::accumulate(acts.begin(), acts.end(), std::uint32_t{0});
}

std::optional<Outcome> StepState::worst() const {
  for (std::size_t i = 0; i < acts.size(); ++i) {
    if (acts[i] > 0) return static_cast<Outcome>(i);
  }
  return std::nullopt;
}

const PassState* Snapshot::current() const {
  return passes.empty() ? nullptr : passes.back().get();
}

std::uint64_t Snapshot::digest() const {
  Digest digest;
  digest.add(position);
  add(digest, std::optional(now));
  for (const auto& pass : passes) add(digest, *pass);
  for (const TypeState& type : types) {
    add(digest, type.lives);
    add(digest, type.states);
  }
  return digest.number();
}

}  // namespace cascade::gui
