// SPDX-License-Identifier: Apache-2.0
// The menu Run: starting and stopping runs, playing them.
#include "gui/model/command_tables.h"
#include "gui/model/document.h"
#include "gui/model/jobs.h"
#include "gui/model/player.h"
#include "gui/model/view_state.h"
#include "gui/model/workbench.h"

namespace cascade::gui {
namespace {

bool has_scenario(const Workbench& workbench) {
  return workbench.document().scenario() != nullptr;
}
bool works(const Workbench& workbench) {
  return !workbench.jobs().idle();
}
bool has_run(const Workbench& workbench) {
  return workbench.history() != nullptr;
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

Result<void> toggle(Workbench& workbench, Arguments arguments) {
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
  return {
      {.id = "run.start",
       .word = "run",
       .title = "Run",
       .menu = "Run",
       .about = "Runs the scenario as it is now, from the begin.",
       .chords = {{Chord::kF5}},
       .enabled = has_scenario,
       .run = start,
       .while_typing = true,
       .toolbar = true},
      {.id = "run.preview",
       .word = "preview",
       .title = "Preview",
       .menu = "Run",
       .about = "Shows what the scenario would do; nothing is changed.",
       .chords = {{Chord::kF4}},
       .enabled = has_scenario,
       .run = look_ahead,
       .while_typing = true},
      {.id = "run.stop",
       .word = "stop",
       .title = "Stop",
       .menu = "Run",
       .about = "Stops what is being done. A run is cancelled: what has not begun does not begin.",
       .chords = {shift(Chord::kF5)},
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
       .run = toggle,
       .toolbar = true},
  };
}

}  // namespace cascade::gui
