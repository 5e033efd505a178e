// SPDX-License-Identifier: Apache-2.0
#include "gui/view/canvas_panels.h"

#include <utility>

#include "gui/model/document.h"
#include "gui/model/map_pane.h"
#include "gui/model/pane_source.h"
#include "gui/model/tree_pane.h"
#include "gui/model/type_pane.h"
#include "gui/model/view_state.h"
#include "gui/model/workbench.h"
#include "gui/view/pane_look.h"
#include "gui/view/timeline_panel.h"
#include "gui/view/tree_widget.h"
#include "gui/view/type_widget.h"

namespace cascade::gui {
namespace {

PaneLook look_of(const PanelContext& context, const std::vector<ViewRequest>& requests) {
  return {context.theme, context.scale, context.bold, context.workbench, requests};
}

class TreePanel final : public Panel {
 public:
  [[nodiscard]] std::string_view id() const override { return "tree"; }
  [[nodiscard]] std::string_view title() const override { return "Cascade tree"; }
  [[nodiscard]] bool animating() const override { return widget_.animating(); }
  void draw(PanelContext& context) override {
    const PaneSource source = context.workbench.source();
    const auto requests = context.workbench.view().take_requests(id());
    TreePane& pane = context.workbench.tree();
    pane.update(source);
    widget_.draw(pane, source, look_of(context, requests));
    unfinished_ = pane.busy();
    note_nodes(pane, context.workbench.view());
  }
  [[nodiscard]] bool unfinished() const override { return unfinished_; }

 private:
  void note_nodes(const TreePane& pane, ViewState& view) const {
    if (!view.watches_places() || pane.outline() == nullptr) return;
    for (std::uint32_t place = 0; place < pane.shape().nodes.size(); ++place) {
      const CanvasBox box = pane.canvas().to_screen(pane.box(place));
      const ImVec2 origin = widget_.canvas_origin();
      view.note_place("node " + pane.outline()->path(pane.shape().nodes[place].node),
                      {static_cast<int>(box.left + origin.x), static_cast<int>(box.top + origin.y),
                       static_cast<int>(box.width()), static_cast<int>(box.height())});
    }
  }

  TreeWidget widget_;
  bool unfinished_ = false;
};

class TypePanel final : public Panel {
 public:
  explicit TypePanel(const PanelServices& services) : pane_(services.wake, services.place) {}
  [[nodiscard]] std::string_view id() const override { return "graph"; }
  [[nodiscard]] std::string_view title() const override { return "Type graph"; }
  [[nodiscard]] bool animating() const override { return widget_.animating(); }
  void draw(PanelContext& context) override {
    const PaneSource source = context.workbench.source();
    const auto requests = context.workbench.view().take_requests(id());
    pane_.update(source, context.workbench.document().model());
    widget_.draw(pane_, source, look_of(context, requests));
  }
  [[nodiscard]] bool unfinished() const override { return pane_.busy(); }

 private:
  TypePane pane_;
  TypeWidget widget_;
};

class MapPanel final : public Panel {
 public:
  explicit MapPanel(const PanelServices& services)
      : pane_(services.wake), widget_(services.upload) {}
  [[nodiscard]] std::string_view id() const override { return "map"; }
  [[nodiscard]] std::string_view title() const override { return "Cloud map"; }
  [[nodiscard]] bool animating() const override { return widget_.animating(); }
  void draw(PanelContext& context) override {
    const PaneSource source = context.workbench.source();
    const auto requests = context.workbench.view().take_requests(id());
    widget_.draw(pane_, source, look_of(context, requests));
  }
  [[nodiscard]] bool unfinished() const override { return pane_.busy(); }

 private:
  MapPane pane_;
  MapWidget widget_;
};

}  // namespace

std::vector<std::unique_ptr<Panel>> make_canvas_panels(const PanelServices& services) {
  std::vector<std::unique_ptr<Panel>> panels;
  panels.push_back(std::make_unique<TreePanel>());
  panels.push_back(std::make_unique<TypePanel>(services));
  panels.push_back(std::make_unique<MapPanel>(services));
  panels.push_back(std::make_unique<TimelinePanel>());
  return panels;
}

}  // namespace cascade::gui
