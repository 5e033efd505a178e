// SPDX-License-Identifier: Apache-2.0
// What is kept from one session to the next, as a value and as text. Two files: what the user has
// chosen, and where work was left; the folders that hold them are in gui/model/settings_store.h.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"
#include "gui/model/view_state.h"

namespace cascade::gui {

class Workbench;

struct Settings {
  // What the user has chosen.
  ThemeChoice theme = ThemeChoice::System;
  int zoom = 100;  ///< Per cent, ViewState::kZoomMin .. kZoomMax.
  // Where work was left.
  std::string layout{};               ///< PanelLayout::to_text(); empty: as a new user sees it.
  std::vector<std::string> recent{};  ///< Files with their folders, the latest first.
  std::vector<std::string> breakpoints{};  ///< Each as one line of text.
  friend bool operator==(const Settings&, const Settings&) = default;
};

/// Which of the two files.
enum class SettingsPart : std::uint8_t { Choices, State };

/// What settings files of this program say of themselves; files of a later version are not read.
inline constexpr int kSettingsVersion = 1;

/// JSON. Names that are no valid UTF-8 on one line are left out of lists.
std::string settings_text(const Settings& settings, SettingsPart part);

/// Takes over what is right in `text`; what is missing stays as it is. Unknown keys are passed
/// over. Errors name every mistake and where in `file` it stands.
Result<void> read_settings(std::string_view text, const std::string& file, SettingsPart part,
                           Settings& settings);

/// "dark", "light", "system"
std::string_view theme_word(ThemeChoice theme);

/// As the window is now.
Settings settings_of(const Workbench& workbench);
/// To be called when the ids of the panels are known; a layout that is none is passed over.
void apply_settings(const Settings& settings, Workbench& workbench);

}  // namespace cascade::gui
