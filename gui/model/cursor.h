// SPDX-License-Identifier: Apache-2.0
// Goes to any position of a history and says how everything stands there. Between keyframes, which
// are kept on the way, events are folded forwards; so going back costs no more than going
// forward, and both give the same.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "gui/model/fold.h"
#include "gui/model/history.h"
#include "gui/model/snapshot.h"

namespace cascade::gui {

/// Thread: one at a time; the history may grow meanwhile.
class Cursor {
 public:
  /// A keyframe every so many events. A seek folds at most this many, if it was prepared.
  static constexpr std::uint64_t kSpacing = std::uint64_t{256} * 1024;

  explicit Cursor(std::shared_ptr<const History> history, std::uint64_t spacing = kSpacing);

  /// `position` at most history().size().
  std::shared_ptr<const Snapshot> seek(std::uint64_t position);

  /// Makes the next keyframe if the history has grown so far. False: there is none to make now.
  bool prepare();

  [[nodiscard]] const History& history() const { return *history_; }

 private:
  void keep(Fold& fold);

  std::shared_ptr<const History> history_;
  std::uint64_t spacing_;
  std::vector<Fold> keyframes_;  ///< The n-th stands at n * spacing_.
  Fold present_;
  std::optional<Fold> ahead_;  ///< Stands at the last keyframe, when prepare() made it.
};

}  // namespace cascade::gui
