// SPDX-License-Identifier: Apache-2.0
// POSIX: isatty, sigaction, and stdio with its errors looked at.
#include "sim/cli/terminal.h"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "sim/cli/commands.h"
#include "sim/cli/progress.h"

namespace cascade::sim::cli {
namespace {

volatile std::sig_atomic_t was_interrupted = 0;

constexpr std::array kEndings{SIGINT, SIGTERM, SIGHUP};

// Whoever read our output has gone away: the rest is not needed.
bool reader_gone = false;

// What a terminal and a parent send within a moment is one wish to end.
constexpr unsigned kSecondsOfOneWish = 1;

// From then on an ending finds the default, whichever it is: the program ends at once.
extern "C" void on_wish_told(int /*signal*/) {
  for (const int ending : kEndings) std::signal(ending, SIG_DFL);
}

extern "C" void on_interrupt(int /*signal*/) {
  if (was_interrupted == 0) alarm(kSecondsOfOneWish);
  was_interrupted = 1;
}

bool is_set(const char* variable) {
  const char* const text = std::getenv(variable);
  return text != nullptr && *text != '\0';
}

bool dumb_terminal() {
  const char* const term = std::getenv("TERM");
  return term != nullptr && std::string_view(term) == "dumb";
}

}  // namespace

bool use_colours(ColourMode mode) {
  if (mode != ColourMode::Auto) return mode == ColourMode::Always;
  return output_is_terminal() && !is_set("NO_COLOR") && !dumb_terminal();
}

bool output_is_terminal() {
  return isatty(STDOUT_FILENO) != 0;
}

bool can_show_progress() {
  return isatty(STDERR_FILENO) != 0 && !dumb_terminal();
}

void take_over_signals() {
  struct sigaction action {};
  action.sa_handler = on_interrupt;
  action.sa_flags = SA_RESTART;
  for (const int ending : kEndings) {
    struct sigaction inherited {};
    sigaction(ending, nullptr, &inherited);
    // What nohup asked for stays.
    if (ending == SIGHUP && inherited.sa_handler == SIG_IGN) continue;
    sigaction(ending, &action, nullptr);
  }
  struct sigaction told {};
  told.sa_handler = on_wish_told;
  told.sa_flags = SA_RESTART;
  sigaction(SIGALRM, &told, nullptr);
  struct sigaction ignore {};
  ignore.sa_handler = SIG_IGN;
  sigaction(SIGPIPE, &ignore, nullptr);
}

bool interrupted() {
  return was_interrupted != 0;
}

int end_interrupted() {
  print_error("interrupted");
  return exit_code(Verdict::Interrupted);
}

bool print(std::string_view text) {
  clear_progress_line();
  if (reader_gone) return true;
  if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size()) return true;
  reader_gone = errno == EPIPE;
  return reader_gone;
}

void print_mistakes(std::string_view lines) {
  clear_progress_line();
  while (!lines.empty() && lines.back() == '\n') lines.remove_suffix(1);
  std::fflush(stdout);
  std::fprintf(stderr, "%.*s\n", static_cast<int>(lines.size()), lines.data());
}

void print_error(std::string_view message) {
  print_mistakes("cascade: " + std::string(message));
}

bool flush_output() {
  if (reader_gone) return true;
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return true;
  reader_gone = errno == EPIPE;
  return reader_gone;
}

}  // namespace cascade::sim::cli
