// SPDX-License-Identifier: Apache-2.0
// Small pieces that several panels paint: notes, empty states, tooltips, texts that must fit.
#pragma once

#include <imgui.h>

#include <string>
#include <string_view>

#include "gui/model/command.h"
#include "gui/view/theme.h"

namespace cascade::gui {

/// Of windows that ask something.
inline constexpr ImGuiWindowFlags kDialogFlags =
    ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoResize |
    ImGuiWindowFlags_NoSavedSettings;

void text(std::string_view text);
void coloured_text(Colour colour, std::string_view text);
/// Over as many lines as it needs.
void wrapped_text(Colour colour, std::string_view text);
/// `text` in lines of at most `width` pixels, broken at blanks alone: numbers and names stay whole
/// where they can.
std::string wrapped(std::string_view text, float width);
/// A heading in that font, which opens and closes what is below it. True: it is open.
bool section(ImFont* bold, const std::string& words, bool open_at_first = true);
/// At the end of the line; `width` in pixels is what it takes from the right edge.
void text_right(Colour colour, std::string_view text);

/// `text` cut with an ellipsis so that it takes at most `width` pixels of the current font.
std::string shortened(std::string_view text, float width);
/// The same, but it is the beginning that is cut.
std::string shortened_front(std::string_view text, float width);

/// What is next goes on in the line, or in the next one where `width` pixels would be cut.
void go_on_in_line(float width, float spacing = -1);

/// What a panel shows while it has nothing: a title and what to do, in its middle. True: the
/// button was clicked (`button` empty: there is none).
bool empty_state(const Theme& theme, std::string_view title, std::string_view hint,
                 std::string_view button = {});

/// For the item before, while the mouse rests on it.
void tooltip(std::string_view text);
/// Title, key and what it does.
void command_tooltip(const Theme& theme, const Command& command);

/// A button that takes part in the line as text does; greyed where it is not enabled.
bool button(std::string_view label, bool enabled = true);
/// In the accent colour: the one that is meant to be clicked.
bool primary_button(const Theme& theme, std::string_view label, bool enabled = true);

}  // namespace cascade::gui
