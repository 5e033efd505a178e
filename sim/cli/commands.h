// SPDX-License-Identifier: Apache-2.0
// The commands of the program. Each prints its result to standard output, complaints to standard
// error, and returns the exit code.
#pragma once

#include <vector>

#include "sim/cli/options.h"

namespace cascade::sim::cli {

int run(const RunCommand& command, bool colours);
int preview(const PreviewCommand& command, bool colours);
int tree(const TreeCommand& command, bool colours);
int generate(const GenerateCommand& command);
int replay(const ReplayCommand& command, bool colours);
int compare(const CompareCommand& command, bool colours);
int why(WhyCommand command, bool colours);
int resume(const ResumeCommand& command, bool colours);
int schema();

/// Of several scenarios: the first of interrupted, 4, 1, 5, 3, 2 that occurred, otherwise 0.
Verdict worst(const std::vector<Verdict>& verdicts);

/// Of a command that ends with that error: a limit is a refusal, anything else bad input.
Verdict verdict_of(const Error& error);

/// As a process exit code.
inline int exit_code(Verdict verdict) {
  return static_cast<int>(verdict);
}

}  // namespace cascade::sim::cli
