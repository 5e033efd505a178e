// SPDX-License-Identifier: Apache-2.0
// Which resource stands inside which on the cloud map, derived from the relations of any model: a
// VM inside its host, a host inside its cluster, a volume inside its storage.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/model/model.h"
#include "sim/world/world.h"

namespace cascade::gui {

/// A Single or Optional relation that leads to the resource around this one.
struct MapContainer {
  sim::RelationId relation{};
  TypeId type = kNoType;  ///< Of the resource around.
  friend bool operator==(const MapContainer&, const MapContainer&) = default;
};

/// By type; what a resource lacks in the first it may have in the next. The first is the first
/// relation that the model lists, or one further down that leads deeper into the same (zone,
/// cluster, host: the host); what it is refined from comes next, then all others. No type is inside
/// itself by any chain: where types refer to each other in a circle, only relations to types
/// listed earlier count.
std::vector<std::vector<MapContainer>> map_containers(const sim::Model& model);

/// Around the resource; nothing: it stands by itself. Resources that are gone hold nothing, except
/// those in `appearing` (ascending).
std::optional<Resource> container_of(const sim::World& world,
                                     const std::vector<MapContainer>& containers, Resource resource,
                                     const std::vector<Resource>& appearing = {});

}  // namespace cascade::gui
