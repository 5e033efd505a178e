// SPDX-License-Identifier: Apache-2.0
#include "gui/model/messages.h"

#include <algorithm>
#include <utility>

namespace cascade::gui {
namespace {

using namespace std::chrono_literals;

/// Long enough to be read.
Duration time_to_read(Message::Kind kind, const std::string& text) {
  const Duration least = kind == Message::Kind::Note ? 4s : 8s;
  const auto words = static_cast<std::int64_t>(text.size() / 6);
  return std::min<Duration>(least + words * 250ms, 30s);
}

}  // namespace

void Messages::add(Message::Kind kind, std::string text) {
  if (text.empty()) return;
  const Duration left = time_to_read(kind, text);
  // The same again is one toast that stays longer.
  const auto same = std::find_if(log_.begin(), log_.end(), [&](const Message& message) {
    return message.left > Duration::zero() && message.kind == kind && message.text == text;
  });
  if (same != log_.end()) {
    same->left = left;
    return;
  }
  log_.push_back({++count_, kind, std::move(text), left});
  if (log_.size() > kKept) log_.pop_front();
}

bool Messages::tick(Duration elapsed) {
  const std::uint64_t held = std::exchange(held_, 0);
  bool gone = false;
  for (Message& message : log_) {
    if (message.left <= Duration::zero() || message.number == held) continue;
    message.left -= elapsed;
    if (message.left > Duration::zero()) continue;
    message.left = Duration::zero();
    gone = true;
  }
  return gone;
}

void Messages::dismiss(std::uint64_t number) {
  for (Message& message : log_) {
    if (message.number == number) message.left = Duration::zero();
  }
}

void Messages::dismiss_all() {
  for (Message& message : log_) message.left = Duration::zero();
}

std::optional<Duration> Messages::next_change() const {
  std::optional<Duration> next;
  for (const Message& message : log_) {
    if (message.left <= Duration::zero()) continue;
    next = next ? std::min(*next, message.left) : message.left;
  }
  return next;
}

}  // namespace cascade::gui
