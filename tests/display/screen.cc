// SPDX-License-Identifier: Apache-2.0
#include "tests/display/screen.h"

#include <catch2/catch.hpp>

namespace cascade::test {
namespace {

std::vector<std::string> server_options(const std::vector<std::string>& more) {
  // It takes the first display that is free, and says which when it listens.
  std::vector<std::string> options{"-displayfd",   "1",         "-screen", "0",
                                   "2560x1600x24", "-nolisten", "tcp"};
  options.insert(options.end(), more.begin(), more.end());
  return options;
}

}  // namespace

Screen::Screen(const std::vector<std::string>& more)
    : server_(server_options(more), {.program = CASCADE_XVFB}) {
  const auto number = server_.read_line();
  REQUIRE(number);
  environment_ = {"DISPLAY=:" + *number, "LIBGL_ALWAYS_SOFTWARE=1"};
}

std::string Screen::tool(const std::vector<std::string>& words) const {
  const Ended ended =
      Program(words, {.program = CASCADE_XDOTOOL, .environment = environment_}).wait();
  INFO("xdotool " << words.front() << ": " << ended.err);
  REQUIRE(ended.code == 0);
  return ended.out;
}

}  // namespace cascade::test
