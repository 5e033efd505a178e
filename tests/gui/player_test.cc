// SPDX-License-Identifier: Apache-2.0
#include "gui/model/player.h"

#include <catch2/catch.hpp>
#include <chrono>

#include "tests/gui/desk.h"
#include "tests/support/fake_host.h"

namespace cascade::gui {
namespace {

using namespace std::chrono_literals;
struct Stage {
  explicit Stage(std::string_view rest = "", bool follow = false) {
    player.open(history_of(rest), follow);
    settle();
  }
  void settle() {
    player.tick({});
    while (player.busy()) {
      host.wait();
      player.tick({});
    }
  }
  /// Plays on for that long, in frames.
  void play(Duration time) {
    for (Duration passed{}; passed < time; passed += 10ms) {
      player.tick(10ms);
      while (player.seeking()) {
        host.wait();
        player.tick({});
      }
    }
  }

  test::FakeHost host;
  Player player{[this] { host.wake(); }};
};

TEST_CASE("Player: a new run is shown from its begin, or followed to its end",
          "[gui][player][threads]") {
  Stage begin;
  CHECK(begin.player.position() == 0);
  CHECK_FALSE(begin.player.playing());
  Stage end("", true);
  CHECK(end.player.position() == end.player.history()->size());
  CHECK_FALSE(end.player.playing());
}

TEST_CASE("Player: steps go there and back again", "[gui][player][threads]") {
  Stage stage;
  Player& player = stage.player;
  player.step(Unit::Event, 10, false);
  CHECK(player.busy());
  stage.settle();
  CHECK(player.position() == 10);
  const auto digest = player.snapshot()->digest();
  player.step(Unit::Phase, 1, false);
  stage.settle();
  CHECK(player.position() > 10);
  player.seek(10);
  stage.settle();
  CHECK(player.snapshot()->digest() == digest);
  player.step(Unit::Event, 100, true);
  stage.settle();
  CHECK(player.position() == 0);
  CHECK(player.take_not_found());
  CHECK_FALSE(player.take_not_found());
  player.seek(Instant::max());
  stage.settle();
  CHECK(player.position() == player.history()->size());
  CHECK(player.at_end());
}

TEST_CASE("Player: without a failure on that side it stays where it is", "[gui][player][threads]") {
  Stage stage("failure: isolate\nfaults: [{ kind: fail, resource: Vm/v3, action: destroy }]\n");
  Player& player = stage.player;
  player.seek(10);
  stage.settle();
  player.go(search_failure(player.position(), true), "none before");
  stage.settle();
  CHECK(player.position() == 10);
  CHECK(player.take_not_found() == "none before");
  player.go(search_failure(player.position(), false), "none behind");
  stage.settle();
  const std::uint64_t failure = player.position();
  CHECK(failure > 10);
  CHECK_FALSE(player.take_not_found());
  player.go(search_failure(failure, false), "none behind");
  stage.settle();
  CHECK(player.position() == failure);
  CHECK(player.take_not_found() == "none behind");
}

TEST_CASE("Player: at a speed, virtual time passes as told", "[gui][player][threads]") {
  Stage stage("faults: [{ kind: slow, resource: Vm/v1, factor: 3 }]\n");
  Player& player = stage.player;
  player.set_speed(8);  // 1x
  player.play();
  CHECK_FALSE(player.busy());
  Duration played{};
  std::uint64_t last = 0;
  while (player.playing()) {
    stage.play(100ms);
    played += 100ms;
    REQUIRE(player.position() >= last);
    last = player.position();
    REQUIRE(played < 1h);
    const History& history = *player.history();
    if (last < history.size()) {
      // Never more than a second behind what it could show, never ahead.
      CHECK(history.event(last).at > player.snapshot()->now);
    }
  }
  CHECK(last == player.history()->size());
  // Gaps are cut to a second each.
  CHECK(played <= player.snapshot()->now.time_since_epoch() + 200ms);
}

TEST_CASE("Player: at twice the speed it takes half the time", "[gui][player][threads]") {
  const auto time_at = [](int eighths) {
    Stage stage;
    stage.player.set_speed(eighths);
    stage.player.play();
    Duration played{};
    while (stage.player.playing()) {
      stage.play(10ms);
      played += 10ms;
    }
    return played;
  };
  const Duration slow = time_at(64);
  const Duration fast = time_at(128);
  CHECK(fast < slow);
  CHECK(fast > slow / 4);
}

TEST_CASE("Player: played at its end, a run begins anew", "[gui][player][threads]") {
  Stage stage("", true);
  stage.player.set_speed(Player::kSpeedMin);
  stage.player.play();
  stage.play(20ms);
  CHECK(stage.player.playing());
  CHECK(stage.player.position() < stage.player.history()->size());
  stage.player.pause();
  const auto position = stage.player.position();
  stage.play(1s);
  CHECK(stage.player.position() == position);
}

TEST_CASE("Player: without a run nothing moves", "[gui][player]") {
  test::FakeHost host;
  Player player([&] { host.wake(); });
  player.seek(5);
  player.step(Unit::Event, 1, false);
  player.play();
  player.set_speed(1'000'000);
  CHECK(player.speed() == Player::kSpeedMax);
  CHECK_FALSE(player.tick(1s));
  CHECK_FALSE(player.busy());
  CHECK_FALSE(player.playing());
  CHECK(player.position() == 0);
}

}  // namespace
}  // namespace cascade::gui
