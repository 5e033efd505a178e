// SPDX-License-Identifier: Apache-2.0
// Questions to a finished plan. How it is filled: plan_builder.cc.
#include "engine/plan.h"

#include <algorithm>

#include "engine/assert.h"
#include "engine/digest.h"

namespace cascade {

std::span<const Touch> Plan::touches(ActId act) const {
  const auto begin = std::lower_bound(touches_.begin(), touches_.end(), act,
                                      [](const Touch& touch, ActId a) { return touch.act < a; });
  const auto end =
      std::find_if(begin, touches_.end(), [act](const Touch& touch) { return touch.act != act; });
  return {begin, end};
}

StepId Plan::step_of(ActId act) const {
  CASCADE_ASSERT(value(act) < act_count(), "the act is one of this plan");
  // The last step that begins at or before the act; empty steps begin where the next one does.
  const auto after = std::upper_bound(
      steps_.begin(), steps_.end(), value(act),
      [](std::uint32_t wanted, const Step& step) { return wanted < step.acts_begin; });
  return StepId{static_cast<std::uint32_t>(after - steps_.begin() - 1)};
}

std::span<const ResourceIndex> Plan::parent_context(StepId id) const {
  const Step& node = step(id);
  return std::span(contexts_).subspan(node.parents_begin, node.parents_end - node.parents_begin);
}

CascadeAction Plan::action(StepId id) const {
  return {.action_code = request_.action_code,
          .root = {request_.root_type, request_.roots},
          .parent = {step(id).parent_type, parent_context(id)},
          .argument = request_.argument,
          .with_root_links = true};
}

std::string Plan::path(StepId id) const {
  std::vector<TypeId> types;
  for (; id != kNoStep; id = step(id).tree_parent) types.push_back(step(id).type);
  std::string text;
  for (auto type = types.rbegin(); type != types.rend(); ++type) {
    if (!text.empty()) text += '/';
    text += graph_->name(*type);
  }
  return text;
}

ActId find_act(const Plan& plan, const Step& step, ResourceIndex resource) {
  const std::uint32_t count = step.act_count();
  if (count == 0) return kNoAct;
  const auto resources = plan.resources().subspan(step.acts_begin, count);
  if (resource < resources.front() || resource > resources.back()) return kNoAct;
  // Resources ascend without repeating, so a resource stands at most as far from either end as its
  // index is away from that end's. Where a step has all of a range, that leaves a single place.
  const std::uint32_t from_back = resources.back() - resource;
  const std::uint32_t first = from_back < count ? count - 1 - from_back : 0;
  const std::uint32_t last = std::min(resource - resources.front(), count - 1);
  const auto begin = resources.begin();
  const auto found = std::lower_bound(begin + first, begin + last, resource);
  if (*found != resource) return kNoAct;
  return ActId{step.acts_begin + static_cast<std::uint32_t>(found - begin)};
}

namespace {

template <class T>
std::size_t bytes_of(const T& column) {
  return column.capacity() * sizeof(typename T::value_type);
}

}  // namespace

std::size_t Plan::bytes() const {
  std::size_t bytes = sizeof(Plan) + bytes_of(request_.roots) + bytes_of(steps_) +
                      bytes_of(resources_) + bytes_of(reactions_) + bytes_of(link_parents_) +
                      bytes_of(link_offsets_) + bytes_of(contexts_) + bytes_of(cycle_links_) +
                      bytes_of(dropped_contexts_) + bytes_of(contradictions_) + bytes_of(touches_);
  for (const DroppedContext& dropped : dropped_contexts_) {
    bytes += bytes_of(dropped.path) + bytes_of(dropped.resources);
  }
  return bytes;
}

namespace {

void add(Digest& digest, LinkParent parent) {
  digest.add(std::uint64_t{parent.index()} << 1 | static_cast<std::uint64_t>(parent.is_root()));
}

void add(Digest& digest, const Step& step) {
  digest.add(std::uint64_t{value(step.parent_type)} << 16 | value(step.type));
  digest.add(std::uint64_t{value(step.tree_parent)} << 32 | step.depth);
  digest.add(std::uint64_t{step.round} << 32 | step.visible);
  digest.add(std::uint64_t{step.acts_begin} << 32 | step.acts_end);
  digest.add(std::uint64_t{step.links_begin} << 32 | step.links_end);
  digest.add(std::uint64_t{step.parents_begin} << 32 | step.parents_end);
}

}  // namespace

std::uint64_t Plan::digest() const {
  Digest digest;
  for (std::size_t i = 0; i < graph_->type_count(); ++i) digest.add(graph_->name(TypeId(i)));
  digest.add(request_.action_code);
  digest.add(value(request_.root_type));
  digest.add(std::span<const ResourceIndex>(request_.roots));
  digest.add(std::uint64_t{value(request_.argument.type)} << 32 | request_.argument.index);
  digest.add(static_cast<std::uint64_t>(merge_));
  for (const Step& step : steps_) add(digest, step);
  digest.add(resources());
  digest.add(reactions());
  for (const LinkParent parent : link_parents_) add(digest, parent);
  digest.add(std::span<const std::uint32_t>(link_offsets_));
  digest.add(std::span<const ResourceIndex>(contexts_));
  for (const CycleLink& link : cycle_links_) {
    digest.add(std::uint64_t{value(link.parent_type)} << 16 | value(link.type));
    add(digest, link.parent);
    digest.add(link.child);
  }
  for (const DroppedContext& dropped : dropped_contexts_) {
    digest.add(std::span<const TypeId>(dropped.path));
    digest.add(value(dropped.kept));
    digest.add(std::span<const ResourceIndex>(dropped.resources));
  }
  for (const Contradiction& pair : contradictions_) {
    digest.add(std::uint64_t{value(pair.first)} << 32 | value(pair.second));
  }
  digest.add(contradiction_count_);
  digest.add(unchecked_pairs_);
  for (const Touch& touch : touches_) {
    digest.add(std::uint64_t{value(touch.act)} << 32 | touch.resource.index);
    digest.add(std::uint64_t{value(touch.resource.type)} << 8 |
               static_cast<std::uint64_t>(touch.access));
  }
  return digest.number();
}

}  // namespace cascade
