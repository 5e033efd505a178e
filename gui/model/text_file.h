// SPDX-License-Identifier: Apache-2.0
// Reading and writing whole files. What is written replaces what was there at once or not at all.
#pragma once

#include <string>
#include <string_view>

#include "engine/result.h"
#include "sim/base/text_file.h"

namespace cascade::gui {

using sim::read_text_file;

/// Through a file beside it, which then takes its name; a symbolic link stays one. Errors name the
/// file and what is wrong with it.
Result<void> write_text_file(const std::string& file, std::string_view text);

}  // namespace cascade::gui
