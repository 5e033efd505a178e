// SPDX-License-Identifier: Apache-2.0
// Whether two reactions to one resource give different worlds in different orders. Tried on
// overlays: from the present state and from those that the two themselves produce, under several
// assumptions about parents, roots and argument. What was tried often with one answer is believed.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "engine/extension.h"
#include "sim/extension/model_effects.h"
#include "sim/world/world.h"

namespace cascade::sim {

/// Thread: one at a time.
class CommutationCheck {
 public:
  CommutationCheck(const World& world, TypeId type) : world_(world), type_(type) {}

  Commutation check(const ReactionProgram& first, const ReactionProgram& second,
                    ResourceIndex resource);
  /// The world may have changed.
  void forget() { known_.clear(); }

 private:
  /// Answers for resources that are alike, and how many there were.
  struct Known {
    Commutation answer = Commutation::Unknown;
    std::uint32_t tried = 0;
    bool mixed = false;
  };
  Commutation try_both(const ReactionProgram& first, const ReactionProgram& second,
                       ResourceIndex resource) const;
  [[nodiscard]] std::uint64_t likeness(const ReactionProgram& first, const ReactionProgram& second,
                                       ResourceIndex resource) const;

  const World& world_;
  TypeId type_;
  std::unordered_map<std::uint64_t, Known> known_;  ///< Never iterated.
};

}  // namespace cascade::sim
