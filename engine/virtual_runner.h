// SPDX-License-Identifier: Apache-2.0
// A runner on virtual time: one queue of what is to come, ordered by (instant, sequence number);
// waiting means jumping to the next. What the outside world does to an act is asked of a
// TreatmentSource, so that latencies and faults are data. The dry runner is the same without
// effects: acts are never performed and always succeed.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/runner.h"

namespace cascade {

/// What the simulated world does with one attempt of one act.
struct Treatment {
  enum class Kind : std::uint8_t {
    Normal,       ///< Performed when the latency has passed; that instant's answer is delivered.
    FailBefore,   ///< Never performed; Failed after the latency.
    FailAfter,    ///< Performed after the latency; Failed is answered whatever it said.
    Hang,         ///< Never performed, never answered: times out.
    LoseAnswer,   ///< Performed after the latency, never answered: times out.
    AnswerTwice,  ///< Performed after the latency; its answer is delivered, and at once again.
    Throw,        ///< Never performed: after the latency the extension throws, so Failed.
    Veto,         ///< Never performed; Vetoed after the latency.
    Skip,         ///< Never performed; Skipped after the latency.
  };
  Duration latency{};
  Kind kind = Kind::Normal;
};

/// Whether an act that is treated so is performed at all.
bool is_performed(Treatment::Kind kind);
/// What is answered instead of performing it. Only for kinds that are not performed; a hanging act
/// times out instead.
ActResult unperformed_result(Treatment::Kind kind);

/// Pure: the same attempt gets the same treatment, whatever the order of asking.
class TreatmentSource {
 public:
  TreatmentSource() = default;
  TreatmentSource(const TreatmentSource&) = delete;
  TreatmentSource& operator=(const TreatmentSource&) = delete;
  virtual ~TreatmentSource() = default;
  [[nodiscard]] virtual Treatment treat(const Act& act) = 0;
};

/// Thread: everything, also extensions' completions and posts, on one thread. Must outlive the
/// completions that it handed out.
///
/// An answer comes in time when it comes at the instant of the timeout. An act whose latency is
/// longer than its timeout times out and is performed later all the same, as in the real world.
class VirtualRunner final : public Runner, private CompletionPort {
 public:
  enum class Effects : std::uint8_t {
    Performed,
    Dry,  ///< Acts are not performed; Kind and timeouts are ignored.
  };
  enum class Pace : std::uint8_t {
    LockStep,  ///< Each act is performed when all answers before it have been handed out.
    Batches,   ///< Acts that are due at once are performed in batches, whose answers arrive
               ///< together: much faster. The same answers in the same order where extensions
               ///< answer at once, but the world is ahead of them.
  };
  explicit VirtualRunner(TreatmentSource& treatments, Effects effects = Effects::Performed,
                         Pace pace = Pace::LockStep);

  [[nodiscard]] Instant now() const override { return now_; }
  void start(const Act& act, Performer& performer) override;
  void start_all(Act act, std::uint32_t count, Performer& performer) override;
  void set_timer(Instant at, std::uint64_t token) override;
  void post(std::function<void()> call) override;
  bool next(Arrival& arrival) override;

 private:
  /// Something to come. Acts of one step that follow one another in the plan and in the queue
  /// share one entry, so that a step with a million acts of no latency needs no memory.
  struct Entry {
    enum class Kind : std::uint8_t { Perform, TimeOut, Answer, Timer, Call };
    Kind kind = Kind::Perform;
    Treatment::Kind treatment = Treatment::Kind::Normal;
    bool times_out_anyway = false;  ///< Perform: its timeout has been queued at the start.
    StepId step = kNoStep;
    std::uint32_t count = 1;  ///< Perform: how many consecutive acts.
    Attempt attempt;          ///< Of the first one.
    Performer* performer = nullptr;
    const Plan* plan = nullptr;
    Instant started{};
    std::uint64_t token = 0;
  };
  struct Due {
    Instant at;
    std::uint64_t sequence;
    std::uint32_t slot;  ///< Of slots_.
  };
  struct AttemptHash {
    std::size_t operator()(const Attempt& attempt) const;
  };
  /// The attempt that is being performed, and where its answer goes.
  struct Performing {
    const Act* act = nullptr;
    Treatment::Kind treatment = Treatment::Kind::Normal;
    Arrival* arrival = nullptr;  ///< Null: nothing is being performed, or it has answered.
  };

  void complete(const Attempt& attempt, ActResult&& result) override;
  void abandon(const Attempt& attempt) override;
  void threw(const Attempt& attempt, std::string what) override;

  static Duration timeout_of(const Entry& entry);
  [[nodiscard]] bool continues(const Entry& batch, const Act& act) const;
  [[nodiscard]] bool is_performing(const Attempt& attempt) const {
    return performing_.arrival != nullptr && performing_.act->attempt == attempt;
  }
  void open_batch(const Act& act, Performer& performer);
  void start_treated(const Act& act, Performer& performer, const Treatment& treatment);
  void complete_later(const Attempt& attempt, ActResult&& result);
  void answer_later(const Attempt& attempt, ActResult&& result);
  void queue(Instant at, const Entry& entry);
  void push_present(const Entry& entry);
  bool take(Entry& entry);
  bool take_present(Entry& entry);
  void drop_present(std::uint32_t acts);
  [[nodiscard]] bool answered_in_time(const Entry& entry) const;
  bool deliver(const Entry& entry, Arrival& arrival);
  bool perform(const Entry& entry, Arrival& arrival);
  [[nodiscard]] const Entry* present_perform() const;
  bool perform_present(const Entry& entry, Arrival& arrival);
  void await_answer(const Act& act, Instant started);

  TreatmentSource& treatments_;
  Effects effects_;
  Pace pace_;
  Instant now_{};
  std::uint64_t sequence_ = 0;
  // What is due at a later instant: a heap over slots. What is due now is in `lane_`, first in,
  // first out, behind all that the heap still holds for this instant.
  std::vector<Due> later_;
  std::vector<Entry> slots_;
  std::vector<std::uint32_t> free_slots_;
  std::deque<Entry> lane_;
  Entry* open_batch_ = nullptr;              // the lane's last entry, while acts may still join it
  std::deque<ActResult> answers_;            // of the lane's Answer entries, in order
  std::deque<std::function<void()>> calls_;  // of the lane's Call entries, in order
  // Attempts that were performed and not answered, also after they timed out; looked up by
  // attempt, never walked.
  std::unordered_map<Attempt, Treatment::Kind, AttemptHash> unanswered_;
  Performing performing_;
  // The answer that ended a batch and is handed out next.
  Arrival further_;
  bool has_further_ = false;
};

}  // namespace cascade
