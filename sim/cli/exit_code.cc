// SPDX-License-Identifier: Apache-2.0
// Which verdict an error is, and which of several counts.
#include <algorithm>
#include <array>

#include "sim/cli/commands.h"

namespace cascade::sim::cli {

Verdict worst(const std::vector<Verdict>& verdicts) {
  constexpr std::array kOrder{Verdict::Interrupted, Verdict::InvariantBroken,
                              Verdict::BadInput,    Verdict::ExpectationNotMet,
                              Verdict::ActsFailed,  Verdict::Refused};
  for (const Verdict verdict : kOrder) {
    if (std::find(verdicts.begin(), verdicts.end(), verdict) != verdicts.end()) return verdict;
  }
  return Verdict::Ok;
}

Verdict verdict_of(const Error& error) {
  const bool refused = error.kind == ErrorKind::Limit || error.kind == ErrorKind::Refused;
  return refused ? Verdict::Refused : Verdict::BadInput;
}

}  // namespace cascade::sim::cli
