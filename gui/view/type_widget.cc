// SPDX-License-Identifier: Apache-2.0
#include "gui/view/type_widget.h"

#include <algorithm>
#include <array>
#include <vector>

#include "gui/model/breakpoints.h"
#include "gui/model/workbench.h"
#include "gui/view/break_dot.h"
#include "gui/view/outcome_icon.h"
#include "gui/view/selection_menu.h"
#include "sim/base/text.h"

namespace cascade::gui {
namespace {

struct Colours {
  Colour fill = 0;
  Colour border = 0;
  Colour text = 0;
};

Colours colours_of(const TypeFace& face, const Theme& theme) {
  const OutcomeLook outcome = look_of(theme, face.outcome);
  if (!face.affected) return {theme.panel, theme.line, theme.faint_text};
  if (face.look == NodeFace::Look::Running) {
    const bool wrong = face.outcome && *face.outcome < Outcome::Done;
    const Colour border = wrong ? outcome.border : theme.running;
    return {mixed(theme.panel, border, 0.16F), border, wrong ? outcome.text : theme.running};
  }
  if (face.look == NodeFace::Look::Ended) return {outcome.fill, outcome.border, outcome.text};
  return {theme.panel, theme.waiting, theme.faint_text};
}

/// The corner of words beside a box, on the left or on the right of it, that cover nothing of what
/// is taken; the first of all where there is no such place.
PicturePoint free_place(const CanvasBox& box, ImVec2 size, bool left, float scale,
                        const std::vector<CanvasBox>& taken) {
  const float near = 8 * scale;
  const auto middle = static_cast<float>((box.top + box.bottom) / 2);
  const float above = middle - size.y - 4 * scale;
  const float below = middle + 4 * scale;
  const auto beside = [&](float away) {
    return left ? static_cast<float>(box.left) - away - size.x
                : static_cast<float>(box.right) + away;
  };
  const auto edge = static_cast<float>(box.left);
  const float over = static_cast<float>(box.top) - size.y - near / 2;
  const float under = static_cast<float>(box.bottom) + near / 2;
  const std::array<PicturePoint, 8> places{{{beside(near), above},
                                            {beside(near), below},
                                            {beside(near), above - size.y},
                                            {beside(near), below + size.y},
                                            {edge, over},
                                            {edge, under},
                                            {beside(4 * near), above},
                                            {beside(4 * near), below}}};
  const auto* const found = std::find_if(places.begin(), places.end(), [&](PicturePoint place) {
    const CanvasBox words{place.x - 3.0, place.y - 1.0, place.x + size.x + 3.0,
                          place.y + size.y + 1.0};
    return std::none_of(taken.begin(), taken.end(),
                        [&](const CanvasBox& other) { return other.touches(words); });
  });
  return found == places.end() ? places.front() : *found;
}

/// The node there; nothing, where there is none.
void select_at(TypePane& pane, const PicturePoint& point, Selection& selection) {
  if (const auto node = pane.node_at(point)) {
    pane.select(*node, selection);
    return;
  }
  const auto pass = selection.pass;
  selection = {};
  selection.pass = pass;
}

}  // namespace

void TypeWidget::draw(TypePane& pane, const PaneSource& source, const PaneLook& look) {
  ImGui::PushID("types");
  for (const ViewRequest request : look.requests) {
    if (apply(pane.canvas(), request)) continue;
    if (request == ViewRequest::Focus && pane.selected()) {
      pane.canvas().show(pane.box(*pane.selected()).grown(260), 1);
    }
  }
  canvas_.begin(pane.canvas(), look.theme, look.scale);
  const CanvasActs acts = canvas_.handle(pane.canvas());
  if (pane.graph() == nullptr) {
    canvas_.say(pane.status());
  } else {
    const auto hovered =
        canvas_.hovered() && !acts.dragging ? pane.node_at(canvas_.mouse()) : std::nullopt;
    if (acts.click) select_at(pane, *acts.click, source.selection);
    if (acts.double_click && !pane.node_at(*acts.double_click)) pane.canvas().back();
    paint_edges(pane, look, hovered);
    for (std::uint32_t i = 0; i < pane.view().nodes.size(); ++i) {
      paint_node(pane, look, i, hovered == i);
    }
    paint_flows(pane, look, hovered ? hovered : pane.selected());
    menu(pane, source.selection, look);
    if (hovered) tell(pane.face(*hovered), look);
  }
  canvas_.end();
  ImGui::PopID();
}

void TypeWidget::menu(TypePane& pane, Selection& selection, const PaneLook& look) {
  if (canvas_.hovered() && ImGui::IsMouseReleased(ImGuiMouseButton_Right)) {
    if (const auto node = pane.node_at(canvas_.mouse())) {
      pane.select(*node, selection);
      ImGui::OpenPopup("menu");
    }
  }
  if (!ImGui::BeginPopup("menu")) return;
  selection_menu(look.workbench, look.theme);
  ImGui::EndPopup();
}

void TypeWidget::paint_edges(TypePane& pane, const PaneLook& look,
                             std::optional<std::uint32_t> hovered) {
  const auto around = hovered ? hovered : pane.selected();
  const auto zoom = static_cast<float>(pane.canvas().scale()) / look.scale;
  for (const bool marked : {false, true}) {
    for (std::uint32_t e = 0; e < pane.view().edges.size(); ++e) {
      const sim::TreeEdge& edge = pane.view().edges[e];
      const bool near = around && (edge.from == *around || edge.to == *around);
      if (near != marked) continue;
      const TypeFlow& flow = pane.flow(e);
      LineLook line;
      line.colour = flow.steps != 0 ? mixed(look.theme.line, look.theme.phase2, 0.75F)
                                    : mixed(look.theme.line, look.theme.faint_text, 0.25F);
      if (near) line.colour = look.theme.accent;
      line.width = (flow.steps != 0 ? width_of_flow(flow.resources) : 1.0F) * look.scale *
                   std::clamp(zoom, 0.5F, 1.5F);
      line.arrow = zoom > 0.3F;
      draw_edge(canvas_.list(), pane.canvas(), canvas_.origin(), pane.picture().edges[e], line);
    }
  }
}

// Of the lines of one node, at their other ends, beside their boxes: where no box and no other
// words are.
void TypeWidget::paint_flows(TypePane& pane, const PaneLook& look,
                             std::optional<std::uint32_t> around) {
  if (!around || pane.canvas().scale() < 0.45 * look.scale) return;
  const Pen pen{nullptr, 11 * look.scale, look.theme.text};
  std::vector<CanvasBox> taken;
  for (std::uint32_t node = 0; node < pane.view().nodes.size(); ++node) {
    taken.push_back(pane.canvas().to_screen(pane.box(node)));
  }
  for (std::uint32_t e = 0; e < pane.view().edges.size(); ++e) {
    const sim::TreeEdge& edge = pane.view().edges[e];
    const TypeFlow& flow = pane.flow(e);
    if (flow.steps == 0 || (edge.from != *around && edge.to != *around)) continue;
    const bool out = edge.from == *around;
    const CanvasBox box = pane.canvas().to_screen(pane.box(out ? edge.to : edge.from));
    const std::string text = sim::grouped(flow.parents) + " → " + sim::grouped(flow.resources);
    const float width = pen.width(text);
    const PicturePoint at = free_place(box, {width, pen.size}, out, look.scale, taken);
    taken.push_back({at.x, at.y, at.x + width, at.y + pen.size});
    const ImVec2 corner = canvas_.on_screen(at);
    canvas_.list().AddRectFilled({corner.x - 3, corner.y - 1},
                                 {corner.x + width + 3, corner.y + pen.size + 1}, look.theme.canvas,
                                 3);
    draw_text(canvas_.list(), pen, corner, text, width + 1);
  }
}

void TypeWidget::paint_node(TypePane& pane, const PaneLook& look, std::uint32_t node,
                            bool hovered) {
  if (!pane.box(node).grown(8).touches(pane.canvas().visible())) return;
  const CanvasBox box = pane.canvas().to_screen(pane.box(node));
  const ImVec2 from =
      canvas_.on_screen({static_cast<float>(box.left), static_cast<float>(box.top)});
  const ImVec2 to =
      canvas_.on_screen({static_cast<float>(box.right), static_cast<float>(box.bottom)});
  const TypeFace& face = pane.face(node);
  const Colours colours = colours_of(face, look.theme);
  ImDrawList& list = canvas_.list();
  const auto u = static_cast<float>(pane.canvas().scale());
  const float rounding = kRounding * u;
  if (detail_at(box.height() / look.scale, pane.picture().nodes[node].height) == Detail::Block) {
    list.AddRectFilled(from, to, colours.border);
    return;
  }
  list.AddRectFilled(from, to, colours.fill, rounding);
  list.AddRect(from, to, colours.border, rounding, 0, (face.root ? 2.4F : 1.2F) * look.scale);
  if (pane.selected() == node || hovered) {
    const float off = 2.5F * look.scale;
    list.AddRect({from.x - off, from.y - off}, {to.x + off, to.y + off},
                 pane.selected() == node ? look.theme.accent : with_alpha(look.theme.text, 120),
                 rounding + off, 0, pane.selected() == node ? 2.5F * look.scale : look.scale);
  }
  paint_words(pane, look, node, from, to);
  const auto dot = look.workbench.breakpoints().on_type(pane.view().nodes[node].label);
  draw_break_dot(list, from, 5.5F * look.scale, look.theme, dot);
}

void TypeWidget::paint_words(const TypePane& pane, const PaneLook& look, std::uint32_t node,
                             ImVec2 from, ImVec2 to) {
  const TypeFace& face = pane.face(node);
  const Colours colours = colours_of(face, look.theme);
  ImDrawList& list = canvas_.list();
  const float height = to.y - from.y;
  const float u = height / pane.picture().nodes[node].height;
  const bool full =
      detail_at(height / look.scale, pane.picture().nodes[node].height) == Detail::Full;
  const float size = full ? 13.5F * u : std::min(11.5F * look.scale, height * 0.6F);
  const float left = from.x + 9 * u;
  const float right = to.x - 9 * u;
  const float top = full ? from.y + 5 * u : from.y + (height - size) / 2;
  const Colour name_colour = face.affected ? look.theme.text : look.theme.faint_text;
  const Pen count{nullptr, size, name_colour};
  const float used =
      full ? draw_text(list, count, {right, top}, face.count, right - left, Align::Right) : 0;
  draw_text(list, {look.bold, size, name_colour}, {left, top}, face.name, right - left - used - 5);
  if (!full) return;
  const Pen small{nullptr, 11 * u, colours.text};
  const float second = from.y + 24 * u;
  std::string status = face.status;
  if (face.cyclic) status += status.empty() ? "on a cycle" : ", on a cycle";
  if (face.root) status = status.empty() ? "root" : "root, " + status;
  const float taken = draw_text(list, small, {right, second}, status, right - left, Align::Right);
  draw_text(list, {nullptr, 11 * u, look.theme.faint_text}, {left, second}, face.about,
            right - left - taken - 6 * u);
  const std::array<Colour, 3> lives{
      look.theme.phase1, mixed(look.theme.phase2, look.theme.panel, 0.4F), look.theme.line};
  float at = left;
  for (std::size_t life = 0; life < lives.size(); ++life) {
    const float end = at + (right - left) * face.lives[life];
    if (face.lives[life] > 0) {
      list.AddRectFilled({at, to.y - 7 * u}, {std::max(end, at + 1), to.y - 4 * u}, lives[life]);
    }
    at = end;
  }
}

void TypeWidget::tell(const TypeFace& face, const PaneLook& look) {
  ImGui::BeginTooltip();
  ImGui::PushFont(look.bold);
  ImGui::TextUnformatted((face.name + "  " + face.count).c_str());
  ImGui::PopFont();
  if (!face.about.empty()) ImGui::TextUnformatted(face.about.c_str());
  if (!face.status.empty()) ImGui::TextUnformatted(face.status.c_str());
  if (face.cyclic) ImGui::TextUnformatted("lies on a cycle of types");
  ImGui::EndTooltip();
}

}  // namespace cascade::gui
