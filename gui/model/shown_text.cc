// SPDX-License-Identifier: Apache-2.0
#include "gui/model/shown_text.h"

#include "gui/model/character_bag.h"

namespace cascade::gui {

std::string characters_of(const History& history) {
  CharacterBag bag;
  std::string characters = bag.add(history.model().text) + bag.add(history.scenario().text);
  const sim::World& world = history.world();
  for (std::size_t t = 0; t < history.model().types.size(); ++t) {
    const TypeId type = sim::type_id(t);
    const auto count = static_cast<ResourceIndex>(world.life_column(type).size());
    for (ResourceIndex i = 0; i < count; ++i) characters += bag.add(world.own_name({type, i}));
  }
  return characters;
}

}  // namespace cascade::gui
