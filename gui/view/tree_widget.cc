// SPDX-License-Identifier: Apache-2.0
#include "gui/view/tree_widget.h"

#include <fmt/format.h>

#include <algorithm>

#include "gui/model/breakpoints.h"
#include "gui/model/workbench.h"
#include "gui/view/break_dot.h"
#include "gui/view/outcome_icon.h"
#include "gui/view/selection_menu.h"
#include "gui/view/tree_paint.h"
#include "sim/base/text.h"

namespace cascade::gui {
namespace {

bool toggle_button(const char* label, bool on, const Theme& theme) {
  if (on) ImGui::PushStyleColor(ImGuiCol_Button, theme.selection);
  const bool pressed = ImGui::SmallButton(label);
  if (on) ImGui::PopStyleColor();
  return pressed;
}

void tip(const char* words) {
  if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", words);
}

}  // namespace

void TreeWidget::draw(TreePane& pane, const PaneSource& source, const PaneLook& look) {
  ImGui::PushID("tree");
  take_requests(pane, source, look);
  draw_header(pane, source, look);
  draw_canvas(pane, source, look);
  ImGui::PopID();
}

void TreeWidget::take_requests(TreePane& pane, const PaneSource& source, const PaneLook& look) {
  for (const ViewRequest request : look.requests) {
    if (apply(pane.canvas(), request)) continue;
    if (request == ViewRequest::Focus) pane.focus(pane.selected());
    if (request == ViewRequest::Find) to_search_ = true;
    if (request == ViewRequest::FindNext) pane.search_next(true, source.selection);
    if (request == ViewRequest::FindPrevious) pane.search_next(false, source.selection);
    if (request == ViewRequest::WalkUp) pane.walk(TreePane::Way::Up, source.selection);
    if (request == ViewRequest::WalkDown) pane.walk(TreePane::Way::Down, source.selection);
    if (request == ViewRequest::WalkBefore) pane.walk(TreePane::Way::Before, source.selection);
    if (request == ViewRequest::WalkBehind) pane.walk(TreePane::Way::Behind, source.selection);
    pane.update(source);
  }
}

void TreeWidget::draw_header(TreePane& pane, const PaneSource& source, const PaneLook& look) {
  if (!source.history) return;
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {5 * look.scale, 3 * look.scale});
  ImGui::AlignTextToFramePadding();
  draw_passes(source, pane, look);
  const float room = ImGui::GetContentRegionMax().x;
  if (pane.outline() != nullptr && room > 520 * look.scale) {
    ImGui::SameLine(0, 14 * look.scale);
    if (toggle_button("Idle steps", !pane.folds_idle(), look.theme)) {
      pane.set_fold_idle(!pane.folds_idle());
    }
    tip("Also steps with nothing to do");
    ImGui::SameLine();
    if (ImGui::SmallButton("Collapse")) pane.collapse_all();
    tip("Everything below the first level");
    ImGui::SameLine();
    if (ImGui::SmallButton("Expand")) pane.expand_all();
    if (const auto focus = pane.focused()) {
      ImGui::SameLine();
      const std::string label =
          "Focus: " + sim::printable(pane.outline()->node(*focus).label) + "  ×###focus";
      if (toggle_button(label.c_str(), true, look.theme)) pane.focus(std::nullopt);
      tip("Shows everything again");
    }
  }
  const float search = std::min(kSearchWidth * look.scale + 90 * look.scale, room);
  // At the right end of this line, or below where it would lie upon the buttons.
  const float taken = ImGui::GetItemRectMax().x - ImGui::GetWindowPos().x;
  if (taken + ImGui::GetStyle().ItemSpacing.x <= room - search) ImGui::SameLine(room - search);
  draw_search(pane, source.selection, look);
  ImGui::PopStyleVar();
  pane.update(source);
}

void TreeWidget::draw_passes(const PaneSource& source, const TreePane& pane, const PaneLook& look) {
  for (const PassChip& chip : pass_chips(source)) {
    if (chip.index > 0) ImGui::SameLine();
    ImGui::PushID(static_cast<int>(chip.index));
    const bool shown = pane.pass() && pane.pass()->index == chip.index;
    const float height = ImGui::GetTextLineHeight();
    const std::string label = "     " + chip.label;
    if (toggle_button(label.c_str(), shown, look.theme)) {
      TreePane::select_pass(chip.index, source.selection);
    }
    tip(chip.refused ? "This pass was refused" : "Show the tree of this pass");
    const OutcomeLook outcome = gui::look_of(look.theme, chip.outcome);
    const ImVec2 from = ImGui::GetItemRectMin();
    const ImVec2 centre{from.x + height * 0.68F, (from.y + ImGui::GetItemRectMax().y) / 2};
    ImDrawList& list = *ImGui::GetWindowDrawList();
    if (chip.outcome) {
      draw_outcome_icon(list, centre, height * 0.32F, outcome);
    } else if (chip.going_on) {
      list.AddCircleFilled(centre, height * 0.26F, look.theme.running);
    } else {
      list.AddCircle(centre, height * 0.26F, look.theme.waiting);
    }
    ImGui::PopID();
  }
}

