// SPDX-License-Identifier: Apache-2.0
// How an act ends. Every act of a plan has exactly one outcome when its run is over.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace cascade {

/// In the order of the vocabulary: a resource's outcome is the first of these among its acts.
enum class Outcome : std::uint8_t {
  Failed,     ///< The extension said so, threw, or dropped its completion.
  TimedOut,   ///< No answer within the reaction's timeout.
  Blocked,    ///< Something it waits for failed; never started.
  Vetoed,     ///< The extension refuses the operation (check passes).
  Cancelled,  ///< The run was cancelled before it started.
  NotRun,     ///< The run stopped before it started; also the state of an act not yet ended.
  Done,
  Skipped,  ///< The resource's state no longer permits it; nothing was changed.
};
inline constexpr int kOutcomeCount = 8;

/// The lower-case word used in reports, files and the command line: "timed out", "not run", ...
std::string_view to_string(Outcome outcome);

/// What an extension answers: Done, Failed, Skipped or Vetoed. The message is for people; it is
/// empty for Done.
struct ActResult {
  Outcome outcome = Outcome::Done;
  std::string message;

  static ActResult done() { return {}; }
  static ActResult failed(std::string why) { return {Outcome::Failed, std::move(why)}; }
  static ActResult skipped(std::string why) { return {Outcome::Skipped, std::move(why)}; }
  static ActResult vetoed(std::string why) { return {Outcome::Vetoed, std::move(why)}; }
};

}  // namespace cascade
