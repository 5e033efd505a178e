// SPDX-License-Identifier: Apache-2.0
// `--set topology.vms=100`: changes the tree of a scenario file before it is read.
#pragma once

#include "sim/scenario_reader.h"
#include "sim/yaml_document.h"

namespace cascade::sim {

/// Sets each key to its value, a piece of YAML: "100", "[{ delete: Zone/2 }]". A key is a path
/// of keys and, in lists, of places counted from 0: "operations.0.mode". Missing maps are made;
/// `topology: small` counts as `{ preset: small }`. Mistakes, also those found in the values
/// later, are reported under the name "--set KEY".
void apply_overrides(YamlNode& root, Overrides overrides, Diagnostics& diagnostics);

}  // namespace cascade::sim
