// SPDX-License-Identifier: Apache-2.0
#include "gui/model/player.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace cascade::gui {
namespace {

using namespace std::chrono_literals;

constexpr Duration kIdleMax = 1s;  // of real time, while nothing happens in the run

}  // namespace

Player::Player(std::function<void()> wake) : wake_(std::move(wake)) {}
Player::~Player() = default;

void Player::open(std::shared_ptr<const History> history, bool follow) {
  seeker_.reset();
  history_ = std::move(history);
  snapshot_ = nullptr;
  size_seen_ = 0;
  end_seen_ = false;
  going_ = false;
  not_found_.reset();
  stand_still();
  if (guard_) guard_ = Guard{};  // what was told of another run does not hold
  if (!history_) return;
  seeker_ = std::make_unique<Seeker>(history_, wake_);
  seek(0);
  playing_ = running_on_ = follow;
}

void Player::stand_still() {
  playing_ = false;
  running_on_ = false;
  stopping_ = false;
  stopped_ = false;
}

void Player::ask(std::uint64_t position) {
  wanted_ = position;
  seeker_->ask(position);
}

void Player::seek(std::uint64_t position) {
  if (!history_) return;
  stand_still();
  going_ = true;
  ask(std::min(position, history_->size()));
}

void Player::seek(Instant at) {
  if (history_) seek(position_at(*history_, at));
}

void Player::step(Unit unit, std::uint64_t count, bool backward) {
  go(search_unit(position(), unit, count, backward));
}

void Player::go(Search search, std::string none) {
  if (!history_) return;
  stand_still();
  going_ = true;
  none_ = std::move(none);
  not_found_.reset();
  seeker_->ask(std::move(search));
}

void Player::arrive(std::uint64_t position) {
  if (position == 0) return seek(0);
  go(search_unit(position - 1, Unit::Event, 1, false));
}

void Player::play() {
  if (!history_ || playing_) return;
  playing_ = true;
  going_ = false;
  part_ = {};
  const bool again = at_end();
  if (again) ask(0);
  clock_ = again || !snapshot_ ? Instant{} : snapshot_->now;
}

void Player::run_on() {
  if (!history_) return;
  stand_still();
  playing_ = running_on_ = true;
  going_ = false;
}

void Player::pause() {
  stand_still();
}

void Player::set_speed(int eighths) {
  speed_ = eighths == kAsFastAsPossible ? eighths : std::clamp(eighths, kSpeedMin, kSpeedMax);
  if (snapshot_) clock_ = snapshot_->now;
}

bool Player::tick(Duration elapsed) {
  if (!history_) return false;
  const bool over = history_->end() != nullptr;
  const std::uint64_t size = history_->size();
  if (std::exchange(size_seen_, size) != size || std::exchange(end_seen_, over) != over) {
    seeker_->grown();
  }
  bool changed = false;
  if (auto arrival = seeker_->take()) {
    const bool missed = std::exchange(going_, false) && !arrival->found;
    const bool stays = missed && !none_.empty() && snapshot_;
    if (missed) not_found_ = stays ? none_ : "nothing of that kind is left";
    if (!stays) snapshot_ = std::move(arrival->snapshot);
    wanted_ = snapshot_->position;
    changed = true;
  }
  if (playing_) advance(elapsed);
  return changed;
}

std::optional<std::uint64_t> Player::limit() const {
  if (!guard_) return size_seen_;
  const bool at_stop = guard_->stops && wanted_ == guard_->free_to;
  if (wanted_ < guard_->from || wanted_ > guard_->free_to || at_stop) return std::nullopt;
  return std::min(size_seen_, guard_->free_to);
}

void Player::advance(Duration elapsed) {
  if (stopping_ && !seeker_->busy()) {
    stand_still();
    stopped_ = true;
    return;
  }
  if (seeker_->busy()) return;
  const auto limit = this->limit();
  if (limit && wanted_ < *limit) {
    if (at_once()) {
      ask(*limit);
    } else {
      advance_clock(elapsed, *limit);
    }
    stopping_ = guard_ && guard_->stops && wanted_ == guard_->free_to;
  }
  // Where the run goes on, so does the playing.
  if (end_seen_ && wanted_ == size_seen_ && !seeker_->busy()) stand_still();
}

void Player::advance_clock(Duration elapsed, std::uint64_t limit) {
  const Duration played = elapsed * speed_ + part_;
  part_ = played % 8;
  clock_ = saturated_add(clock_, played / 8);
  // What lies ahead comes after a second at the latest.
  const Instant next = history_->event(wanted_).at;
  const Instant patient = saturated_add(clock_, kIdleMax * speed_ / 8);
  if (next > patient) clock_ = next - kIdleMax * speed_ / 8;
  if (next > clock_) return;
  ask(std::clamp(position_at(*history_, clock_), wanted_, limit));
}

}  // namespace cascade::gui
