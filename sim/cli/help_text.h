// SPDX-License-Identifier: Apache-2.0
// Help as it reads well on a terminal of eighty columns.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace cascade::sim::cli {

/// Breaks long lines between words. What stands in two columns (two spaces, a name, the description
/// at `column` or on the next line) goes on below the description; other lines go on below their
/// own beginning. Lines that show a command are left as they are. Of several empty lines one stays.
std::string wrapped_help(std::string_view text, std::size_t column, std::size_t width = 80);

}  // namespace cascade::sim::cli
