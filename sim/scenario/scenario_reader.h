// SPDX-License-Identifier: Apache-2.0
// Reads scenario files; reports every mistake with file, line, column, what is wrong and what
// would be right. Also the JSON Schema of the same language, for editors.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "engine/result.h"
#include "sim/model/model.h"
#include "sim/scenario/scenario.h"

namespace cascade::sim {

/// `--set`: "topology.vms" = "100", "seed" = "7", "operations.0.mode" = "enforcing", ... Values
/// are pieces of YAML. Applied to the file's tree before it is read, so that they are checked
/// like the file itself; their mistakes are reported as "--set topology.vms: ...".
using Overrides = std::span<const std::pair<std::string, std::string>>;

/// Where models come from: the name in the scenario and the scenario's file. Files, see
/// load_model(), unless somebody (a recording, a test) brings their own.
using ModelLoader = std::function<Result<std::shared_ptr<const Model>>(
    const std::string& name, const std::string& from_file)>;

/// Reads what `root` says; `text` is what it was read from. Mistakes of meaning go to
/// `diagnostics`; only without any the scenario is one to run.
Scenario read_scenario(const YamlNode& root, std::string_view text, const std::string& file,
                       const ModelLoader& loader, Diagnostics& diagnostics);

/// Errors have several lines, "file:line:column: message" each, in file order.
Result<Scenario> parse_scenario(std::string_view text, const std::string& file,
                                Overrides overrides = {}, const ModelLoader& loader = {});
Result<Scenario> load_scenario(const std::string& file, Overrides overrides = {});

/// JSON Schema (draft-07) of scenario files, two-space indented. Made from the table that the
/// reader uses (sim/scenario/scenario_form.h).
std::string scenario_schema();

}  // namespace cascade::sim
