// SPDX-License-Identifier: Apache-2.0
#include "gui/model/messages.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <string>

namespace cascade::gui {
namespace {

using namespace std::chrono_literals;

TEST_CASE("Messages: a toast goes when its time is over, the log keeps it", "[gui][messages]") {
  Messages messages;
  CHECK_FALSE(messages.next_change());
  messages.note("written");
  CHECK(messages.next_change() > 3s);
  CHECK_FALSE(messages.tick(1s));
  CHECK(messages.tick(1h));
  CHECK_FALSE(messages.next_change());
  REQUIRE(messages.log().size() == 1);
  CHECK(messages.log()[0].text == "written");
}

TEST_CASE("Messages: mistakes and long texts are shown longer than short notes",
          "[gui][messages]") {
  Messages messages;
  messages.note("short");
  messages.mistake("short");
  messages.note(std::string(120, 'x'));
  messages.note(std::string(100'000, 'x'));
  const auto& log = messages.log();
  CHECK(log[1].left > log[0].left);
  CHECK(log[2].left > log[0].left);
  CHECK(log[3].left <= 30s);
}

TEST_CASE("Messages: the same again is one toast, and after it is gone it is a new one",
          "[gui][messages]") {
  Messages messages;
  messages.mistake("no such file");
  messages.tick(5s);
  messages.mistake("no such file");
  REQUIRE(messages.log().size() == 1);
  CHECK(messages.next_change() > 7s);
  messages.dismiss(messages.log()[0].number);
  CHECK_FALSE(messages.next_change());
  messages.mistake("no such file");
  CHECK(messages.log().size() == 2);
  messages.note("");
  CHECK(messages.log().size() == 2);
}

TEST_CASE("Messages: the same again is one toast, also with others between", "[gui][messages]") {
  Messages messages;
  messages.mistake("no such file");
  messages.note("saved");
  messages.tick(3s);
  messages.mistake("no such file");
  REQUIRE(messages.log().size() == 2);
  CHECK(messages.log()[0].left > 7s);
  messages.note("no such file");
  CHECK(messages.log().size() == 3);
}

TEST_CASE("Messages: the one under the mouse stays", "[gui][messages]") {
  Messages messages;
  messages.note("a");
  messages.note("b");
  messages.hold(1);
  messages.tick(1h);
  CHECK(messages.log()[0].left > Duration::zero());
  CHECK(messages.log()[1].left == Duration::zero());
  messages.note("c");
  messages.dismiss_all();
  CHECK_FALSE(messages.next_change());
}

TEST_CASE("Messages: only so many are kept", "[gui][messages]") {
  Messages messages;
  for (int i = 0; i < 2'000; ++i) messages.note(std::to_string(i));
  CHECK(messages.log().size() == Messages::kKept);
  CHECK(messages.log().back().text == "1999");
}

}  // namespace
}  // namespace cascade::gui
