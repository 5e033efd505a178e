// SPDX-License-Identifier: Apache-2.0
// A plan in words: the whole plan as text, the difference of two plans, and the answer to "why is
// this resource in the plan".
#pragma once

#include <compare>
#include <cstddef>
#include <string>
#include <vector>

#include "engine/ids.h"
#include "engine/names.h"
#include "engine/plan.h"

namespace cascade {

/// Every step with its acts and links, one per line, in plan order; then cycle links, dropped
/// contexts and contradictions. `acts_max` acts per step, links per act, cycle links and
/// contradictions are written out, the rest counted.
std::string to_text(const Plan& plan, const ResourceNames& names, std::size_t acts_max = 20);

/// One chain of links from a root resource down to the asked resource.
struct Reason {
  struct Hop {
    StepId step = kNoStep;  ///< The step whose act this hop is; kNoStep where `first_wins`
                            ///< dropped the act and the chain ends.
    Resource resource;
    ReactionId reaction{};
  };
  std::vector<Hop> hops;  ///< Root first; the last is the resource itself.
};

/// All ways in which `resource` came into the plan, at most `reasons_max`, by plan order of its
/// acts. Empty: it is not in the plan.
std::vector<Reason> why(const Plan& plan, Resource resource, std::size_t reasons_max = 100);

/// All ways in which one act came into the plan, at most `reasons_max`.
std::vector<Reason> why(const Plan& plan, ActId act, std::size_t reasons_max = 100);

/// "Zone/1 (delete) > Cluster/2 (delete) > Host/7 (stop)".
std::string to_text(const Plan& plan, const Reason& reason, const ResourceNames& names);

/// What differs between two plans over the same types; resources are compared by (edge, resource,
/// reaction). Plans of different merges can be compared.
struct PlanDifference {
  struct Entry {
    TypeId parent_type = kNoType;
    TypeId type = kNoType;
    std::string reaction;
    ResourceIndex resource = kNoResource;
    friend auto operator<=>(const Entry&, const Entry&) = default;
  };
  std::vector<Entry> only_a;  ///< Sorted.
  std::vector<Entry> only_b;
  [[nodiscard]] bool empty() const { return only_a.empty() && only_b.empty(); }
};
PlanDifference compare(const Plan& a, const Plan& b);

}  // namespace cascade
