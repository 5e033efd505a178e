// SPDX-License-Identifier: Apache-2.0
// What is selected: one thing for the whole window, so that a node picked in the tree is the
// node in the timeline, the type in the graph and the boxes of the map.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/ids.h"

namespace cascade::gui {

/// A value; thread: the UI's. Every part may be missing; the others narrow or widen it: a resource
/// implies its type, a step implies its pass and its type.
struct Selection {
  std::optional<std::uint32_t> pass{};  ///< Index of PassInfo.
  std::optional<StepId> step{};         ///< Of that pass.
  bool edge = false;                    ///< The edge that leads to `step`, not the node.
  std::optional<TypeId> type{};         ///< Of the model.
  std::optional<Resource> resource{};
  std::optional<std::uint64_t> position{};  ///< An event of the log.
  friend bool operator==(const Selection&, const Selection&) = default;
  [[nodiscard]] bool empty() const { return *this == Selection{}; }
};

}  // namespace cascade::gui
