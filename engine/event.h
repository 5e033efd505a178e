// SPDX-License-Identifier: Apache-2.0
// The closed set of things that can happen in a run. Events are the single source of everything
// shown or stored: reports, recordings, summaries, the desktop app's snapshots.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/ids.h"
#include "engine/outcome.h"
#include "engine/time.h"

namespace cascade {

/// The comment says what `subject` and `other` hold; unnamed ones are 0.
enum class EventKind : std::uint8_t {
  RunBegan,     ///< A plan was handed in. other: the act under which it runs, or kNoAct;
                ///< subject: that act's run.
  StepPlanned,  ///< Phase 1 of one step, in the order of the walk. subject: step; other: links
                ///< found; `at`: when its query ended.
  PhaseTwoBegan,
  StepStarted,    ///< subject: step. Before its first act, or alone when it has none.
  ActStarted,     ///< subject: act; other: the started act whose end, or whose attempt's end, let
                  ///< it start (at once or through acts that end without starting), or kNoAct.
  ActEnded,       ///< subject: act; outcome; other: attempt number, 0 for acts that never started
                  ///< (blocked, cancelled, not run, nothing to do). Text: the message.
  StepEnded,      ///< subject: step; outcome: the worst of its acts (Done when it has none). Also
                  ///< for steps that never started, when the run ends.
  AnswerIgnored,  ///< A late or second answer. subject: act; other: attempt number; outcome: said.
                  ///< The only event that may come after the run ended.
  RunEnded,       ///< outcome of the run: Done, Failed, Vetoed or Cancelled. other: 1 if it was
                  ///< cancelled before its end, whatever the outcome.
  // Only of acts that are tried again. While one waits it is not in flight and holds no slot.
  AttemptFailed,  ///< An attempt failed or timed out, and another one is to follow. subject: act;
                  ///< other: attempt number; outcome: the attempt's. Text: the message.
  RetryDue,       ///< The wait is over: it starts when there is a slot. subject: act; other: the
                  ///< number of the attempt to come.
  RetryStarted,   ///< subject: act; other: attempt number, from 2.
};
inline constexpr int kEventKindCount = 12;

std::string_view to_string(EventKind kind);

struct Event {
  Instant at{};
  RunId run{};
  std::uint32_t subject = 0;
  std::uint32_t other = 0;
  EventKind kind = EventKind::RunBegan;
  Outcome outcome = Outcome::Done;
  friend bool operator==(const Event&, const Event&) = default;
};
static_assert(sizeof(Event) == 24);

/// Hears every event, on the thread that runs the executor, right after it happened. `text` is
/// empty but for messages and valid during the call. Must not call back into the executor.
class Observer {
 public:
  Observer() = default;
  Observer(const Observer&) = delete;
  Observer& operator=(const Observer&) = delete;
  virtual ~Observer() = default;
  virtual void on_event(const Event& event, std::string_view text) = 0;
};

/// One line of text: "12.5ms run 1 act 17 ended: failed (timed out)". No names, only numbers.
std::string to_text(const Event& event, std::string_view text);

}  // namespace cascade
