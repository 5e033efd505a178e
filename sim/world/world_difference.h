// SPDX-License-Identifier: Apache-2.0
// What differs between two worlds: of one scenario after two policies, of two recordings, of now
// and when a plan was reviewed. Resources are the same when type and name are.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/world/world.h"

namespace cascade::sim {

struct WorldDifference {
  /// Resources that differ in the same way.
  struct Group {
    std::string type;
    std::string here;      ///< "gone", "Running", "host Host/3", "not there"
    std::string there;     ///< The same of the other world.
    std::string relation;  ///< Or attribute or counter; empty: life or state differ.
    std::uint64_t count = 0;
    std::string example;  ///< The first such resource: "VmInstance/7".
  };
  /// By type in the order of the model, then by the words. Where relations differ, `here` and
  /// `there` are those of the example.
  std::vector<Group> groups;
  std::uint64_t resources = 0;  ///< Resources that differ in anything.

  [[nodiscard]] bool empty() const { return groups.empty(); }
};

/// From `here`'s point of view. Relations, attributes and counters are compared where both are
/// live; a relation to what is gone leads nowhere, as in World::digest(). Costs a walk over both.
WorldDifference compare_worlds(const World& here, const World& there);

/// "10,000 VmInstance are gone instead of Running, like VmInstance/1"
std::string to_text(const WorldDifference::Group& group);

}  // namespace cascade::sim
