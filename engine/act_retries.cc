// SPDX-License-Identifier: Apache-2.0
#include "engine/act_retries.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "engine/assert.h"
#include "engine/extension.h"

namespace cascade {

Duration Retry::wait_after(std::uint32_t attempt) const {
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max() / 4;
  std::int64_t wait = std::clamp<std::int64_t>(backoff.count(), 0, kMost);
  const std::int64_t times = std::max(1U, factor);
  if (times == 1) return Duration{wait};
  for (std::uint32_t i = 1; i < attempt && wait > 0 && wait < kMost; ++i) {
    wait = wait > kMost / times ? kMost : wait * times;
  }
  return Duration{wait};
}

const ActRetries::Entry* ActRetries::find(ActId act) const {
  const auto found = acts_.find(act);
  return found == acts_.end() ? nullptr : &found->second;
}

bool ActRetries::awaits(ActId act, std::uint32_t attempt) const {
  const Entry* const entry = find(act);
  return entry != nullptr && entry->stage == Stage::InFlight && entry->attempt == attempt;
}

bool ActRetries::any_in(ActId first, std::uint32_t count) const {
  const auto found = acts_.lower_bound(first);
  return found != acts_.end() && value(found->first) - value(first) < count;
}

ActId ActRetries::first_resting() const {
  const auto found = std::find_if(acts_.begin(), acts_.end(), [](const auto& entry) {
    return entry.second.stage != Stage::InFlight;
  });
  return found == acts_.end() ? kNoAct : found->first;
}

void ActRetries::rest(ActId act, std::uint32_t attempt, Outcome outcome, std::string message) {
  acts_.insert_or_assign(act, Entry{Stage::Waiting, outcome, attempt, std::move(message)});
  ++resting_;
}

bool ActRetries::make_ready(ActId act) {
  const auto found = acts_.find(act);
  if (found == acts_.end() || found->second.stage != Stage::Waiting) return false;
  found->second.stage = Stage::Ready;
  return true;
}

std::uint32_t ActRetries::start(ActId act) {
  const auto found = acts_.find(act);
  CASCADE_ASSERT(found != acts_.end() && found->second.stage == Stage::Ready,
                 "an act is tried again that does not wait for it");
  found->second.stage = Stage::InFlight;
  --resting_;
  return ++found->second.attempt;
}

ActRetries::Entry ActRetries::end(ActId act) {
  const auto found = acts_.find(act);
  CASCADE_ASSERT(found != acts_.end(), "an act ends whose attempts were never counted");
  if (found->second.stage != Stage::InFlight) --resting_;
  Entry entry = std::move(found->second);
  acts_.erase(found);
  return entry;
}

}  // namespace cascade
