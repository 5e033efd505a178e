// SPDX-License-Identifier: Apache-2.0
// The layout of one drawn graph: a tidy tree at once, a better one when it comes from the worker.
// The last picture stays until then; it is asked for again only when the outline is another.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "gui/model/graph_outline.h"
#include "gui/model/latest_worker.h"

namespace cascade::gui {

/// Thread: the UI's.
class GraphLayout {
 public:
  /// `place` may be empty: the tidy tree stays. `wake` is called when a picture has arrived.
  GraphLayout(std::function<void()> wake, PlaceGraph place)
      : place_(std::move(place)), worker_(std::move(wake)) {}

  /// The picture is the tidy tree of `outline`, unless its layout is known.
  void set_outline(GraphOutline outline);
  /// Takes over what has arrived. True: the picture is another.
  bool update();

  [[nodiscard]] const GraphPicture& picture() const { return *picture_; }
  /// A better picture is on its way.
  [[nodiscard]] bool waiting() const { return picture_->preliminary; }
  /// Until it is there, or refused: tests and scripts.
  void wait() { worker_.wait(); }

  /// More nodes than this are the tidy tree's: Graphviz would take longer than anybody waits.
  static constexpr std::size_t kPlacedMax = 1500;

 private:
  struct Answer {
    std::uint64_t key = 0;
    Result<GraphPicture> picture;
  };

  PlaceGraph place_;
  std::uint64_t key_ = 0;
  std::shared_ptr<const GraphPicture> picture_ = std::make_shared<GraphPicture>();
  LatestWorker<Answer> worker_;
};

}  // namespace cascade::gui
