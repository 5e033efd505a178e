// SPDX-License-Identifier: Apache-2.0
// One extension per type: puts the parts together (sim/model/model_rows.h for the table of
// reactions, sim/extension/model_finder.h for finding, sim/extension/model_effects.h for acting).
#include "sim/extension/model_extension.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/assert.h"
#include "sim/extension/model_branches.h"
#include "sim/extension/model_commutation.h"
#include "sim/extension/model_effects.h"
#include "sim/extension/model_finder.h"
#include "sim/model/model_rows.h"

namespace cascade::sim {
namespace {

class ModelExtension final : public SyncExtension {
 public:
  /// `addon`: as in EdgeSpec; whose edges it answers for.
  ModelExtension(World& world, TypeId type, std::uint8_t addon, std::span<const TypeId> joining);

  [[nodiscard]] const std::string& resource_type() const override { return spec_.name; }
  [[nodiscard]] const std::vector<std::string>& parents() const override { return parents_; }
  [[nodiscard]] const std::vector<Reaction>& reactions() const override { return reactions_; }

  void find(const CascadeAction& action, LinkSink& sink) const override;
  [[nodiscard]] bool descends_always(const CascadeAction& action) const override;
  [[nodiscard]] Duration query_time(const CascadeAction& action,
                                    std::size_t links_found) const override;
  void footprint(const CascadeAction& action, ResourceIndex resource, ReactionId reaction,
                 AccessSink& sink) const override;
  [[nodiscard]] Commutation commutation(ResourceIndex resource, const Reaction& first,
                                        const Reaction& second) const override;

  [[nodiscard]] const ReactionSpec& declared(ReactionId row) const {
    return *declared_[value(row)];
  }
  [[nodiscard]] bool permits(const Act& act) const {
    return programs_[value(act.reaction)].permits(world_, act);
  }
  [[nodiscard]] const ReactionRow& row(ReactionId row) const { return rows_[value(row)]; }

 protected:
  ActResult cascade_now(const Act& act) override {
    return programs_[value(act.reaction)].perform(world_, act);
  }

 private:
  void add_row(const ReactionRow& row);
  [[nodiscard]] const EdgeSpec* edge(const CascadeAction& action) const;
  [[nodiscard]] const ReactionProgram* program(const Reaction& row) const;

