// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <algorithm>

#include "engine/contradictions.h"
#include "engine/guarded_call.h"

namespace cascade {
namespace {

Query query_of(const Plan& plan, StepId id) {
  const Step& step = plan.step(id);
  return {.extension = step.extension,
          .parent_type = step.parent_type,
          .type = step.type,
          .parent = plan.parent_context(id)};
}

/// Appends what one act said that it touches.
Result<void> keep_touches(const Inquirer& inquirer, const Query& query, ActId act, Resource own,
                          const AccessSink& sink, std::vector<Touch>& touches) {
  for (const AccessSink::Entry& entry : sink.entries()) {
    const Resource touched = entry.resource;
    if (value(touched.type) >= inquirer.graph().type_count() || touched.index >> 31 != 0) {
      return inquirer.wrong_answer(
          query, fmt::format("told a footprint out of range: resource {} of type number {}",
                             touched.index, value(touched.type)));
    }
    if (touched != own) touches.push_back({act, touched, entry.access});
  }
  return {};
}

Result<void> ask_step(Inquirer& inquirer, PlanBuilder& builder, StepId id) {
  const Plan& plan = builder.plan();
  const Step& step = plan.step(id);
  const std::vector<Reaction>& rows = step.extension->reactions();
  const auto asks = [](const Reaction& row) { return row.has_footprint && !row.nothing; };
  if (std::none_of(rows.begin(), rows.end(), asks)) return {};
  const Query query = query_of(plan, id);
  const CascadeAction action = inquirer.action(query);
  AccessSink sink;
  for (std::uint32_t act = step.acts_begin; act != step.acts_end; ++act) {
    const ReactionId reaction = plan.reactions()[act];
    if (!asks(rows[value(reaction)])) continue;
    const ResourceIndex resource = plan.resources()[act];
    sink.clear();
    const auto thrown =
        text_of_throw([&] { step.extension->footprint(action, resource, reaction, sink); });
    if (thrown)
      return inquirer.wrong_answer(query, fmt::format("threw from footprint: {}", *thrown));
    if (auto kept = keep_touches(inquirer, query, ActId{act}, {step.type, resource}, sink,
                                 builder.touches());
        !kept) {
      return kept;
    }
  }
  return {};
}

}  // namespace

Result<void> ask_footprints(Inquirer& inquirer, PlanBuilder& builder) {
  for (std::uint32_t i = 0; i < builder.plan().steps().size(); ++i) {
    if (auto asked = ask_step(inquirer, builder, StepId{i}); !asked) return asked;
  }
  return {};
}

}  // namespace cascade
