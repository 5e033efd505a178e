// SPDX-License-Identifier: Apache-2.0
#include "gui/model/cursor.h"

#include <algorithm>
#include <utility>

#include "engine/assert.h"

namespace cascade::gui {

Cursor::Cursor(std::shared_ptr<const History> history, std::uint64_t spacing)
    : history_(std::move(history)), spacing_(spacing), present_(*history_) {
  keep(present_);
}

std::shared_ptr<const Snapshot> Cursor::seek(std::uint64_t position) {
  CASCADE_ASSERT(position <= history_->size(), "seeking behind the end");
  const std::uint64_t nth = std::min<std::uint64_t>(position / spacing_, keyframes_.size() - 1);
  const Fold& nearest = keyframes_[nth];
  if (position < present_.position() || present_.position() < nearest.position()) {
    present_ = nearest;
  }
  // On new ground: keyframes are left on the way.
  while (keyframes_.size() * spacing_ <= position) {
    present_.advance(*history_, keyframes_.size() * spacing_);
    keep(present_);
  }
  present_.advance(*history_, position);
  return present_.snapshot();
}

bool Cursor::prepare() {
  const std::uint64_t next = keyframes_.size() * spacing_;
  if (next > history_->size()) return false;
  if (!ahead_ || ahead_->position() + spacing_ != next) ahead_ = keyframes_.back();
  ahead_->advance(*history_, next);
  keep(*ahead_);
  return true;
}

void Cursor::keep(Fold& fold) {
  keyframes_.push_back(fold.freeze());
}

}  // namespace cascade::gui
