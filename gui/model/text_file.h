// SPDX-License-Identifier: Apache-2.0
// Reading and writing whole files. What is written replaces what was there at once or not at all.
#pragma once

#include <string>
#include <string_view>

#include "engine/result.h"

namespace cascade::gui {

/// Errors name the file and what is wrong with it.
Result<std::string> read_text_file(const std::string& file);

/// Through a file beside it, which then takes its name; a symbolic link stays one.
Result<void> write_text_file(const std::string& file, std::string_view text);

}  // namespace cascade::gui
