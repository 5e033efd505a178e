// SPDX-License-Identifier: Apache-2.0
// The parts of a scenario file, read one by one by sim/scenario/scenario_reader.cc. Each takes
// nodes whose form has been checked and reported (sim/scenario/scenario_form.h), passes over what
// does not have it, and reports what is wrong in meaning.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/yaml_document.h"
#include "sim/reader/retry_rules.h"
#include "sim/scenario/scenario.h"
#include "sim/scenario/scenario_form.h"
#include "sim/scenario/scenario_names.h"

namespace cascade::sim {

/// `node` and, if it is a list, its items, as far as they are of the kind. `node` may be null.
std::vector<const YamlNode*> scalars(const YamlNode* node, Form::Kind kind);
/// The scalar under `key` if it is of the kind, else null.
const YamlNode* scalar_in(const YamlNode& map, std::string_view key, Form::Kind kind);
/// Its text, or "".
std::string text_in(const YamlNode& map, std::string_view key, Form::Kind kind);
std::optional<std::int64_t> integer_in(const YamlNode& map, std::string_view key);
std::optional<std::int64_t> to_integer(const YamlNode& node);

/// Shape, preset and numbers; written resources need the model and come later.
void read_topology(const YamlNode& node, Topology& topology);
/// The resources of a written topology; declares them.
void read_written(const YamlNode& node, ScenarioNames& names, Diagnostics& diagnostics,
                  std::vector<WrittenResource>& written);

void read_operations(const YamlNode& node, ScenarioNames& names, Diagnostics& diagnostics,
                     std::vector<Operation>& operations);
void read_faults(const YamlNode& node, ScenarioNames& names, Diagnostics& diagnostics,
                 std::vector<Fault>& faults);
void read_retries(const YamlNode& node, ScenarioNames& names, std::vector<RetryRule>& retries);
void read_expectations(const YamlNode& node, ScenarioNames& names, Diagnostics& diagnostics,
                       Expectations& expect);

}  // namespace cascade::sim
