// SPDX-License-Identifier: Apache-2.0
// Reads scenario files; reports every mistake with file, line, column, what is wrong and what
// would be right. Also the JSON Schema of the same language, for editors.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "engine/result.h"
#include "sim/scenario.h"

namespace cascade::sim {

/// `overrides`: "topology.vms" = "100", "seed" = "7", ... (`--set`), applied to the file's tree
/// before it is read, so that they are checked like the file itself.
using Overrides = std::span<const std::pair<std::string, std::string>>;

Result<Scenario> parse_scenario(std::string_view text, const std::string& file,
                                Overrides overrides = {});
Result<Scenario> load_scenario(const std::string& file, Overrides overrides = {});

/// JSON Schema (draft-07) of scenario files, two-space indented.
std::string scenario_schema();

}  // namespace cascade::sim
