// SPDX-License-Identifier: Apache-2.0
// The cascade tree as a pane of the window: which pass it shows, what is folded, where everything
// stands, how every node looks at this position, what is found and selected. The panel paints it
// and hands on clicks; commands act on it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gui/model/canvas.h"
#include "gui/model/graph_layout.h"
#include "gui/model/node_face.h"
#include "gui/model/pane_source.h"
#include "gui/model/tree_find.h"
#include "gui/model/tree_shape.h"

namespace cascade::gui {

/// Thread: the UI's; outlines and layouts come from workers.
class TreePane {
 public:
  /// `wake`: there is something new to show; any thread.
  TreePane(const std::function<void()>& wake, PlaceGraph place);

  /// Before every frame: takes what the workers made and follows the run and the selection. True:
  /// something is another.
  bool update(const PaneSource& source);
  /// Something is being computed that a script waits for.
  [[nodiscard]] bool busy() const { return outlines_.busy() || layout_.waiting(); }
  void wait();  ///< Until the workers are done; update() then takes it over.

  // What is shown. Places are numbers of nodes in shape() and picture().
  [[nodiscard]] const std::shared_ptr<const PassInfo>& pass() const { return pass_; }
  /// Null: no tree; then status() says why.
  [[nodiscard]] const TreeOutline* outline() const { return outline_.get(); }
  [[nodiscard]] std::string status() const;
  [[nodiscard]] const TreeShape& shape() const { return shape_; }
  [[nodiscard]] const GraphPicture& picture() const { return layout_.picture(); }
  [[nodiscard]] bool better_layout_comes() const { return layout_.waiting(); }
  [[nodiscard]] Canvas& canvas() { return canvas_; }
  [[nodiscard]] const Canvas& canvas() const { return canvas_; }
  [[nodiscard]] const NodeState& state(std::uint32_t place) const { return states_[place]; }
  /// Made when first asked for at a position.
  [[nodiscard]] const NodeFace& face(std::uint32_t place);
  [[nodiscard]] bool critical(std::uint32_t place) const;
  /// How strongly a node stands out.
  enum class Mark : std::uint8_t { None, Found, Related, Selected };
  [[nodiscard]] Mark mark(std::uint32_t place) const { return marks_[place]; }
  [[nodiscard]] bool edge_selected(std::uint32_t place) const {
    return edge_selected_ && marks_[place] == Mark::Selected;
  }
  /// The node at a point of the screen.
  [[nodiscard]] std::optional<std::uint32_t> place_at(PicturePoint screen) const;
  /// The node to which the line near a point of the screen leads.
  [[nodiscard]] std::optional<std::uint32_t> edge_at(PicturePoint screen) const;
  [[nodiscard]] CanvasBox box(std::uint32_t place) const;  ///< Of the picture.
  /// Nodes of the outline that are in the panel, ascending; before it was drawn, all that are not
  /// hidden.
  [[nodiscard]] std::vector<std::uint32_t> in_view() const;
  /// Between columns, in units of the picture.
  [[nodiscard]] std::int32_t gap() const { return gap_; }
  /// Changes when anything but the camera does.
  [[nodiscard]] std::uint64_t version() const { return version_; }

  // Acts of the user.
  void select(std::uint32_t place, bool edge, Selection& selection);
  /// Also passes that have not begun.
  static void select_pass(std::uint32_t pass, Selection& selection);
  void toggle(std::uint32_t place);
  void collapse_all();
  void expand_all();
  /// Only what is above and below; the same again, or nothing: everything.
  void focus(std::optional<std::uint32_t> place);
  [[nodiscard]] std::optional<std::uint32_t> focused() const { return folds_.focus; }
  void set_fold_idle(bool fold);  ///< Steps with nothing to do.
  [[nodiscard]] bool folds_idle() const { return fold_idle_; }
  /// The place of what is selected.
  [[nodiscard]] std::optional<std::uint32_t> selected() const;
  /// Along the tree: to the parent, the first child, the sibling before or behind.
  enum class Way : std::uint8_t { Up, Down, Before, Behind };
  void walk(Way way, Selection& selection);

  [[nodiscard]] const TreeFind& find() const { return find_; }
  void search(std::string query, Selection& selection);
  void search_next(bool forward, Selection& selection);

  /// More nodes than this open collapsed.
  static constexpr std::size_t kOpenMax = 400;
  static constexpr std::size_t kOpenTo = 160;

 private:
  struct Made {
    std::uint32_t pass = 0;
    bool fold = true;
    std::shared_ptr<const TreeOutline> outline;
  };

  void ask_for_outline(const std::shared_ptr<const History>& history);
  void take_outline(std::shared_ptr<const TreeOutline> outline);
  void reshape(std::optional<std::uint32_t> anchor);
  void follow_picture(std::optional<std::uint32_t> anchor, PicturePoint before);
  [[nodiscard]] std::optional<std::uint32_t> anchor() const;
  void follow_snapshot(const PaneSource& source);
  void follow_selection(const Selection& selection);
  void mark_critical();
  void show_node(std::uint32_t node, Selection& selection);

  LatestWorker<Made> outlines_;
  GraphLayout layout_;
  Canvas canvas_{4};

  std::shared_ptr<const History> history_;
  std::shared_ptr<const PassInfo> pass_;
  std::shared_ptr<const TreeOutline> outline_;
  std::shared_ptr<const HistoryEnd> end_;
  TreeFolds folds_;
  std::uint64_t folds_key_ = 0;  ///< Of the outline that they belong to.
  bool fold_idle_ = true;
  TreeShape shape_;
  GraphOutline::Node size_;
  std::int32_t gap_ = 0;

  std::shared_ptr<const Snapshot> snapshot_;
  bool stale_ = true;  ///< What follows is not of `snapshot_` and `shape_`.
  std::shared_ptr<const PassState> pass_state_;
  std::vector<NodeState> states_;               // by place
  std::vector<std::optional<NodeFace>> faces_;  // by place
  std::vector<std::uint8_t> critical_;          // by node of the outline
  PhaseSpans spans_;

  TreeFind find_;
  std::optional<Selection> selection_;  // followed last
  std::vector<Mark> marks_;             // by place
  bool edge_selected_ = false;
  std::uint64_t version_ = 0;
};

}  // namespace cascade::gui
