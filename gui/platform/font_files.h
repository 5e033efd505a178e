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

/// The first of `files` that has the first of `names`, otherwise the second, ...; empty: none.
std::string pick_font(std::span<const std::string> files, std::span<const std::string_view> names);

}  // namespace cascade::gui
