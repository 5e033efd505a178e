// SPDX-License-Identifier: Apache-2.0
#include "gui/model/run_index.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "engine/assert.h"

namespace cascade::gui {
namespace {

bool longer(const IdleGap& a, const IdleGap& b) {
  return a.end - a.begin > b.end - b.begin;
}

}  // namespace

void RunIndex::begin_pass(std::uint32_t index, RunId run, std::shared_ptr<const Plan> plan) {
  auto pass = std::make_shared<PassIndex>(index, std::move(plan));
  writing_.push_back({run, pass});
  const MutexLock lock(mutex_);
  passes_.push_back(std::move(pass));
}

PassIndex* RunIndex::pass_of(RunId run) {
  // Mostly the last one; after its end late answers may come while the next has begun.
  for (auto pass = writing_.rbegin(); pass != writing_.rend(); ++pass) {
    if (pass->run == run) return pass->index.get();
  }
  return nullptr;
}

void RunIndex::note_gap(Instant begin, Instant end) {
  const IdleGap gap{begin, end};
  if (longest_.size() == kGapsKept) {
    if (!longer(gap, longest_.front())) return;
    std::pop_heap(longest_.begin(), longest_.end(), longer);
    longest_.pop_back();
  }
  longest_.push_back(gap);
  std::push_heap(longest_.begin(), longest_.end(), longer);
  gaps_changed_ = true;
}

void RunIndex::add(const Event& event) {
  const std::size_t count = moments_.size();
  if (count == 0 || moments_[count - 1] < event.at) {
    CASCADE_ASSERT(count < std::numeric_limits<Moment>::max() - 1, "a run has too many instants");
    if (count > 0) note_gap(moments_[count - 1], event.at);
    moments_.push_back(event.at);
  }
  const auto moment = static_cast<Moment>(moments_.size() - 1);
  if (added_ % kSample == 0) samples_.push_back(moment);
  ++added_;
  if (PassIndex* pass = pass_of(event.run)) pass->add(event, moment);
}

void RunIndex::publish() {
  std::size_t bytes = moments_.bytes() + samples_.bytes();
  for (const Pass& pass : writing_) bytes += pass.index->bytes();
  bytes_.store(bytes, std::memory_order_relaxed);
  if (gaps_changed_) {
    gaps_changed_ = false;
    auto gaps = std::make_shared<std::vector<IdleGap>>(longest_);
    std::sort(gaps->begin(), gaps->end(),
              [](const IdleGap& a, const IdleGap& b) { return a.begin < b.begin; });
    const MutexLock lock(mutex_);
    gaps_ = std::move(gaps);
  }
  size_.store(added_, std::memory_order_release);
}

Moment RunIndex::moment_at(Instant at, Moment hint) const {
  return static_cast<Moment>(rank_below(moments_, moments_.size(), at, hint));
}

RunIndex::Range RunIndex::events_around(Moment moment) const {
  const std::size_t count = samples_.size();
  // The first sample at or behind the moment has an event of it at most kSample before.
  const std::size_t first = rank_below(samples_, count, moment, count);
  const std::size_t behind = rank_below(samples_, count, moment + 1, first);
  return {first == 0 ? 0 : (first - 1) * kSample, std::min(size(), behind * kSample)};
}

std::vector<std::shared_ptr<const PassIndex>> RunIndex::passes() const {
  const MutexLock lock(mutex_);
  return passes_;
}

std::shared_ptr<const std::vector<IdleGap>> RunIndex::gaps() const {
  const MutexLock lock(mutex_);
  return gaps_;
}

}  // namespace cascade::gui
