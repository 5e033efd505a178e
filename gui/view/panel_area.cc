// SPDX-License-Identifier: Apache-2.0
#include "gui/view/panel_area.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "gui/model/view_state.h"
#include "gui/model/workbench.h"
#include "gui/view/theme.h"
#include "gui/view/widgets.h"

namespace cascade::gui {
namespace {

constexpr const char* kPayload = "panel";
constexpr float kSplitter = 5;
constexpr float kTabPadding = 10;
constexpr float kLeastPadding = 3;  // where there is little room

ImVec2 corner(const Box& box) {
  return {static_cast<float>(box.x), static_cast<float>(box.y)};
}

ImVec2 end(const Box& box) {
  return {static_cast<float>(box.x + box.width), static_cast<float>(box.y + box.height)};
}

ImVec2 extent(const Box& box) {
  return {static_cast<float>(box.width), static_cast<float>(box.height)};
}

/// Where a panel would land that is dropped at `mouse`: near an edge a half, otherwise a tab.
PanelSide side_at(const Box& box, ImVec2 mouse) {
  const float x = (mouse.x - corner(box).x) / std::max(1.0F, extent(box).x);
  const float y = (mouse.y - corner(box).y) / std::max(1.0F, extent(box).y);
  const float nearest = std::min({x, 1 - x, y, 1 - y});
  if (nearest > 0.25F) return PanelSide::Tabs;
  if (nearest == x) return PanelSide::Left;
  if (nearest == 1 - x) return PanelSide::Right;
  return nearest == y ? PanelSide::Top : PanelSide::Bottom;
}

Box half(const Box& box, PanelSide side) {
  Box result = box;
  if (side == PanelSide::Left || side == PanelSide::Right) result.width /= 2;
  if (side == PanelSide::Top || side == PanelSide::Bottom) result.height /= 2;
  if (side == PanelSide::Right) result.x += box.width - result.width;
  if (side == PanelSide::Bottom) result.y += box.height - result.height;
  return result;
}

}  // namespace

PanelArea::PanelArea(std::vector<std::unique_ptr<Panel>> panels) : panels_(std::move(panels)) {}

std::vector<std::string_view> PanelArea::ids() const {
  std::vector<std::string_view> ids;
  for (const auto& panel : panels_) ids.push_back(panel->id());
  return ids;
}

Panel* PanelArea::find(std::string_view id) const {
  const auto found = std::find_if(panels_.begin(), panels_.end(),
                                  [id](const auto& panel) { return panel->id() == id; });
  return found == panels_.end() ? nullptr : found->get();
}

bool PanelArea::unfinished() const {
  return std::any_of(drawn_.begin(), drawn_.end(),
                     [](const Panel* panel) { return panel->unfinished(); });
}

bool PanelArea::animating() const {
  return std::any_of(panels_.begin(), panels_.end(),
                     [](const auto& panel) { return panel->animating(); });
}

void PanelArea::draw(PanelContext& context, PanelLayout& layout, const Box& box) {
  const int gap = static_cast<int>(kSplitter * context.scale);
  drawn_.clear();
  const PanelLayout::Arrangement arrangement = layout.arrange(box, gap);
  for (const auto& splitter : arrangement.splitters) draw_splitter(context, splitter);
  for (const auto& placed : arrangement.tabs) draw_place(context, *placed.place, placed.box);
  if (const auto move = std::exchange(move_, std::nullopt)) {
    layout.move(move->panel, move->target, move->side);
  }
  if (const auto id = std::exchange(hide_, std::nullopt)) layout.hide(*id);
}

void PanelArea::draw_splitter(PanelContext& context, const PanelLayout::Splitter& splitter) {
  if (splitter.box.width <= 0 || splitter.box.height <= 0) return;
  const bool row = splitter.place->kind == PanelPlace::Kind::Row;
  ImGui::PushID(splitter.place);
  ImGui::SetCursorScreenPos(corner(splitter.box));
  ImGui::InvisibleButton("splitter", extent(splitter.box));
  const bool active = ImGui::IsItemActive();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddRectFilled(corner(splitter.box), end(splitter.box), context.theme.window);
  if (active || ImGui::IsItemHovered()) {
    ImGui::SetMouseCursor(row ? ImGuiMouseCursor_ResizeEW : ImGuiMouseCursor_ResizeNS);
    list.AddRectFilled(corner(splitter.box), end(splitter.box),
                       with_alpha(context.theme.accent, active ? 200 : 110));
  }
  if (active) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    PanelLayout::drag(splitter, static_cast<int>(row ? mouse.x : mouse.y));
  }
  if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
    splitter.place->share = PanelPlace::kWhole / 2;
  }
  ImGui::PopID();
}

void PanelArea::draw_tab_menu(PanelPlace& place, std::size_t index) {
  if (!ImGui::BeginPopupContextItem("menu")) return;
  const std::string& id = place.panels[index];
  const auto split = [&](const char* label, PanelSide side) {
    if (ImGui::MenuItem(label, nullptr, false, place.panels.size() > 1)) {
      move_ = Move{id, id, side};
    }
  };
  split("Split to the left", PanelSide::Left);
  split("Split to the right", PanelSide::Right);
  split("Split to the top", PanelSide::Top);
  split("Split to the bottom", PanelSide::Bottom);
  ImGui::Separator();
  if (ImGui::MenuItem("Hide")) hide_ = id;
  ImGui::EndPopup();
}

