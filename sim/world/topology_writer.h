// SPDX-License-Identifier: Apache-2.0
// Writes a world as a scenario with a written-out topology: every resource by type and name, with
// its state, attributes and relations, ready to be edited and run.
#pragma once

#include <string>

#include "sim/base/json_writer.h"
#include "sim/world/world.h"

namespace cascade::sim {

struct TopologyWriterOptions {
  std::string comment;    ///< One line on top; empty: none.
  std::string model;      ///< As the scenario will name it.
  std::string operation;  ///< One line of YAML: "{ delete: Zone/1 }".
};

/// Live resources only. Resources that were not named are called by their numbers, as in reports.
void write_topology(const World& world, const TopologyWriterOptions& options, const TextSink& sink);

}  // namespace cascade::sim
