// SPDX-License-Identifier: Apache-2.0
// The command line of cascade-gui.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"

namespace cascade::gui {

struct AppOptions {
  std::vector<std::string> files;     ///< At most two; the second is compared.
  std::optional<std::string> script;  ///< --exec
  std::optional<std::string> log;     ///< --log
  std::optional<std::string> theme;   ///< "dark", "light", "system"
  /// --settings: a folder, or "none"; empty: the user's own, and with a script or --bench none.
  std::string settings;
  std::optional<int> width;  ///< Of the window, in pixels.
  std::optional<int> height;
  std::optional<int> scale;  ///< In per cent, instead of the monitor's.
  bool bench = false;
  bool help = false;
  bool version = false;
};

/// Errors: what is wrong with which argument, and what would be right.
Result<AppOptions> parse_app_options(std::span<const std::string> arguments);

std::string app_help();

}  // namespace cascade::gui
