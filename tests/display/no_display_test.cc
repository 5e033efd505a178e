// SPDX-License-Identifier: Apache-2.0
// Where no window can be opened, the user learns what to do instead.
#include <catch2/catch.hpp>

#include "tests/display/screen.h"

namespace cascade::test {
namespace {

void check_refusal(const std::vector<std::string>& environment) {
  const Ended ended =
      Program({shipped("veto")}, {.program = CASCADE_GUI_PROGRAM, .environment = environment})
          .wait();
  CHECK(ended.signal == 0);
  CHECK(ended.code == 1);
  CHECK(ended.out.empty());
  CHECK(ended.err.starts_with("cascade-gui: no window can be opened: "));
  CHECK(ended.err.find("the program 'cascade'") != std::string::npos);
}

TEST_CASE("Window: without a display a message names the other program", "[display]") {
  check_refusal({});
  check_refusal({"DISPLAY=:98765"});
}

TEST_CASE("Window: without OpenGL 3.3 a message names the other program", "[display]") {
  const Screen bare({"-extension", "GLX"});
  check_refusal(bare.environment());
  const Screen screen;
  std::vector<std::string> old = screen.environment();
  old.emplace_back("MESA_GL_VERSION_OVERRIDE=2.1");
  check_refusal(old);
}

TEST_CASE("Window: help and version need no display", "[display]") {
  for (const auto* const option : {"--help", "--version"}) {
    const Ended ended = Program({option}, {.program = CASCADE_GUI_PROGRAM}).wait();
    CHECK(ended.code == 0);
    CHECK(ended.out.find("ascade") != std::string::npos);
  }
  CHECK(Program({"--nonsense"}, {.program = CASCADE_GUI_PROGRAM}).wait().code == 1);
}

}  // namespace
}  // namespace cascade::test
