// SPDX-License-Identifier: Apache-2.0
// Whether the user's desktop is dark: what the theme "system" follows.
#pragma once

#include <string_view>

namespace cascade::gui {

/// From GTK_THEME, then the settings of GTK 4 and 3 in the user's configuration folder. Dark where
/// nothing is said.
bool system_is_dark();

/// "Adwaita:dark", "Breeze-Dark" are dark, any other name is not.
bool is_dark_theme_name(std::string_view name);

}  // namespace cascade::gui
