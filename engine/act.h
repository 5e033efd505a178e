// SPDX-License-Identifier: Apache-2.0
// One act as an extension or a runner sees it: a view into a plan.
#pragma once

#include <span>

#include "engine/completion.h"
#include "engine/ids.h"
#include "engine/plan.h"

namespace cascade {

/// The reaction of one step to one resource. Cheap to copy; valid as long as the plan.
struct Act {
  const Plan* plan = nullptr;
  StepId step = kNoStep;
  ResourceIndex resource = kNoResource;  ///< Of the step's type.
  ReactionId reaction{};                 ///< A row of the step's extension.
  Attempt attempt;

  [[nodiscard]] ActId id() const { return attempt.act; }
  /// Becomes the same attempt of the act that follows in the plan, which is of the same step.
  void advance() {
    const std::uint32_t next = value(attempt.act) + 1;
    attempt.act = ActId{next};
    resource = plan->resources()[next];
    reaction = plan->reactions()[next];
  }
  [[nodiscard]] const Step& node() const { return plan->step(step); }
  [[nodiscard]] const Reaction& row() const {
    return node().extension->reactions()[value(reaction)];
  }
  [[nodiscard]] CascadeAction action() const { return plan->action(step); }
  /// Why the resource is affected.
  [[nodiscard]] std::span<const LinkParent> links() const {
    return plan->links(node(), attempt.act);
  }
};

}  // namespace cascade
