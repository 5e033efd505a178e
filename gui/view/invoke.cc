// SPDX-License-Identifier: Apache-2.0
#include "gui/view/invoke.h"

#include "engine/assert.h"
#include "gui/model/messages.h"
#include "gui/model/workbench.h"

namespace cascade::gui {
namespace {

void run(Workbench& workbench, const Command& command, Arguments arguments) {
  const Result<void> result = execute(workbench, command, arguments);
  if (!result) workbench.messages().mistake(result.error().message);
}

}  // namespace

bool is_enabled(const Workbench& workbench, const Command& command) {
  return command.enabled == nullptr || command.enabled(workbench);
}

void invoke(Workbench& workbench, const Command& command) {
  if (is_enabled(workbench, command)) run(workbench, command, {});
}

void invoke(Workbench& workbench, std::string_view id) {
  const Command* const command = find_command(id);
  CASCADE_ASSERT(command != nullptr, "a button names a command that there is");
  invoke(workbench, *command);
}

void invoke(Workbench& workbench, std::string_view id, const std::string& argument) {
  const Command* const command = find_command(id);
  CASCADE_ASSERT(command != nullptr, "a dialog names a command that there is");
  run(workbench, *command, {&argument, 1});
}

void open_dropped(Workbench& workbench, const std::vector<std::string>& files) {
  if (files.empty()) return;
  if (files.size() != 2) {
    invoke(workbench, "file.open", files.back());
    return;
  }
  workbench.script().start(comparing(files[0], files[1]), false);
}

std::vector<ScriptLine> comparing(const std::string& file, const std::string& other) {
  // The second waits for the first.
  return {{find_command("file.open"), {file}, "open " + file},
          {find_command("compare.file"), {other}, "compare " + other}};
}

void invoke_line(Workbench& workbench, std::string_view line) {
  auto lines = parse_script(line);
  if (lines) {
    workbench.script().start(*std::move(lines), false);
  } else {
    workbench.messages().mistake(lines.error().message);
  }
}

}  // namespace cascade::gui
