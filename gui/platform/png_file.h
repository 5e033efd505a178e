// SPDX-License-Identifier: Apache-2.0
// Writes pictures of the window.
#pragma once

#include <string>

#include "engine/result.h"
#include "gui/platform/window.h"

namespace cascade::gui {

/// As PNG; replaces the file whole or not at all. Errors: it cannot be written.
Result<void> write_png(const Picture& picture, const std::string& file);

}  // namespace cascade::gui
