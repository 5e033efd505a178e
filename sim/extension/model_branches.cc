// SPDX-License-Identifier: Apache-2.0
#include "sim/extension/model_branches.h"

#include <fmt/format.h>

#include <memory>
#include <string>
#include <utility>

namespace cascade::sim {
namespace {

class ModelBranch final : public BranchExtension {
 public:
  ModelBranch(World& world, const BranchSpec& spec)
      : world_(world),
        spec_(spec),
        live_(world.model(), spec.type, spec.reaction, ActionSpec::Select::Live, false),
        deleted_(world.model(), spec.type, spec.reaction, ActionSpec::Select::Deleted, false),
        rehearsed_(world.model(), spec.type, spec.reaction, ActionSpec::Select::Live, true) {}

  [[nodiscard]] const std::string& resource_type() const override {
    return world_.model().type(spec_.type).name;
  }
  [[nodiscard]] bool takes(const CascadeAction& action) const override {
    return sim::takes(world_.model(), spec_, action);
  }
  void cascade(const Act& act, Completion done) override {
    const ActionSpec& action =
        world_.model().actions[value(*world_.model().find_action_code(act.action().action_code))];
    const ReactionProgram& program =
        action.rehearsal ? rehearsed_
                         : (action.select == ActionSpec::Select::Deleted ? deleted_ : live_);
    done(program.perform(world_, act));
  }

 private:
  World& world_;
  const BranchSpec& spec_;
  ReactionProgram live_;
  ReactionProgram deleted_;
  ReactionProgram rehearsed_;
};

}  // namespace

bool takes(const Model& model, const BranchSpec& branch, const CascadeAction& action) {
  const auto id = model.find_action_code(action.action_code);
  if (!id || (branch.actions >> static_cast<unsigned>(*id) & 1U) == 0) return false;
  const auto& under = branch.under;
  return under.empty() || std::find(under.begin(), under.end(), action.parent.type) != under.end();
}

BranchFootprints::BranchFootprints(const Model& model, TypeId type) : model_(model) {
  for (const BranchSpec& branch : model.branches) {
    if (branch.type != type) continue;
    ReactionProgram program(model, type, branch.reaction, ActionSpec::Select::Live, false);
    if (program.has_footprint()) branches_.push_back({&branch, std::move(program)});
  }
}

void BranchFootprints::footprint(const World& world, const CascadeAction& action,
                                 ResourceIndex resource, AccessSink& sink) const {
  for (const Branch& branch : branches_) {
    if (takes(model_, *branch.spec, action)) branch.program.footprint(world, resource, sink);
  }
}

void add_model_branches(World& world, TypeGraphBuilder& builder, std::span<const TypeId> joining) {
  for (const BranchSpec& branch : world.model().branches) {
    if (!joins(joining, branch.type)) continue;
    builder.add_branch(std::make_unique<ModelBranch>(world, branch),
                       fmt::format("branch '{}'", branch.name));
  }
}

}  // namespace cascade::sim
