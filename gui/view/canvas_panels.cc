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

PaneSource source_of(Workbench& workbench) {
  return {workbench.snapshot() ? workbench.history() : nullptr, workbench.snapshot(),
          workbench.selection()};
}

PaneLook look_of(const PanelContext& context, const std::vector<ViewRequest>& requests) {
  return {context.theme, context.scale, context.bold, context.workbench, requests};
}

class TreePanel final : public Panel {
 public:
  explicit TreePanel(const PanelServices& services) : pane_(services.wake, services.place) {}
  [[nodiscard]] std::string_view id() const override { return "tree"; }
  [[nodiscard]] std::string_view title() const override { return "Cascade tree"; }
  [[nodiscard]] bool animating() const override { return widget_.animating(); }
  void draw(PanelContext& context) override {
    const PaneSource source = source_of(context.workbench);
    const auto requests = context.workbench.view().take_requests(id());
    pane_.update(source);
    widget_.draw(pane_, source, look_of(context, requests));
  }

 private:
  TreePane pane_;
  TreeWidget widget_;
};

class TypePanel final : public Panel {
 public:
  explicit TypePanel(const PanelServices& services) : pane_(services.wake, services.place) {}
  [[nodiscard]] std::string_view id() const override { return "graph"; }
  [[nodiscard]] std::string_view title() const override { return "Type graph"; }
  [[nodiscard]] bool animating() const override { return widget_.animating(); }
  void draw(PanelContext& context) override {
    const PaneSource source = source_of(context.workbench);
    const auto requests = context.workbench.view().take_requests(id());
    pane_.update(source, context.workbench.document().model());
    widget_.draw(pane_, source, look_of(context, requests));
  }

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
    const PaneSource source = source_of(context.workbench);
    const auto requests = context.workbench.view().take_requests(id());
    widget_.draw(pane_, source, look_of(context, requests));
  }

 private:
  MapPane pane_;
  MapWidget widget_;
};

}  // namespace

std::vector<std::unique_ptr<Panel>> make_canvas_panels(const PanelServices& services) {
  std::vector<std::unique_ptr<Panel>> panels;
  panels.push_back(std::make_unique<TreePanel>(services));
  panels.push_back(std::make_unique<TypePanel>(services));
  panels.push_back(std::make_unique<MapPanel>(services));
  panels.push_back(std::make_unique<TimelinePanel>());
  return panels;
}

}  // namespace cascade::gui
