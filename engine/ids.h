// SPDX-License-Identifier: Apache-2.0
// The small numbers by which everything is known inside the engine. All are dense from zero, so
// that tables are arrays; names exist only at the edges (errors, reports, files).
#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <type_traits>

namespace cascade {

/// A resource type, in order of registration.
enum class TypeId : std::uint16_t {};
/// One row of an extension's table of reactions.
enum class ReactionId : std::uint8_t {};
/// A step, in plan order: leaves first, the root last.
enum class StepId : std::uint32_t {};
/// An act, in plan order. Acts of a step are consecutive, by resource index.
enum class ActId : std::uint32_t {};
/// A run of an executor: the one that was begun n-th.
enum class RunId : std::uint32_t {};

/// A resource within its type. At most 2^31 - 1 of a type: the top bit is used by LinkParent.
using ResourceIndex = std::uint32_t;

inline constexpr ResourceIndex kNoResource = std::numeric_limits<ResourceIndex>::max();
inline constexpr StepId kNoStep{std::numeric_limits<std::uint32_t>::max()};
inline constexpr ActId kNoAct{std::numeric_limits<std::uint32_t>::max()};
inline constexpr TypeId kNoType{std::numeric_limits<std::uint16_t>::max()};

template <class Id>
requires std::is_enum_v<Id>
constexpr auto value(Id id) noexcept {
  return static_cast<std::underlying_type_t<Id>>(id);
}

struct Resource {
  TypeId type = kNoType;
  ResourceIndex index = kNoResource;
  friend auto operator<=>(const Resource&, const Resource&) = default;
};

/// The upper end of a link: a resource of the step's parent type, or, where the relation goes to
/// the root, a resource of the root type.
class LinkParent {
 public:
  constexpr LinkParent() = default;
  static constexpr LinkParent parent(ResourceIndex index) { return LinkParent{index}; }
  static constexpr LinkParent root(ResourceIndex index) { return LinkParent{index | kRootBit}; }
  [[nodiscard]] constexpr bool is_root() const { return (bits_ & kRootBit) != 0; }
  [[nodiscard]] constexpr ResourceIndex index() const { return bits_ & ~kRootBit; }
  friend auto operator<=>(const LinkParent&, const LinkParent&) = default;

 private:
  static constexpr std::uint32_t kRootBit = 0x80000000U;
  constexpr explicit LinkParent(std::uint32_t bits) : bits_(bits) {}
  std::uint32_t bits_ = 0;
};

}  // namespace cascade
