// SPDX-License-Identifier: Apache-2.0
#include "sim/model/model_compat.h"

#include "sim/model/model.h"

namespace cascade::sim {
namespace {

/// Bits of `action` and of all that are like it, over any number of others.
std::uint64_t like_bits(const Model& model, ActionId action) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < model.actions.size(); ++i) {
    std::optional<ActionId> like = ActionId(i);
    while (like && *like != action) like = model.actions[value(*like)].like;
    if (like) bits |= std::uint64_t{1} << i;
  }
  return bits;
}

}  // namespace

std::shared_ptr<const Model> with_compat(const Model& model, const CompatProfile& profile) {
  auto changed = std::make_shared<Model>(model);
  for (const CompatProfile::Exception& exception : profile.descend) {
    const std::uint64_t bits = like_bits(model, exception.action);
    for (const TypeId type : exception.types) changed->types[value(type)].descends_in |= bits;
  }
  for (const CompatProfile::Exception& exception : profile.strict) {
    const std::uint64_t bits = like_bits(model, exception.action);
    for (const TypeId type : exception.types) changed->types[value(type)].strict_in |= bits;
  }
  return changed;
}

}  // namespace cascade::sim