  World& world_;
  TypeId type_;
  std::uint8_t addon_;
  const TypeSpec& spec_;
  std::vector<std::string> parents_;
  ReactionSpec rehearsal_;
  // By row.
  std::vector<Reaction> reactions_;
  std::vector<ReactionRow> rows_;
  std::vector<const ReactionSpec*> declared_;
  std::vector<ReactionProgram> programs_;
  std::vector<EdgeFinder> finders_;  ///< By edge.
  BranchFootprints branches_;
  /// Remembers within one plan; asked by the planner's thread only.
  mutable CommutationCheck commutation_;
};

ModelExtension::ModelExtension(World& world, TypeId type, std::uint8_t addon,
                               std::span<const TypeId> joining)
    : world_(world),
      type_(type),
      addon_(addon),
      spec_(world.model().type(type)),
      branches_(world.model(), type),
      commutation_(world, type) {
  rehearsal_.name = kRehearsalName;
  const Model& model = world.model();
  const TypeRows table = make_rows(model, type);
  for (const ReactionRow& row : table.rows) add_row(row);
  for (std::size_t i = 0; i < spec_.edges.size(); ++i) {
    const EdgeSpec& edge = spec_.edges[i];
    if (edge.addon == addon_ && edge.parent != type && joins(joining, edge.parent))
      parents_.push_back(model.type(edge.parent).name);
    finders_.emplace_back(world, type, edge, table.rules[i]);
  }
}

void ModelExtension::add_row(const ReactionRow& row) {
  const ReactionSpec& spec = spec_.reactions[row.reaction];
  rows_.push_back(row);
  programs_.emplace_back(world_.model(), type_, spec, row.select, row.rehearsal);
  declared_.push_back(row.rehearsal ? &rehearsal_ : &spec);
  Reaction reaction;
  reaction.name = declared_.back()->name;
  reaction.in_flight_max = declared_.back()->in_flight;
  reaction.timeout = declared_.back()->timeout;
  reaction.retry = declared_.back()->retry;
  reaction.failure_ignored = row.failure_ignored;
  reaction.shows_children = spec.shows_children;
  reaction.nothing =
      row.rehearsal ? !spec.veto.has_value() : spec.effects.empty() && spec.latency.zero();
  reaction.has_footprint = programs_.back().has_footprint() || !branches_.empty();
  reactions_.push_back(std::move(reaction));
}

const EdgeSpec* ModelExtension::edge(const CascadeAction& action) const {
  const auto found = std::find_if(spec_.edges.begin(), spec_.edges.end(), [&](const EdgeSpec& e) {
    return e.parent == action.parent.type;
  });
  return found == spec_.edges.end() ? nullptr : &*found;
}

void ModelExtension::find(const CascadeAction& action, LinkSink& sink) const {
  CASCADE_ASSERT(world_.indices_current(), "World::build_indices() comes before planning");
  commutation_.forget();
  const EdgeSpec* spec = edge(action);
  const auto id = world_.model().find_action_code(action.action_code);
  if (spec == nullptr || !id) return;
  finders_[static_cast<std::size_t>(spec - spec_.edges.data())].find(action, *id, sink);
}

bool ModelExtension::descends_always(const CascadeAction& action) const {
  const EdgeSpec* spec = edge(action);
  const auto id = world_.model().find_action_code(action.action_code);
  if (spec != nullptr && spec->descend_always) return true;
  return id && (world_.model().actions[value(*id)].descend_always ||
                (spec_.descends_in >> static_cast<unsigned>(*id) & 1U) != 0);
}

Duration ModelExtension::query_time(const CascadeAction& action, std::size_t links_found) const {
  const EdgeSpec* spec = edge(action);
  // What was asked for by name is not looked for.
  if (spec == nullptr || spec->parent == type_) return Duration::zero();
  return spec->query_fixed + spec->query_each * static_cast<std::int64_t>(links_found);
}

void ModelExtension::footprint(const CascadeAction& action, ResourceIndex resource,
                               ReactionId reaction, AccessSink& sink) const {
  programs_[value(reaction)].footprint(world_, resource, sink);
  branches_.footprint(world_, action, resource, sink);
}

const ReactionProgram* ModelExtension::program(const Reaction& row) const {
  const auto found = std::find_if(reactions_.begin(), reactions_.end(),
                                  [&](const Reaction& own) { return &own == &row; });
  if (found == reactions_.end()) return nullptr;
  return &programs_[static_cast<std::size_t>(found - reactions_.begin())];
}

Commutation ModelExtension::commutation(ResourceIndex resource, const Reaction& first,
                                        const Reaction& second) const {
  const ReactionProgram* one = program(first);
  const ReactionProgram* other = program(second);
  if (one == nullptr || other == nullptr) return Commutation::Unknown;
  return commutation_.check(*one, *other, resource);
}

}  // namespace

void add_model_extensions(World& world, TypeGraphBuilder& builder,
                          std::span<const TypeId> joining) {
  const Model& model = world.model();
  for (std::size_t i = 0; i < model.types.size(); ++i) {
    const TypeSpec& type = model.types[i];
    const std::string origin = fmt::format("{}:{}", model.file, type.line);
    if (type.edges.empty() || !joins(joining, TypeId(i))) {
      builder.declare(type.name, origin);
    } else {
      builder.add(std::make_unique<ModelExtension>(world, TypeId(i), std::uint8_t{0}, joining),
                  origin);
    }
  }
  for (std::size_t i = 0; i < model.addons.size(); ++i) {
    const AddonSpec& addon = model.addons[i];
    if (!joins(joining, addon.type)) continue;
    builder.add_addon(std::make_unique<ModelExtension>(world, addon.type,
                                                       static_cast<std::uint8_t>(i + 1), joining),
                      fmt::format("add-on '{}'", addon.name));
  }
  add_model_branches(world, builder, joining);
}

Result<std::shared_ptr<const TypeGraph>> make_type_graph(World& world) {
  TypeGraphBuilder builder;
  add_model_extensions(world, builder);
  return builder.build();
}

const ReactionSpec& declared_reaction(const Extension& extension, ReactionId row) {
  const auto* own = dynamic_cast<const ModelExtension*>(&extension);
  CASCADE_ASSERT(own != nullptr, "not an extension of a model");
  return own->declared(row);
}

bool permits(const World& world, const Act& act) {
  const Step& step = act.node();
  const auto* own = dynamic_cast<const ModelExtension*>(step.extension);
  if (own == nullptr || !act.plan->graph().branches(step.type).empty()) {
    return world.life({step.type, act.resource}) == Life::Live;
  }
  return own->permits(act);
}

const ReactionRow* declared_row(const Extension& extension, ReactionId row) {
  const auto* own = dynamic_cast<const ModelExtension*>(&extension);
  return own == nullptr ? nullptr : &own->row(row);
}

}  // namespace cascade::sim
