// SPDX-License-Identifier: Apache-2.0
// Faults with their words looked up in a world. Inner part of sim/scenario/fault.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/ids.h"
#include "sim/base/yaml_document.h"
#include "sim/scenario/fault.h"
#include "sim/world/world.h"

namespace cascade::sim {

/// A fault with its words resolved.
struct FaultRule {
  Fault::Kind kind = Fault::Kind::FailBefore;
  TypeId type = kNoType;  ///< kNoType: any.
  TypeId parent = kNoType;
  std::string action;
  Resource resource;  ///< kNoType: any.
  std::optional<Ratio> ratio;
  std::optional<std::uint32_t> attempt;
  std::uint32_t factor = 1;
  Resource appears;  ///< Only Kind::Appear.
  std::uint64_t purpose = 0;
};

/// In their order. What the world does not know is reported; the rules are not to be used then.
std::vector<FaultRule> read_fault_rules(const World& world, const std::vector<Fault>& faults,
                                        Diagnostics& diagnostics);

}  // namespace cascade::sim
