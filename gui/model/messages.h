// SPDX-License-Identifier: Apache-2.0
// What the app has to say: shown for a while as toasts, kept in a log. Time is brought by the
// caller.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>

#include "engine/time.h"

namespace cascade::gui {

struct Message {
  enum class Kind : std::uint8_t {
    Note,     ///< Something was done: a file was written.
    Warning,  ///< Something is not as it should be, and the app goes on.
    Mistake,  ///< Something asked for was not done.
  };
  std::uint64_t number = 0;  ///< Counted from 1.
  Kind kind = Kind::Note;
  std::string text;  ///< May have several lines, as mistakes of files do.
  Duration left{};   ///< How long its toast is still shown; zero: it is gone.
};

/// Thread: the UI's.
class Messages {
 public:
  static constexpr std::size_t kKept = 500;

  void note(std::string text) { add(Message::Kind::Note, std::move(text)); }
  void warning(std::string text) { add(Message::Kind::Warning, std::move(text)); }
  void mistake(std::string text) { add(Message::Kind::Mistake, std::move(text)); }

  /// Oldest first.
  [[nodiscard]] const std::deque<Message>& log() const { return log_; }
  /// Time passed; true: a toast went away.
  bool tick(Duration elapsed);
  /// The next tick does not count for that one: the mouse is on it.
  void hold(std::uint64_t number) { held_ = number; }
  void dismiss(std::uint64_t number);
  void dismiss_all();
  /// Until the next toast goes; nothing: none is shown.
  [[nodiscard]] std::optional<Duration> next_change() const;

 private:
  void add(Message::Kind kind, std::string text);

  std::deque<Message> log_;
  std::uint64_t count_ = 0;
  std::uint64_t held_ = 0;
};

}  // namespace cascade::gui
