// SPDX-License-Identifier: Apache-2.0
// The menu Run: starting and stopping runs, playing them.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "gui/model/breakpoints.h"
#include "gui/model/command_tables.h"
#include "gui/model/document.h"
#include "gui/model/jobs.h"
#include "gui/model/player.h"
#include "gui/model/view_state.h"
#include "gui/model/workbench.h"

namespace cascade::gui {
namespace {

bool works(const Workbench& workbench) {
  return !workbench.jobs().idle();
}
Result<void> start(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 0); !checked) return checked;
  return workbench.run();
}

Result<void> look_ahead(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 0); !checked) return checked;
  workbench.view().show("preview");
  return workbench.look_ahead();
}

Result<void> stop(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 0); !checked) return checked;
  workbench.stop();
  return {};
}

bool can_go_on(const Workbench& workbench) {
  return has_scenario(workbench) || has_run(workbench);
}

/// To the next stop; where no run goes on from here, a new one is begun.
Result<void> go_on(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 0); !checked) return checked;
  Player& player = workbench.player();
  const auto& history = workbench.history();
  const bool over = history && history->end() && player.position() == history->size();
  if (!history || (over && has_scenario(workbench))) return workbench.run();
  player.run_on();
  return {};
}

Result<void> go_back(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 0); !checked) return checked;
  workbench.player().pause();
  workbench.breakpoints().go_back();
  return {};
}

/// "1/8" .. "1/2", "1" .. "64", "max".
Result<int> read_speed(const std::string& text) {
  constexpr std::array<std::pair<std::string_view, int>, 5> kWords{
      {{"max", Player::kAsFastAsPossible}, {"1/8", 1}, {"1/4", 2}, {"1/2", 4}, {"1", 8}}};
  for (const auto& [word, eighths] : kWords) {
    if (text == word) return eighths;
  }
  const auto times = read_number(text, "SPEED", 1, Player::kSpeedMax / 8);
  if (times) return static_cast<int>(*times) * 8;
  return input_error("SPEED is 1/8, 1/4, 1/2, a whole number from 1 to 64, or max, not '" + text +
                     "'");
}

Result<void> set_speed(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 1); !checked) return checked;
  if (arguments.empty()) {
    workbench.view().ask(TextQuestion{.command = "play.speed",
                                      .title = "Speed",
                                      .hint = "1/8, 1/4, 1/2, 1 .. 64, or max",
                                      .initial = "1"});
    return {};
  }
  const auto speed = read_speed(arguments[0]);
  if (!speed) return tl::unexpected(speed.error());
  workbench.player().set_speed(*speed);
  return {};
}

template <bool up>
Result<void> change_speed(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 0); !checked) return checked;
  Player& player = workbench.player();
  const int speed = player.speed();
  constexpr int kFastest = Player::kSpeedMax;
  if (speed == Player::kAsFastAsPossible) {
    if (!up) player.set_speed(kFastest);
  } else if (up) {
    player.set_speed(speed >= kFastest ? Player::kAsFastAsPossible : speed * 2);
  } else {
    player.set_speed(std::max(speed / 2, Player::kSpeedMin));
  }
  return {};
}

Result<void> toggle_play(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 0); !checked) return checked;
  Player& player = workbench.player();
  if (player.playing()) {
    player.pause();
  } else {
    player.play();
  }
  return {};
}

}  // namespace

std::vector<Command> run_commands() {
  constexpr MenuRow kRow{"Run"};
  std::vector<Command> rows{
      {.id = "run.continue",
       .word = "continue",
       .title = "Continue",
       .menu = "Run",
       .about = "To the next breakpoint or the end; at the end, or without a run, runs anew.",
       .chords = {{Chord::F5}, {Chord::F8}},
       .enabled = can_go_on,
       .run = go_on,
       .while_typing = true,
       .toolbar = true},
      {.id = "run.back",
       .title = "Continue backward",
       .menu = "Run",
       .about = "To the breakpoint before.",
       .chords = {shift(Chord::F8)},
       .enabled = has_run,
       .run = go_back,
       .while_typing = true},
      {.id = "run.start",
       .word = "run",
       .title = "Run",
       .menu = "Run",
       .about = "Runs the scenario as it is now, from the beginning.",
       .chords = {ctrl(Chord::F5)},
       .enabled = has_scenario,
       .run = start,
       .while_typing = true,
       .toolbar = true},
      {.id = "run.preview",
       .word = "preview",
       .title = "Preview",
       .menu = "Run",
       .about = "Shows what the scenario would do; nothing is changed.",
       .chords = {{Chord::F4}},
       .enabled = has_scenario,
       .run = look_ahead,
       .while_typing = true},
      {.id = "run.stop",
       .word = "stop",
       .title = "Stop",
       .menu = "Run",
       .about = "Stops what is being done. A run is cancelled: what has not begun does not begin.",
       .chords = {shift(Chord::F5)},
       .enabled = works,
       .run = stop,
       .while_typing = true,
       .toolbar = true},
      {.id = "play.toggle",
       .word = "play",
       .title = "Play or pause",
       .menu = "Run",
       .about = "Plays the run on from here, or stands still.",
       .chords = {{'P'}},
       .enabled = has_run,
       .run = toggle_play,
       .toolbar = true},
  };
  rows.push_back(kRow("play.speed", "Speed…", "How fast the run is played.", {}, nullptr, set_speed,
                      "1/8|1/4|1/2|1..64|max", "speed"));
  rows.push_back(kRow("play.faster", "Faster", "Plays twice as fast; beyond 64x at once.", {{'>'}},
                      nullptr, change_speed<true>));
  rows.push_back(
      kRow("play.slower", "Slower", "Plays half as fast.", {{'<'}}, nullptr, change_speed<false>));
  return rows;
}

}  // namespace cascade::gui
