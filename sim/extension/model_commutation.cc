// SPDX-License-Identifier: Apache-2.0
// Trying two reactions in both orders.
#include "sim/extension/model_commutation.h"

#include <array>

#include "sim/base/random.h"

namespace cascade::sim {
namespace {

/// So many alike resources are tried before the answer is believed for the rest.
constexpr std::uint32_t kTriesMax = 64;

using Assumed = AssumedSets::Members;

/// What the two reactions assume about their parents.
struct Assumption {
  Assumed first;
  Assumed second;
};

/// Two reactions under one set of assumptions.
struct Trial {
  const ReactionProgram& first;
  const ReactionProgram& second;
  AssumedSets sets_first;
  AssumedSets sets_second;
  ResourceIndex resource;

  [[nodiscard]] WorldOverlay after_first(WorldOverlay world) const {
    first.try_on(world, sets_first, resource);
    return world;
  }
  [[nodiscard]] WorldOverlay after_second(WorldOverlay world) const {
    second.try_on(world, sets_second, resource);
    return world;
  }

  /// From the present state, and from those that the two produce.
  [[nodiscard]] Commutation run(const WorldOverlay& present) const {
    const WorldOverlay one = after_first(present);
    const WorldOverlay other = after_second(present);
    const WorldOverlay both = after_second(one);
    const WorldOverlay reversed = after_first(other);
    if (!both.equals(reversed)) return Commutation::Contradicts;
    const bool repetition = &first == &second && sets_first.parents == sets_second.parents;
    if (repetition && !both.equals(one)) return Commutation::Contradicts;
    const bool from_one = after_second(after_first(one)).equals(after_first(both));
    const bool from_other = after_second(reversed).equals(after_first(after_second(other)));
    if (!from_one || !from_other) return Commutation::Contradicts;
    return reversed.overflowed() ? Commutation::Unknown : Commutation::Commutes;
  }
};

}  // namespace

std::uint64_t CommutationCheck::likeness(const ReactionProgram& first,
                                         const ReactionProgram& second,
                                         ResourceIndex resource) const {
  const Resource own{type_, resource};
  const TypeSpec& spec = world_.model().type(type_);
  // Addresses only tell programs apart within this run; nothing is ordered by them.
  std::uint64_t hash =
      mix(reinterpret_cast<std::uintptr_t>(&first), reinterpret_cast<std::uintptr_t>(&second));
  hash = mix(hash, static_cast<std::uint64_t>(world_.life(own)) << 8U | world_.state(own));
  for (std::size_t a = 0; a < spec.attributes.size(); ++a) {
    hash = mix(hash, world_.attribute(own, AttributeId(a)));
  }
  for (std::size_t r = 0; r < spec.relations.size(); ++r) {
    std::uint64_t ends = 0;
    world_.any_target(own, RelationId(r), Life::Live, [&](ResourceIndex) { return ++ends == 3; });
    hash = mix(hash, ends);
  }
  return hash;
}

Commutation CommutationCheck::check(const ReactionProgram& first, const ReactionProgram& second,
                                    ResourceIndex resource) {
  if (first.rehearsal() || second.rehearsal()) return Commutation::Commutes;
  if (first.ends_like(second)) return Commutation::Commutes;
  // A function promises that twice is once, and a link holds no target twice.
  if (first.cannot_be_tried() || second.cannot_be_tried()) {
    return &first == &second ? Commutation::Commutes : Commutation::Unknown;
  }
  Known& known = known_[likeness(first, second, resource)];
  if (known.tried >= kTriesMax && !known.mixed) return known.answer;
  const Commutation answer = try_both(first, second, resource);
  if (known.tried > 0 && answer != known.answer) known.mixed = true;
  known.answer = answer;
  ++known.tried;
  return answer;
}

Commutation CommutationCheck::try_both(const ReactionProgram& first, const ReactionProgram& second,
                                       ResourceIndex resource) const {
  constexpr std::array kAssumptions = {Assumption{Assumed::All, Assumed::All},
                                       Assumption{Assumed::Even, Assumed::Odd},
                                       Assumption{Assumed::Odd, Assumed::Even}};
  const bool parents = first.asks_parents() || second.asks_parents();
  const bool shared = first.asks_shared() || second.asks_shared();
  Commutation answer = Commutation::Commutes;
  for (const Assumed common : {Assumed::All, Assumed::Even}) {
    if (common != Assumed::All && !shared) break;
    for (const Assumption& assumption : kAssumptions) {
      if (assumption.first != Assumed::All && !parents) break;
      const Trial trial{
          first, second, {assumption.first, common}, {assumption.second, common}, resource};
      const Commutation found = trial.run(WorldOverlay(world_));
      if (found == Commutation::Contradicts) return found;
      if (found == Commutation::Unknown) answer = found;
    }
  }
  return answer;
}

}  // namespace cascade::sim
