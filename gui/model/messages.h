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
  /// Time passed; true: a toast went away. Those that `hold` names stay: the mouse is on it.
  bool tick(Duration elapsed, std::uint64_t hold = 0);
  void dismiss(std::uint64_t number);
  void dismiss_all();
  /// Until the next toast goes; nothing: none is shown.
  [[nodiscard]] std::optional<Duration> next_change() const;

 private:
  void add(Message::Kind kind, std::string text);

  std::deque<Message> log_;
  std::uint64_t count_ = 0;
};

}  // namespace cascade::gui
