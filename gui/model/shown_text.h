// SPDX-License-Identifier: Apache-2.0
// The characters that a run's panels may have to draw, so that fonts are asked for them before.
#pragma once

#include <string>

#include "gui/model/history.h"

namespace cascade::gui {

/// Those beyond ASCII in the texts of scenario and model and in names of resources, each once.
/// Looks at every resource that may have a name. Any thread.
std::string characters_of(const History& history);

}  // namespace cascade::gui
