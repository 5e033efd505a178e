// SPDX-License-Identifier: Apache-2.0
// `--set topology.vms=100`: changes the tree of a scenario file before it is read.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/yaml_document.h"
#include "sim/scenario/scenario_reader.h"

namespace cascade::sim {

/// "operations.0.mode" by its dots.
std::vector<std::string> path_parts(std::string_view path);
/// A part that counts in a list; nothing: it is a word.
std::optional<std::size_t> list_place(std::string_view part);

/// Sets each key to its value, a piece of YAML: "100", "[{ delete: Zone/2 }]". A key is a path
/// of keys and, in lists, of places counted from 0: "operations.0.mode". Missing maps and lists are
/// made, the place behind a list's last item appends; `topology: small` counts as
/// `{ preset: small }`. Mistakes, also those found in the values
/// later, are reported under the name "--set KEY".
void apply_overrides(YamlNode& root, Overrides overrides, Diagnostics& diagnostics);

}  // namespace cascade::sim
