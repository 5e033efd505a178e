// SPDX-License-Identifier: Apache-2.0
// Carries a model out over a world: one extension per type that joins the cascade. Finding walks
// relations, acting runs the reaction's effects.
#pragma once

#include <memory>
#include <span>

#include "engine/act.h"
#include "engine/result.h"
#include "engine/type_graph.h"
#include "sim/model/model.h"
#include "sim/model/model_rows.h"
#include "sim/world/world.h"

namespace cascade::sim {

/// Registers every type of the world's model (TypeIds are equal in model and graph; types that do
/// not join are declared). `world` must outlive the graph.
Result<std::shared_ptr<const TypeGraph>> make_type_graph(World& world);
/// The same into a builder, for those who add extensions of their own. Only the types in `joining`
/// join, under those of their parents that do; empty: all.
void add_model_extensions(World& world, TypeGraphBuilder& builder,
                          std::span<const TypeId> joining = {});

/// The declared reaction behind a row of a model extension's table; for a rehearsal's row one of
/// its name without latency.
const ReactionSpec& declared_reaction(const Extension& extension, ReactionId row);
/// Whether the state of the act's resource still permits its reaction. Of extensions that are not a
/// model's, and where somebody stands in for them: whether the resource is live.
bool permits(const World& world, const Act& act);
/// Where that row comes from; null for extensions that are not a model's.
const ReactionRow* declared_row(const Extension& extension, ReactionId row);

}  // namespace cascade::sim
