// SPDX-License-Identifier: Apache-2.0
// Which fonts the machine has.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cascade::gui {

/// Files in the font folders of the user, then of the system, that can be read; by name in each.
std::vector<std::string> installed_fonts();

/// The first of `files` that has the first of `names`, otherwise the second, ..., and draws all of
/// `characters`; empty: none.
std::string pick_font(std::span<const std::string> files, std::span<const std::string_view> names,
                      std::u32string_view characters = {});

/// Whether the font in `file` can be read and draws all of `characters`.
bool has_characters(const std::string& file, std::u32string_view characters);

}  // namespace cascade::gui
