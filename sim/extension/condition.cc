// SPDX-License-Identifier: Apache-2.0
// Compiling and asking conditions. What most conditions test (the state) is asked first.
#include "sim/extension/condition.h"

#include "sim/world/world_overlay.h"

namespace cascade::sim {
namespace {

std::vector<PathProgram> compile(const Model& model, TypeId type,
                                 const std::vector<RelationPath>& paths) {
  std::vector<PathProgram> programs;
  for (const RelationPath& path : paths) programs.emplace_back(model, type, path);
  return programs;
}

std::vector<ConditionProgram> compile(const Model& model, TypeId type,
                                      const std::vector<Condition>& conditions) {
  std::vector<ConditionProgram> programs;
  for (const Condition& condition : conditions) programs.emplace_back(model, type, condition);
  return programs;
}

template <class View>
bool has_live_end(const View& view, const PathProgram& path, ResourceIndex index) {
  return any_end(view, path, index, Life::Live, [](ResourceIndex) { return true; });
}

/// Every live end is a root resource, and there is one.
template <class View>
bool within_root(const View& view, const Question& question, const PathProgram& path,
                 ResourceIndex index) {
  bool found = false;
  const bool outside = any_end(view, path, index, Life::Live, [&](ResourceIndex end) {
    found = true;
    return !question.contains(Condition::Target::Root, path.end, end);
  });
  return found && !outside;
}

}  // namespace

bool Question::contains(Condition::Target target, TypeId type, ResourceIndex index) const {
  if (assumed != nullptr) {
    const bool parents = target == Condition::Target::Parents;
    return AssumedSets::contains(parents ? assumed->parents : assumed->shared, index);
  }
  const auto is_root = [&](ResourceIndex resource) {
    return type == root.type &&
           std::binary_search(root.resources.begin(), root.resources.end(), resource);
  };
  if (target == Condition::Target::Argument) return argument == Resource{type, index};
  if (target == Condition::Target::Root) return is_root(index);
  return std::any_of(links.begin(), links.end(), [&](LinkParent parent) {
    return parent.index() == index && type == (parent.is_root() ? root.type : parent_type);
  });
}

bool Question::root_is(const std::vector<TypeId>& types) const {
  if (assumed != nullptr) return assumed->shared == AssumedSets::Members::All;
  return std::find(types.begin(), types.end(), root.type) != types.end();
}

ConditionProgram::ConditionProgram(const Model& model, TypeId type, const Condition& condition)
    : type_(type),
      states_(condition.states.value_or(~std::uint64_t{0})),
      attributes_(condition.attributes),
      root_types_(condition.root_types),
      has_(compile(model, type, condition.has)),
      empty_(compile(model, type, condition.empty)),
      within_root_(compile(model, type, condition.within_root)),
      none_of_(compile(model, type, condition.none_of)),
      any_of_(compile(model, type, condition.any_of)) {
  for (const Condition::TargetTest& test : condition.targets) {
    targets_.push_back({PathProgram(model, type, test.path), test.target});
    const bool parents = test.target == Condition::Target::Parents;
    (parents ? asks_parents_ : asks_shared_) = true;
  }
  asks_shared_ = asks_shared_ || !root_types_.empty() || !within_root_.empty();
  for (const auto* parts : {&none_of_, &any_of_}) {
    for (const ConditionProgram& part : *parts) {
      asks_parents_ = asks_parents_ || part.asks_parents_;
      asks_shared_ = asks_shared_ || part.asks_shared_;
    }
  }
}

template <class View>
bool ConditionProgram::leads_to(const View& view, const Question& question, const TargetTest& test,
                                ResourceIndex index) {
  const Life deepest = test.path.hops.back().stored ? Life::Gone : Life::Deleted;
  return any_end(view, test.path, index, deepest, [&](ResourceIndex end) {
    return question.contains(test.target, test.path.end, end);
  });
}

template <class View>
bool ConditionProgram::members_hold(const View& view, const Question& question,
                                    ResourceIndex index) const {
  const auto holds_for = [&](const ConditionProgram& part) {
    return part.holds(view, question, index);
  };
  const auto live = [&](const PathProgram& path) { return has_live_end(view, path, index); };
  return std::all_of(has_.begin(), has_.end(), live) &&
         std::none_of(empty_.begin(), empty_.end(), live) &&
         std::all_of(
             targets_.begin(), targets_.end(),
             [&](const TargetTest& test) { return leads_to(view, question, test, index); }) &&
         std::all_of(
             within_root_.begin(), within_root_.end(),
             [&](const PathProgram& path) { return within_root(view, question, path, index); }) &&
         std::none_of(none_of_.begin(), none_of_.end(), holds_for) &&
         (any_of_.empty() || std::any_of(any_of_.begin(), any_of_.end(), holds_for));
}

template <class View>
bool ConditionProgram::holds(const View& view, const Question& question,
                             ResourceIndex index) const {
  const Resource resource{type_, index};
  if ((states_ >> view.state(resource) & 1U) == 0) return false;
  for (const Condition::AttributeTest& test : attributes_) {
    if ((test.values >> view.attribute(resource, test.attribute) & 1U) == 0) return false;
  }
  if (!root_types_.empty() && !question.root_is(root_types_)) return false;
  return members_hold(view, question, index);
}

bool ConditionProgram::reads_others() const {
  const auto reads = [](const ConditionProgram& part) { return part.reads_others(); };
  return !has_.empty() || !empty_.empty() || !within_root_.empty() ||
         std::any_of(targets_.begin(), targets_.end(),
                     [](const TargetTest& test) {
                       return test.path.hops.size() > 1 || !test.path.hops[0].stored;
                     }) ||
         std::any_of(none_of_.begin(), none_of_.end(), reads) ||
         std::any_of(any_of_.begin(), any_of_.end(), reads);
}

template bool ConditionProgram::holds(const World&, const Question&, ResourceIndex) const;
template bool ConditionProgram::holds(const WorldOverlay&, const Question&, ResourceIndex) const;

}  // namespace cascade::sim
