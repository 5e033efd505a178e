// SPDX-License-Identifier: Apache-2.0
// What a model's data cannot say is a C++ function, registered under a name that reactions call
// (`{call: migrate}`). Register before reading models; not while others read or run.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/act.h"
#include "engine/ids.h"
#include "engine/sinks.h"
#include "sim/model/model.h"

namespace cascade::sim {

class World;

/// Functions are plain, so that nothing is shared between acts that run at the same time.
struct ModelFunction {
  std::string name;
  /// Why a reaction of `type` cannot call it ("it needs a relation 'host'"); nothing: it can.
  std::optional<std::string> (*unfit)(const Model& model, TypeId type) = nullptr;
  /// The effect. False: it cannot be done and nothing was changed; `else:` happens instead.
  /// Doing it twice must be the same as doing it once.
  bool (*apply)(World& world, const Act& act) = nullptr;
  /// Every resource that `apply` may touch beside its own, decided in phase 1.
  void (*footprint)(const World& world, Resource resource, AccessSink& sink) = nullptr;
  /// A placement: the own relation that `apply` may give a new target, which is then among what
  /// `footprint` names. Null: it places nothing.
  std::optional<RelationId> (*places)(const Model& model, TypeId type) = nullptr;
};

/// For placements: `host` is live and in service (Enabled, Connected, where its states or
/// attributes know such words), and no act of the plan is on it.
bool is_placeable(const World& world, const Plan& plan, Resource host);

/// False: there is one of that name already.
bool register_model_function(ModelFunction function);
/// Null: none of that name. Stays valid.
const ModelFunction* find_model_function(std::string_view name);
/// In order of registration; the shipped ones first.
std::vector<std::string_view> model_function_names();

}  // namespace cascade::sim
