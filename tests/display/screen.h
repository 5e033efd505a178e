// SPDX-License-Identifier: Apache-2.0
// A display without a monitor (Xvfb), with a mouse and a keyboard that tests move (xdotool).
#pragma once

#include <string>
#include <vector>

#include "tests/cli/program/program.h"

namespace cascade::test {

/// Ready when it is made; gone afterwards.
class Screen {
 public:
  /// `more`: options of Xvfb.
  explicit Screen(const std::vector<std::string>& more = {});
  /// For the environment of programs: "DISPLAY=:7", ...
  [[nodiscard]] const std::vector<std::string>& environment() const { return environment_; }
  /// Runs xdotool with these words; returns what it says. Fails the test if it does.
  [[nodiscard]] std::string tool(const std::vector<std::string>& words) const;

 private:
  Program server_;
  std::vector<std::string> environment_;
};

}  // namespace cascade::test
