// SPDX-License-Identifier: Apache-2.0
// How two scenarios of one file differ, told by the options of `cascade run`.
#pragma once

#include <optional>
#include <string>

#include "sim/base/yaml_document.h"

namespace cascade::gui {

/// " --seed 7 --set topology.vms=100", which makes `after` of `before`; nothing: something was
/// taken away, which no option does.
std::optional<std::string> set_options(const sim::YamlNode& before, const sim::YamlNode& after);

}  // namespace cascade::gui