void PanelArea::draw_tab(PanelContext& context, PanelPlace& place, std::size_t index,
                         const Box& box) {
  const Panel* const panel = find(place.panels[index]);
  if (panel == nullptr) return;
  const Theme& theme = context.theme;
  const bool active = index == place.active;
  ImGui::SetCursorScreenPos(corner(box));
  ImGui::PushID(static_cast<int>(index));
  ImGui::InvisibleButton("tab", extent(box));
  if (ImGui::IsItemActivated()) {
    place.active = index;
    context.workbench.view().focus(place.panels[index]);
  }
  const bool hovered = ImGui::IsItemHovered();
  if (hovered && ImGui::IsMouseClicked(ImGuiMouseButton_Middle)) hide_ = place.panels[index];
  draw_tab_menu(place, index);
  const std::string title(panel->title());
  if (ImGui::BeginDragDropSource()) {
    ImGui::SetDragDropPayload(kPayload, place.panels[index].data(), place.panels[index].size());
    text(title);
    ImGui::EndDragDropSource();
  }
  ImDrawList& list = *ImGui::GetWindowDrawList();
  if (active || hovered) {
    list.AddRectFilled(corner(box), end(box), active ? theme.panel : theme.field_hovered,
                       3 * context.scale, ImDrawFlags_RoundCornersTop);
  }
  if (active) {
    const bool focus = context.workbench.view().focused() == place.panels[index];
    list.AddRectFilled(corner(box), {end(box).x, corner(box).y + 2 * context.scale},
                       focus ? theme.accent : theme.waiting);
  }
  const std::string words = shortened(title, extent(box).x - 2 * kLeastPadding * context.scale);
  const ImVec2 size = ImGui::CalcTextSize(words.c_str());
  list.AddText({corner(box).x + (extent(box).x - size.x) / 2,
                corner(box).y + (extent(box).y - size.y) / 2 + context.scale},
               active ? theme.text : theme.faint_text, words.c_str());
  if (words != title) tooltip(title);
  ImGui::PopID();
}

float PanelArea::draw_tabs(PanelContext& context, PanelPlace& place, const Box& box) {
  const int height = static_cast<int>(ImGui::GetFrameHeight() + 2 * context.scale);
  std::vector<float> widths;
  for (const std::string& id : place.panels) {
    const Panel* const panel = find(id);
    const std::string title(panel == nullptr ? std::string_view() : panel->title());
    // Whole pixels, and one that stays between tabs.
    widths.push_back(
        std::ceil(ImGui::CalcTextSize(title.c_str()).x + 2 * kTabPadding * context.scale) + 2);
  }
  const float spare = 2 * (kTabPadding - kLeastPadding) * context.scale;
  fit_tabs(widths, place.active, extent(box).x, spare);
  ImGui::GetWindowDrawList()->AddRectFilled(
      corner(box), {end(box).x, corner(box).y + static_cast<float>(height)}, context.theme.window);
  float x = corner(box).x;
  for (std::size_t i = 0; i < place.panels.size(); ++i) {
    draw_tab(context, place, i,
             {static_cast<int>(x), box.y, static_cast<int>(widths[i]) - 1, height});
    x += widths[i];
  }
  return static_cast<float>(height);
}

void PanelArea::accept_drop(PanelContext& context, const PanelPlace& place, const Box& box) {
  const ImGuiPayload* const dragged = ImGui::GetDragDropPayload();
  if (dragged == nullptr || !dragged->IsDataType(kPayload)) return;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (!ImGui::IsMouseHoveringRect(corner(box), end(box), false)) return;
  const PanelSide side = side_at(box, mouse);
  const Box landing = half(box, side);
  ImGui::GetForegroundDrawList()->AddRectFilled(corner(landing), end(landing),
                                                with_alpha(context.theme.accent, 70));
  if (!ImGui::IsMouseReleased(ImGuiMouseButton_Left)) return;
  const std::string panel(static_cast<const char*>(dragged->Data),
                          static_cast<std::size_t>(dragged->DataSize));
  const std::string target = place.panels.empty() ? panel : place.panels[place.active];
  move_ = Move{panel, target, side};
}

void PanelArea::draw_panel(PanelContext& context, Panel& panel, const Box& box) {
  ImGui::SetCursorScreenPos(corner(box));
  const std::string id(panel.id());
  ImGui::BeginChild(id.c_str(), extent(box), false, ImGuiWindowFlags_AlwaysUseWindowPadding);
  const bool touched = ImGui::IsMouseClicked(ImGuiMouseButton_Left) ||
                       ImGui::IsMouseClicked(ImGuiMouseButton_Right) ||
                       ImGui::IsMouseClicked(ImGuiMouseButton_Middle) ||
                       ImGui::GetIO().MouseWheel != 0;
  if (touched && ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows)) {
    context.workbench.view().focus(id);
  }
  panel.draw(context);
  drawn_.push_back(&panel);
  context.workbench.view().note_place("panel " + id, {box.x, box.y, box.width, box.height});
  ImGui::EndChild();
}

void PanelArea::draw_place(PanelContext& context, PanelPlace& place, const Box& box) {
  if (place.panels.empty() || box.width <= 0 || box.height <= 0) return;
  ImGui::PushID(place.panels.front().c_str());
  const int tabs = static_cast<int>(draw_tabs(context, place, box));
  const Box inside{box.x, box.y + tabs, box.width, std::max(0, box.height - tabs)};
  Panel* const panel = find(place.panels[place.active]);
  // The window is painted in the colour of panels already; only what lies between them differs.
  if (panel != nullptr && inside.height > 0) draw_panel(context, *panel, inside);
  accept_drop(context, place, box);
  ImGui::PopID();
}

}  // namespace cascade::gui
