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
#include <unordered_map>
#include <utility>

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
  struct Pending {
    Act act;
    Performer* performer = nullptr;
    Treatment treatment;
    Instant started{};
  };
  using Key = std::tuple<RunId, ActId, std::uint32_t>;  // of an attempt
  struct KeyHash {
    std::size_t operator()(const Key& key) const;
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
  std::unordered_map<Key, Pending, KeyHash> pending_;  // looked up, never walked
  std::set<Key> rested_;              // attempts that failed and were followed by a wait
  std::multimap<Instant, Key> lost_;  // effects of answers that never come, by when
  std::multimap<Instant, std::uint64_t> timers_;
  std::deque<std::function<void()>> posted_;
  ActResult said_;
};

}  // namespace cascade::sim
