// SPDX-License-Identifier: Apache-2.0
// Goes to positions of a history on a thread of its own: the window asks, and takes the snapshot
// when it is there. Between questions keyframes are made, so that later jumps are quick.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <thread>

#include "engine/mutex.h"
#include "gui/model/cursor.h"
#include "gui/model/history.h"
#include "gui/model/search.h"
#include "gui/model/snapshot.h"

namespace cascade::gui {

/// Thread: the UI's, beside its own.
class Seeker {
 public:
  struct Arrival {
    std::shared_ptr<const Snapshot> snapshot;
    bool found = true;  ///< False: the search came to an end of the history.
  };

  /// `wake` is called on the seeker's thread when there is something to take.
  Seeker(std::shared_ptr<const History> history, std::function<void()> wake);
  ~Seeker();
  Seeker(const Seeker&) = delete;
  Seeker& operator=(const Seeker&) = delete;

  /// Only the newest question is answered. Positions behind the end mean the end.
  void ask(std::uint64_t position);
  /// Waits for a history that still grows, until something is found.
  void ask(Search search);
  /// What was asked is of no interest any more.
  void cancel();
  /// The history may have grown: waiting searches go on.
  void grown();

  /// The newest answer that was not taken yet.
  std::optional<Arrival> take();
  /// A question is open, or its answer not taken.
  [[nodiscard]] bool busy() const;

 private:
  struct Question {
    std::uint64_t position = 0;
    std::optional<SearchRun> search;
    std::uint64_t number = 0;   ///< Among all questions.
    std::uint64_t growths = 0;  ///< That had been told when it was looked at.
  };

  void put(std::optional<Question> question);
  void loop();
  void reply(Question question);
  /// Takes the open question, or asks for a keyframe (nothing). False: it is over.
  bool wait(std::optional<Question>& question);
  /// Nothing: the search has to wait until there is more.
  std::optional<Arrival> answer(Question& question);

  const std::shared_ptr<const History> history_;
  const std::function<void()> wake_;
  Cursor cursor_;  ///< The thread's own.

  mutable Mutex mutex_;
  CondVar changed_;
  std::optional<Question> question_ CASCADE_GUARDED_BY(mutex_);
  std::optional<Arrival> answer_ CASCADE_GUARDED_BY(mutex_);
  std::uint64_t asked_ CASCADE_GUARDED_BY(mutex_) = 0;    ///< Number of the newest.
  std::uint64_t growths_ CASCADE_GUARDED_BY(mutex_) = 0;  ///< Counts calls of grown().
  bool working_ CASCADE_GUARDED_BY(mutex_) = false;
  bool waiting_ CASCADE_GUARDED_BY(mutex_) = false;   ///< The question, until the next growth.
  bool preparing_ CASCADE_GUARDED_BY(mutex_) = true;  ///< There may be keyframes to make.
  bool ending_ CASCADE_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace cascade::gui
