// SPDX-License-Identifier: Apache-2.0
// The menu File: opening, pictures of the window, the end.
#include "gui/model/command_tables.h"
#include "gui/model/host.h"
#include "gui/model/view_state.h"
#include "gui/model/workbench.h"

namespace cascade::gui {
namespace {

constexpr int kExitCodeMax = 255;

Result<void> open(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 1); !checked) return checked;
  if (!arguments.empty()) return workbench.open(arguments[0]);
  workbench.view().ask(FileQuestion{.command = "file.open",
                                    .title = "Open a scenario, a model or a recording",
                                    .endings = {".yaml", ".yml", ".recording"}});
  return {};
}

Result<void> screenshot(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 1); !checked) return checked;
  if (!arguments.empty()) return workbench.screenshot(arguments[0]);
  workbench.view().ask(FileQuestion{.command = "file.screenshot",
                                    .title = "Save a picture of the window",
                                    .saving = true,
                                    .suggested = "cascade.png",
                                    .endings = {".png"}});
  return {};
}

Result<void> quit(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 1); !checked) return checked;
  int code = 0;
  if (!arguments.empty()) {
    const auto number = read_number(arguments[0], "CODE", 0, kExitCodeMax);
    if (!number) return tl::unexpected(number.error());
    code = static_cast<int>(*number);
  }
  workbench.host().quit(code);
  return {};
}

}  // namespace

std::vector<Command> file_commands() {
  return {
      {.id = "file.open",
       .word = "open",
       .title = "Open…",
       .menu = "File",
       .about = "Opens a scenario, a model or a recording.",
       .argument = "FILE",
       .chords = {ctrl('O')},
       .run = open,
       .toolbar = true},
      {.id = "file.screenshot",
       .word = "screenshot",
       .title = "Save picture of the window…",
       .menu = "File",
       .about = "Writes the window as a PNG file.",
       .argument = "FILE",
       .run = screenshot},
      {.id = "file.quit",
       .word = "quit",
       .title = "Quit",
       .menu = "File",
       .about = "Closes the window.",
       .argument = "[CODE]",
       .chords = {ctrl('Q')},
       .run = quit,
       .while_typing = true},
  };
}

}  // namespace cascade::gui
