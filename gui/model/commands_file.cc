// SPDX-License-Identifier: Apache-2.0
// The menu File: opening, pictures of the window, the end.
#include "gui/model/command_tables.h"
#include "gui/model/document.h"
#include "gui/model/host.h"
#include "gui/model/recent_files.h"
#include "gui/model/view_state.h"
#include "gui/model/workbench.h"

namespace cascade::gui {
namespace {

constexpr int kExitCodeMax = 255;

Result<void> open(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 1); !checked) return checked;
  if (!arguments.empty()) {
    if (asks_about_changes(workbench, "file.open", arguments)) return {};
    return workbench.open(arguments[0]);
  }
  workbench.view().ask(FileQuestion{.command = "file.open",
                                    .title = "Open a scenario, a model or a recording",
                                    .endings = {".yaml", ".yml", ".recording"}});
  return {};
}

/// Without an argument the latest that is not open now.
Result<void> open_recent(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 1); !checked) return checked;
  if (asks_about_changes(workbench, "file.recent", arguments)) return {};
  if (!arguments.empty()) return workbench.open(arguments[0]);
  const std::vector<std::string>& files = workbench.recent().files();
  const std::size_t next = workbench.document().empty() ? 0 : 1;
  if (files.size() <= next) return input_error("no other file was opened before");
  return workbench.open(files[next]);
}

Result<void> clear_recent(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 0); !checked) return checked;
  workbench.recent().clear();
  return {};
}

bool has_recent(const Workbench& workbench) {
  return !workbench.recent().files().empty();
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
  if (asks_about_changes(workbench, "file.quit", arguments)) return {};
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
      {.id = "file.recent",
       .word = "recent",
       .title = "Open recent",
       .menu = "File",
       .about = "Opens a file that was open before.",
       .argument = "[FILE]",
       .enabled = has_recent,
       .run = open_recent,
       .choices = [](const Workbench& workbench) { return workbench.recent().files(); }},
      {.id = "file.clear_recent",
       .title = "Forget recent files",
       .menu = "File",
       .about = "Empties the list of files that were open before.",
       .enabled = has_recent,
       .run = clear_recent},
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
