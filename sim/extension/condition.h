// SPDX-License-Identifier: Apache-2.0
// Conditions of a model, made ready for asking: no names, no allocation.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/ids.h"
#include "sim/extension/relation_path.h"
#include "sim/model/model.h"
#include "sim/world/world.h"

namespace cascade::sim {

/// Stands for sets that are not known yet when reactions are compared: all, or every other one.
struct AssumedSets {
  enum class Members : std::uint8_t { All, Even, Odd };
  Members parents = Members::All;
  Members shared = Members::All;  ///< Root resources and argument; `root:` holds where All.

  static bool contains(Members members, ResourceIndex index) {
    return members == Members::All || (index % 2 == 0) == (members == Members::Even);
  }
};

/// What a condition may ask beside the resource. Views; valid during the call.
struct Question {
  Context root;
  Resource argument;
  // Effects only: the act's links.
  TypeId parent_type = kNoType;
  std::span<const LinkParent> links;
  const AssumedSets* assumed = nullptr;  ///< Instead of all the others.

  /// Whether resource `index` of `type` is the argument, a root resource, or a parent.
  [[nodiscard]] bool contains(Condition::Target target, TypeId type, ResourceIndex index) const;
  [[nodiscard]] bool root_is(const std::vector<TypeId>& types) const;
};

class ConditionProgram {
 public:
  ConditionProgram(const Model& model, TypeId type, const Condition& condition);

  /// View: World or WorldOverlay.
  template <class View>
  [[nodiscard]] bool holds(const View& view, const Question& question, ResourceIndex index) const;
  /// Whether the answer can depend on the parents, or on root resources or the argument.
  [[nodiscard]] bool asks_parents() const { return asks_parents_; }
  [[nodiscard]] bool asks_shared() const { return asks_shared_; }
  /// Whether the answer can depend on resources other than the asked one.
  [[nodiscard]] bool reads_others() const;
  /// Calls `visit(Resource)` for every other resource that the answer may depend on.
  template <class Visit>
  void for_each_read(const World& world, ResourceIndex index, Visit&& visit) const;

 private:
  struct TargetTest {
    PathProgram path;
    Condition::Target target;
  };
  template <class View>
  bool members_hold(const View& view, const Question& question, ResourceIndex index) const;
  /// Whether some end of `path` is in the target set, whatever its life.
  template <class View>
  static bool leads_to(const View& view, const Question& question, const TargetTest& test,
                       ResourceIndex index);

  TypeId type_;
  bool asks_parents_ = false;
  bool asks_shared_ = false;
  std::uint64_t states_ = ~std::uint64_t{0};
  std::vector<Condition::AttributeTest> attributes_;
  std::vector<TypeId> root_types_;
  std::vector<PathProgram> has_;
  std::vector<PathProgram> empty_;
  std::vector<PathProgram> within_root_;
  std::vector<TargetTest> targets_;
  std::vector<ConditionProgram> none_of_;
  std::vector<ConditionProgram> any_of_;
};

template <class Visit>
void ConditionProgram::for_each_read(const World& world, ResourceIndex index, Visit&& visit) const {
  const auto ends = [&](const PathProgram& path) {
    for_each_between(world, path, index, visit);
    any_end(world, path, index, Life::Deleted, [&](ResourceIndex end) {
      visit(Resource{path.end, end});
      return false;
    });
  };
  for (const auto* paths : {&has_, &empty_, &within_root_}) {
    for (const PathProgram& path : *paths) ends(path);
  }
  for (const TargetTest& test : targets_) {
    // Where the relation is stored on this side, the end is only compared, not looked at.
    if (test.path.hops.back().stored) {
      for_each_between(world, test.path, index, visit);
    } else {
      ends(test.path);
    }
  }
  for (const ConditionProgram& part : none_of_) part.for_each_read(world, index, visit);
  for (const ConditionProgram& part : any_of_) part.for_each_read(world, index, visit);
}

}  // namespace cascade::sim