void TreeWidget::draw_search(TreePane& pane, Selection& selection, const PaneLook& look) {
  ImGui::SetNextItemWidth(kSearchWidth * look.scale);
  if (to_search_) ImGui::SetKeyboardFocusHere();
  const bool entered = ImGui::InputTextWithHint(
      "##find", "Find type or Type/name", query_.data(), query_.size(),
      ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
  const bool edited = pane.find().query() != query_.data();
  const bool typing = ImGui::IsItemActive();
  if (edited && (typing || entered)) {
    pane.search(query_.data(), selection);
  } else if (entered) {
    pane.search_next(!ImGui::GetIO().KeyShift, selection);
  }
  // Enter goes to the next find and stays in the field.
  to_search_ = entered;
  ImGui::SameLine();
  ImGui::TextUnformatted(pane.find().count_text().c_str());
}

void TreeWidget::draw_canvas(TreePane& pane, const PaneSource& source, const PaneLook& look) {
  canvas_.begin(pane.canvas(), look.theme, look.scale);
  const CanvasActs acts = canvas_.handle(pane.canvas());
  if (pane.outline() == nullptr) {
    canvas_.say(pane.status());
  } else {
    react(pane, source.selection, acts);
    menu(pane, source.selection, look);
    pane.update(source);
    const auto hovered = canvas_.hovered() && !acts.dragging && !acts.area
                             ? pane.place_at(canvas_.mouse())
                             : std::nullopt;
    TreePainter painter(pane, canvas_, look.theme, look.scale, look.bold);
    painter.paint(hovered);
    paint_breakpoints(pane, look);
    canvas_.minimap(pane.canvas(),
                    [&](ImVec2 corner, ImVec2 size) { painter.paint_minimap(corner, size); });
    if (hovered && painter.detail() != Detail::Full) tell_node(pane, *hovered, look);
    if (canvas_.hovered() && !hovered && !acts.dragging) {
      if (const auto edge = pane.edge_at(canvas_.mouse())) tell_edge(pane, *edge);
    }
  }
  canvas_.end();
}

void TreeWidget::react(TreePane& pane, Selection& selection, const CanvasActs& acts) {
  if (const auto place = pane.selected(); place && acts.space_tap) pane.toggle(*place);
  if (acts.double_click) {
    if (const auto place = pane.place_at(*acts.double_click)) {
      pane.toggle(*place);
    } else if (!pane.edge_at(*acts.double_click)) {
      pane.canvas().back();
    }
    return;
  }
  if (!acts.click) return;
  if (const auto place = pane.place_at(*acts.click)) {
    pane.select(*place, false, selection);
  } else if (const auto edge = pane.edge_at(*acts.click)) {
    pane.select(*edge, true, selection);
  } else {
    const auto pass = selection.pass;
    selection = {};
    selection.pass = pass;
  }
}

void TreeWidget::menu(TreePane& pane, Selection& selection, const PaneLook& look) {
  if (canvas_.hovered() && ImGui::IsMouseReleased(ImGuiMouseButton_Right)) {
    if (const auto place = pane.place_at(canvas_.mouse())) {
      pane.select(*place, false, selection);
      ImGui::OpenPopup("menu");
    }
  }
  if (!ImGui::BeginPopup("menu")) return;
  if (const auto place = pane.selected()) {
    const bool collapsed = pane.shape().nodes[*place].collapsed;
    if (ImGui::MenuItem(collapsed ? "Expand" : "Collapse")) pane.toggle(*place);
    if (ImGui::MenuItem("Focus", "F")) pane.focus(*place);
    ImGui::Separator();
  }
  selection_menu(look.workbench, look.theme);
  ImGui::EndPopup();
}

// On the upper left corner of nodes in view.
void TreeWidget::paint_breakpoints(const TreePane& pane, const PaneLook& look) const {
  const Breakpoints& all = look.workbench.breakpoints();
  if (all.all().empty() || !pane.pass() || !pane.pass()->plan) return;
  const CanvasBox seen = pane.canvas().visible().grown(12);
  for (std::uint32_t i = 0; i < pane.shape().nodes.size(); ++i) {
    if (!pane.box(i).touches(seen)) continue;
    const sim::TreeNode& node = pane.outline()->node(pane.shape().nodes[i].node);
    if (node.step == kNoStep) continue;
    const auto dot = all.on_node(pane.pass()->plan->path(node.step), node.label);
    if (dot == Breakpoints::Dot::None) continue;
    const CanvasBox box = pane.canvas().to_screen(pane.box(i));
    const ImVec2 corner =
        canvas_.on_screen({static_cast<float>(box.left), static_cast<float>(box.top)});
    draw_break_dot(canvas_.list(), corner, 5.5F * look.scale, look.theme, dot);
  }
}

void TreeWidget::tell_node(TreePane& pane, std::uint32_t place, const PaneLook& look) {
  const NodeFace& face = pane.face(place);
  ImGui::BeginTooltip();
  ImGui::PushFont(look.bold);
  ImGui::TextUnformatted((face.name + "  " + face.count).c_str());
  ImGui::PopFont();
  ImGui::TextUnformatted(face.about.c_str());
  if (!face.status.empty()) ImGui::TextUnformatted(face.status.c_str());
  if (!face.phase1.empty()) {
    std::string times = "phase 1 " + face.phase1;
    if (!face.phase2.empty()) times += ", phase 2 " + face.phase2;
    ImGui::TextUnformatted(times.c_str());
  }
  ImGui::EndTooltip();
}

void TreeWidget::tell_edge(const TreePane& pane, std::uint32_t place) {
  const TreeOutline& outline = *pane.outline();
  const std::uint32_t node = pane.shape().nodes[place].node;
  const sim::TreeEdge& edge = outline.view.edges[outline.edge_to[node]];
  const std::string text =
      fmt::format("{} {} → {} {}, along {}", sim::grouped(edge.parents),
                  sim::printable(outline.node(edge.from).label), sim::grouped(edge.resources),
                  sim::printable(outline.node(edge.to).label), sim::counted(edge.links, "link"));
  ImGui::SetTooltip("%s", text.c_str());
}

}  // namespace cascade::gui
