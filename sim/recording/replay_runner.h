// SPDX-License-Identifier: Apache-2.0
// A runner without a will of its own: what arrives, and when, is read from recorded events. Inner
// part of sim/recording/replay.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/act.h"
#include "engine/runner.h"
#include "engine/timer_token.h"
#include "engine/virtual_runner.h"
#include "sim/recording/recording.h"

namespace cascade::sim {

/// Hears the events that the engine tells and holds each against the recorded one.
class EventComparer final : public Observer {
 public:
  explicit EventComparer(const Recording& recording) : recording_(recording) {}
  void on_event(const Event& event, std::string_view text) override;

  /// How many events were told and equal.
  [[nodiscard]] std::size_t position() const { return position_; }
  [[nodiscard]] bool at_end() const { return position_ == recording_.events.size(); }
  /// Null at the end.
  [[nodiscard]] const Event* expected() const {
    return at_end() ? nullptr : &recording_.events[position_];
  }
  [[nodiscard]] std::string_view expected_text() const;
  [[nodiscard]] bool differs() const { return differs_; }
  /// What was told instead of expected(), in words.
  [[nodiscard]] const std::string& told() const { return told_; }

 private:
  const Recording& recording_;
  std::size_t position_ = 0;
  std::size_t next_text_ = 0;
  bool differs_ = false;
  std::string told_;
};

/// Attempts that were started and are not answered. Found by act, one step each: a large run has
/// millions of them, and hashing would cost a good part of a replay.
class PendingAttempts {
 public:
  struct Pending {
    Act act;
    Performer* performer = nullptr;
    Treatment treatment;
    Instant started{};
  };

  /// Null: there is none. Valid until the next call of put() or erase().
  [[nodiscard]] const Pending* find(const Attempt& attempt) const;
  /// Instead of the one that was there.
  void put(const Pending& pending);
  void erase(const Attempt& attempt);

 private:
  static constexpr std::uint32_t kNone = 0xFFFF'FFFF;
  struct Slot {
    Pending pending;
    std::uint32_t next = kNone;  ///< Of another attempt of the same act, or of a free slot.
  };

  /// Where the index of the act's first slot is. Null: nothing of it was ever put.
  [[nodiscard]] const std::uint32_t* head(RunId run, ActId act) const;

  std::vector<std::vector<std::uint32_t>> heads_;  // by run and act
  std::vector<Slot> slots_;
  std::uint32_t free_ = kNone;
};

/// Thread: the executor's.
class ReplayRunner final : public Runner, private CompletionPort {
 public:
  /// `recorded` tells what comes next. `on_threads`: the recording was made on threads.
  ReplayRunner(const EventComparer& recorded, bool on_threads)
      : recorded_(recorded), on_threads_(on_threads) {}
  /// How the recorded world treated the acts. Before the first start.
  void set_treatments(TreatmentSource& treatments) { treatments_ = &treatments; }
  /// When the next run begins.
  void set_now(Instant now) { now_ = now; }
  /// Does what was under way without an answer: lost answers have their effects.
  void settle();

  [[nodiscard]] Instant now() const override { return now_; }
  void start(const Act& act, Performer& performer) override;
  void set_timer(Instant at, std::uint64_t token) override;
  void post(std::function<void()> call) override;
  /// False: the engine does not wait for what the recording says next.
  bool next(Arrival& arrival) override;

 private:
  using Pending = PendingAttempts::Pending;
  struct AttemptLess {
    bool operator()(const Attempt& a, const Attempt& b) const {
      return std::tie(a.run, a.act, a.number) < std::tie(b.run, b.act, b.number);
    }
  };

  void complete(const Attempt& attempt, ActResult&& result) override;
  void abandon(const Attempt& attempt) override;
  void threw(const Attempt& attempt, std::string what) override;

  [[nodiscard]] bool decides_between_operations(const Event& event) const;
  bool take_posted(Arrival& arrival);
  bool answer(const Event& event, Arrival& arrival);
  bool take_timer(TimerToken wanted, Instant at, Arrival& arrival);
  /// The answer is in said_.
  void perform(const Pending& pending);
  void perform_lost(Instant until);

  const EventComparer& recorded_;
  bool on_threads_;
  TreatmentSource* treatments_ = nullptr;
  Instant now_{};
  PendingAttempts pending_;
  std::set<Attempt, AttemptLess> rested_;  // that failed and were followed by a wait
  std::multimap<Instant, Attempt> lost_;   // effects of answers that never come, by when
  std::multimap<Instant, std::uint64_t> timers_;
  std::deque<std::function<void()>> posted_;
  ActResult said_;
};

}  // namespace cascade::sim
