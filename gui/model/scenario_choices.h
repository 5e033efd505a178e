// SPDX-License-Identifier: Apache-2.0
// What can stand in a field of a scenario, found by a few letters.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "sim/model/model.h"
#include "sim/world/world.h"

namespace cascade::gui {

/// More are not shown at once.
inline constexpr std::size_t kChoicesMax = 200;

/// Those that the letters of `query` occur in, the best first; all for an empty one.
std::vector<std::string> matching(std::string_view query, const std::vector<std::string>& words);

/// "Zone/1": resources of types that join the cascade (`joining`) or of any. Before a slash is
/// typed each type stands for itself by its first one; behind it names begin with what is typed.
/// `world` may be null: then nobody knows the names, and types are all that is found.
std::vector<std::string> find_resources(std::string_view query, const sim::Model& model,
                                        const sim::World* world, bool joining);

std::vector<std::string> type_names(const sim::Model& model);
/// "Host->VmInstance", by child.
std::vector<std::string> edge_names(const sim::Model& model);
/// Reactions of that type; of all where the model does not know it. Each once, sorted.
std::vector<std::string> reaction_names(const sim::Model& model, std::string_view type);

}  // namespace cascade::gui
