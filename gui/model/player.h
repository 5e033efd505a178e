// SPDX-License-Identifier: Apache-2.0
// Where in a run the window stands, and how it moves: by jumps, by steps of any length, or playing.
// It says where it wants to be; the seeker brings the snapshot of that moment.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "engine/time.h"
#include "gui/model/history.h"
#include "gui/model/search.h"
#include "gui/model/seeker.h"
#include "gui/model/snapshot.h"

namespace cascade::gui {

/// Thread: the UI's.
class Player {
 public:
  /// In eighths of virtual time per real time; 0: as fast as possible.
  static constexpr int kSpeedMin = 1;
  static constexpr int kSpeedMax = 64 * 8;
  static constexpr int kAsFastAsPossible = 0;
  static constexpr int kUsualSpeed = 8 * 8;

  /// `wake`: a snapshot can be taken; any thread.
  explicit Player(std::function<void()> wake);
  ~Player();

  /// Another run, or none. Stands at its begin, or follows its newest event up to a stop.
  void open(std::shared_ptr<const History> history, bool follow);

  [[nodiscard]] const std::shared_ptr<const History>& history() const { return history_; }
  /// What is shown; null: no run, or its first snapshot is not there yet.
  [[nodiscard]] const std::shared_ptr<const Snapshot>& snapshot() const { return snapshot_; }
  /// Behind the last event of a run that is over.
  [[nodiscard]] bool at_end() const {
    return history_ && history_->end() && position() == history_->size();
  }
  /// Of the snapshot; 0 without one.
  [[nodiscard]] std::uint64_t position() const { return snapshot_ ? snapshot_->position : 0; }

  // Ends playing, as everything that says where to stand.
  void seek(std::uint64_t position);
  void seek(Instant at);
  void step(Unit unit, std::uint64_t count, bool backward);
  /// Where nothing is found it stands at that end of the run; with words for that case it stays
  /// where it was.
  void go(Search search, std::string none = {});
  /// To a position that the run may not have reached yet.
  void arrive(std::uint64_t position);

  /// Goes on from here; at the end from the begin.
  void play();
  /// Goes on from here at once, whatever the speed: to the next stop, or to the end.
  void run_on();
  void pause();
  [[nodiscard]] bool playing() const { return playing_; }
  [[nodiscard]] int speed() const { return speed_; }
  /// Kept within the limits.
  void set_speed(int eighths);

  /// How far may be played: from positions `from` .. `free_to` up to `free_to`. Elsewhere playing
  /// waits for another guard.
  struct Guard {
    std::uint64_t from = 0;
    std::uint64_t free_to = 0;
    bool stops = false;  ///< Playing ends at `free_to`.
  };
  /// Nothing: as far as the run goes.
  void set_guard(std::optional<Guard> guard) { guard_ = guard; }
  /// Playing has ended at a guard's stop; told once.
  bool take_stopped() { return std::exchange(stopped_, false); }

  /// Time passes; takes what the seeker brought. True: what is shown is another.
  bool tick(Duration elapsed);
  /// On its way to where it was told to go, or as fast as possible to the end. Playing at a speed
  /// does not count.
  [[nodiscard]] bool busy() const { return going_ || (playing_ && at_once()); }
  /// A snapshot is on its way.
  [[nodiscard]] bool seeking() const { return seeker_ && seeker_->busy(); }
  /// The last search came to an end of the run without finding enough: in what words; told once.
  std::optional<std::string> take_not_found() { return std::exchange(not_found_, std::nullopt); }

 private:
  void ask(std::uint64_t position);
  [[nodiscard]] bool at_once() const { return running_on_ || speed_ == kAsFastAsPossible; }
  void stand_still();
  void advance(Duration elapsed);
  void advance_clock(Duration elapsed, std::uint64_t limit);
  /// How far playing may go now; nothing: it has to wait.
  [[nodiscard]] std::optional<std::uint64_t> limit() const;

  const std::function<void()> wake_;
  std::shared_ptr<const History> history_;
  std::unique_ptr<Seeker> seeker_;
  std::shared_ptr<const Snapshot> snapshot_;
  std::uint64_t wanted_ = 0;  ///< The position last asked for, or found.
  std::uint64_t size_seen_ = 0;
  bool end_seen_ = false;
  bool going_ = false;
  std::string none_;  ///< Of the search that is under way; see go().
  std::optional<std::string> not_found_;
  bool playing_ = false;
  bool running_on_ = false;  ///< While playing: at once.
  bool stopping_ = false;    ///< On its way to where the guard stops.
  bool stopped_ = false;
  std::optional<Guard> guard_;
  int speed_ = kUsualSpeed;
  Duration part_{};  ///< Of real time played that is less than one nanosecond of the run.
  Instant clock_{};  ///< Of the run, while playing at a speed.
};

}  // namespace cascade::gui
