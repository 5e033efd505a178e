// SPDX-License-Identifier: Apache-2.0
// Properties of what comes before a run and after it, by seed: vetoes and protection change
// nothing and are all gathered; the audit is silent on a clean world and finds what was planted.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace cascade::sim::test {

/// What one seed came to.
struct BeforeAfter {
  std::vector<std::string> broken;  ///< One line per property that does not hold.
  std::uint64_t vetoes = 0;
  bool refused = false;       ///< What was protected stood in the way.
  std::uint64_t planted = 0;  ///< Inconsistencies.
};

/// `text`: a scenario over a random model, without faults.
BeforeAfter check_before_after(const std::string& text, std::uint64_t seed);

}  // namespace cascade::sim::test
