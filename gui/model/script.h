// SPDX-License-Identifier: Apache-2.0
// Commands as text: "open a.yaml; run; step 10; screenshot x.png; quit". What --exec and the
// palette are given.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"

namespace cascade::gui {

struct Command;
class Workbench;

/// One command with its arguments.
struct ScriptLine {
  const Command* command = nullptr;
  std::vector<std::string> arguments;
  std::string text;  ///< As it was written, for messages.
};

/// Commands are divided by ";" or the end of a line, words by blanks; a word in '' or "" may have
/// either in it. Errors name the command that is not there, or the quote that is not closed.
Result<std::vector<ScriptLine>> parse_script(std::string_view text);
/// The words of one command; errors as above.
Result<std::vector<std::string>> parse_words(std::string_view text);

/// Runs a script: each command waits for what the one before has started; the first that fails
/// ends it. Thread: the UI's.
class ScriptRunner {
 public:
  /// Replaces a script that is running. `quit_on_failure`: the app then ends with exit code 1; of
  /// pictures of the window that were still to come the first is taken before, so that it can be
  /// seen what was wrong.
  void start(std::vector<ScriptLine> lines, bool quit_on_failure);
  [[nodiscard]] bool running() const { return next_ < lines_.size() || waiting_; }

  /// Nobody is there who could answer a question.
  [[nodiscard]] bool unattended() const { return running() && quit_on_failure_; }

  /// Goes on if what was started is over. `failure`: what went wrong since the last call, if
  /// anything. True: something was done.
  bool tick(Workbench& workbench, const std::optional<Error>& failure);

  /// Why the last script failed, with the command; nothing: it did not.
  [[nodiscard]] const std::optional<std::string>& failure() const { return failure_; }

 private:
  void fail(Workbench& workbench, const std::string& why);
  /// What is still done of a script that failed.
  void take_picture();

  std::vector<ScriptLine> lines_;
  std::size_t next_ = 0;
  bool waiting_ = false;  ///< For what the line before next_ has started.
  bool quit_on_failure_ = false;
  std::optional<std::string> failure_;
};

}  // namespace cascade::gui
