// SPDX-License-Identifier: Apache-2.0
#include "gui/model/graph_layout.h"

#include <utility>

namespace cascade::gui {

void GraphLayout::set_outline(GraphOutline outline) {
  const std::uint64_t key = outline.key();
  if (key == key_) return;
  key_ = key;
  GraphPicture quick = tidy_picture(outline);
  quick.preliminary = place_ && !outline.nodes.empty() && outline.nodes.size() <= kPlacedMax;
  if (quick.preliminary) {
    // Graphviz cannot be stopped: what it still works on is dropped when it comes.
    worker_.ask([place = place_, key, asked = std::move(outline)](const std::stop_token&) {
      return Answer{key, place(asked)};
    });
  } else {
    worker_.cancel();
  }
  picture_ = std::make_shared<const GraphPicture>(std::move(quick));
}

bool GraphLayout::update() {
  std::optional<Answer> answer = worker_.take();
  if (!answer || answer->key != key_) return false;
  GraphPicture better = answer->picture ? *std::move(answer->picture) : *picture_;
  better.preliminary = false;
  picture_ = std::make_shared<const GraphPicture>(std::move(better));
  return true;
}

}  // namespace cascade::gui
