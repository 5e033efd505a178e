// SPDX-License-Identifier: Apache-2.0
// Protected resources: no operation may change them, enforcing ones neither. Asked of a whole plan
// before anything of it runs, so that all breaches are known at once.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/ids.h"
#include "engine/plan.h"
#include "engine/result.h"
#include "sim/base/yaml_document.h"
#include "sim/scenario/scenario.h"
#include "sim/world/world.h"

namespace cascade::sim {

/// One act that would change a protected resource: its own, or one that its reaction touches.
struct ProtectionBreach {
  Resource resource;
  std::string reaction;  ///< "destroy"
  Resource by;           ///< Whose reaction; mostly `resource` itself.
  std::string path;      ///< Of the step: "Zone/Cluster/Host".
  friend bool operator==(const ProtectionBreach&, const ProtectionBreach&) = default;
};

/// Resources that a scenario names to `purpose` ("protect") them, sorted; unknown ones are
/// reported.
std::vector<Resource> resolve_named(const std::vector<std::pair<std::string, Position>>& names,
                                    const World& world, std::string_view purpose,
                                    Diagnostics& diagnostics);

/// The scenario's protected resources, sorted; unknown names are reported.
std::vector<Resource> resolve_protected(const Scenario& scenario, const World& world,
                                        Diagnostics& diagnostics);

/// By resource, then plan order; one for each act.
std::vector<ProtectionBreach> breaches_of(const Plan& plan,
                                          const std::vector<Resource>& is_protected);

/// "VmInstance/3 is protected: destroy by Zone/Cluster/Host/VmInstance"
std::string breach_text(const ProtectionBreach& breach, const World& world);

/// What is told when the operation is refused for them; names the first few.
Error protection_error(const std::vector<ProtectionBreach>& breaches, const World& world);

}  // namespace cascade::sim
