// SPDX-License-Identifier: Apache-2.0
// Runs the real program `cascade`, or another, from outside, as a shell would: arguments, standard
// streams, signals, exit code. Nothing here waits for time: tests wait for what the program writes.
#pragma once

#include <sys/types.h>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/folder.h"

namespace cascade::test {

/// How a process ended and what it said.
struct Ended {
  int code = -1;   ///< Its exit code; -1: a signal ended it.
  int signal = 0;  ///< 0: none.
  std::string out;
  std::string err;
};

struct ProgramOptions {
  std::string program{};                   ///< Its file; empty: `cascade`.
  std::string folder{};                    ///< Where it runs; empty: where the test does.
  std::vector<std::string> environment{};  ///< "NO_COLOR=1", beside a small fixed set.
  std::string input{};                     ///< For standard input; at most 4096 bytes.
  bool terminal = false;    ///< Both outputs are one terminal; everything arrives in Ended::out.
  bool closed_out = false;  ///< Nobody reads standard output.
};

/// A running program. Killed where a test gives up on it.
class Program {
 public:
  /// `arguments` without the program's own name.
  explicit Program(const std::vector<std::string>& arguments, const ProgramOptions& options = {});
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;
  ~Program();

  void signal(int number) const;
  /// Waits until the program does not catch that signal any more.
  void wait_until_not_caught(int number) const;
  /// The next line of standard output, without its end. Nothing: no more will come, or none came
  /// for so long that the program hangs.
  std::optional<std::string> read_line();
  /// Reads all output (that was not read as lines) and waits for the end.
  Ended wait();

 private:
  pid_t pid_ = -1;
  int out_ = -1;
  int err_ = -1;
  std::string read_;  ///< Of standard output, and not handed out yet.
};

/// A named pipe that the program writes to. While nobody reads it the program waits, so that a test
/// knows where it is.
class NamedPipe {
 public:
  explicit NamedPipe(const std::string& file);
  NamedPipe(const NamedPipe&) = delete;
  NamedPipe& operator=(const NamedPipe&) = delete;
  ~NamedPipe();
  /// The other way round: waits until the program has it open for reading, calls `then`, and gives
  /// it the text.
  static void serve(const std::string& file, std::string_view text,
                    const std::function<void()>& then);
  /// Waits until the program has it open for writing. From then on it takes no more than a page
  /// that is not read.
  void open();
  /// Waits for something to read; "" when the program has closed it.
  std::string read() const;
  /// Reads until the program closes it.
  std::string read_all() const;

 private:
  std::string file_;
  int end_ = -1;
};

/// Whether the system has pseudo terminals for ProgramOptions::terminal; a bare change of root may
/// have none.
bool has_terminals();

/// From start to end.
Ended run_cascade(const std::vector<std::string>& arguments, const ProgramOptions& options = {});

std::string content_of(const std::string& file);

/// A shipped scenario's path.
std::string shipped(std::string_view name);

}  // namespace cascade::test
