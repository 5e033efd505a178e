// SPDX-License-Identifier: Apache-2.0
// What a reaction does, made ready for doing: a list of effects without names. Done on a world in
// phase 2, or tried on an overlay; and what it may touch, for phase 1.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/act.h"
#include "engine/outcome.h"
#include "engine/sinks.h"
#include "sim/extension/condition.h"
#include "sim/extension/model_functions.h"
#include "sim/extension/relation_path.h"
#include "sim/model/model.h"
#include "sim/world/world.h"
#include "sim/world/world_overlay.h"

namespace cascade::sim {

/// One effect of a reaction of `type`.
struct EffectProgram {
  Effect::Kind kind = Effect::Kind::Delete;
  TypeId type = kNoType;
  PathProgram path;  ///< To the resources that are changed; empty: the own one.
  std::optional<ConditionProgram> where;
  RelationId relation{};        ///< Clear, Unlink, Link: of the resources that are changed.
  bool clears_inverse = false;  ///< Clear: it is those on the other side that are changed.
  std::uint8_t state = 0;
  AttributeId attribute{};
  Condition::Target from = Condition::Target::Parents;
  CounterId counter{};
  std::int64_t amount = 0;
  const ModelFunction* function = nullptr;
  std::string message;  ///< Fail.
  std::vector<EffectProgram> otherwise;

  EffectProgram(const Model& model, TypeId own_type, const Effect& effect);
};

/// One row of a model extension. Thread: constant; `perform` from several threads.
class ReactionProgram {
 public:
  /// `select`: which life the resource must have.
  ReactionProgram(const Model& model, TypeId type, const ReactionSpec& spec,
                  ActionSpec::Select select, bool rehearsal);

  ActResult perform(World& world, const Act& act) const;
  /// Whether `perform` would do anything but answer Skipped.
  [[nodiscard]] bool permits(const World& world, const Act& act) const;

  /// Whether it may look at or change any resource but its own.
  [[nodiscard]] bool has_footprint() const;
  void footprint(const World& world, ResourceIndex index, AccessSink& sink) const;

  // For comparing reactions.
  [[nodiscard]] bool rehearsal() const { return rehearsal_; }
  /// Whether try_on() would leave out a part: calls of functions, links to the argument.
  [[nodiscard]] bool cannot_be_tried() const;
  [[nodiscard]] bool asks_parents() const;
  /// Root resources or the argument.
  [[nodiscard]] bool asks_shared() const;
  /// Both end the resource's life in the same way and do nothing else.
  [[nodiscard]] bool ends_like(const ReactionProgram& other) const {
    return only_end_ && only_end_ == other.only_end_ && wanted_ == other.wanted_;
  }
  /// Does it on an overlay; see cannot_be_tried().
  void try_on(WorldOverlay& overlay, const AssumedSets& assumed, ResourceIndex index) const;

 private:
  template <class View>
  [[nodiscard]] bool permitted(const View& view, const Question& question,
                               ResourceIndex index) const;

  TypeId type_;
  Life wanted_;
  bool rehearsal_;
  std::string name_;
  std::optional<ConditionProgram> permitted_;
  std::optional<ConditionProgram> veto_;
  std::vector<EffectProgram> effects_;
  std::optional<Life> only_end_;  ///< Does nothing but end so.
  // Where any reaction of the type places: by which function, and the relation that it changes.
  const ModelFunction* placing_ = nullptr;
  std::optional<RelationId> placed_;
};

}  // namespace cascade::sim
