// SPDX-License-Identifier: Apache-2.0
// Results for CI systems: the JUnit XML that all of them read.
#pragma once

#include <string>
#include <vector>

#include "engine/time.h"

namespace cascade::sim {

/// One scenario and what was checked about it.
struct JunitSuite {
  struct Case {
    std::string name;
    std::vector<std::string> failures;  ///< One line each; empty: passed.
  };
  std::string name;
  std::string file;
  Duration time{};  ///< Virtual, or zero.
  std::vector<Case> cases;
  std::string output;  ///< The report.
};

/// The whole file.
std::string junit(const std::vector<JunitSuite>& suites);

}  // namespace cascade::sim
