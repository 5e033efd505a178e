// SPDX-License-Identifier: Apache-2.0
// Running commands from menus, keys, buttons and the palette: what goes wrong becomes a message.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gui/model/command.h"
#include "gui/model/script.h"

namespace cascade::gui {

bool is_enabled(const Workbench& workbench, const Command& command);

/// Nothing happens where it is not enabled.
void invoke(Workbench& workbench, const Command& command);
/// By its id, which must exist.
void invoke(Workbench& workbench, std::string_view id);
void invoke(Workbench& workbench, std::string_view id, const std::string& argument);
/// One is opened, two are compared, of more the last is opened.
void open_dropped(Workbench& workbench, const std::vector<std::string>& files);
/// A script that opens the first and compares it with the second.
std::vector<ScriptLine> comparing(const std::string& file, const std::string& other);
/// One or more commands with arguments, as in scripts.
void invoke_line(Workbench& workbench, std::string_view line);

}  // namespace cascade::gui
