// SPDX-License-Identifier: Apache-2.0
#include "gui/view/tree_paint.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <tuple>
#include <vector>

#include "gui/view/outcome_icon.h"

namespace cascade::gui {
namespace {

constexpr float kNameText = 13.5F;  // sizes of letters at 100 %
constexpr float kSmallText = 11;
constexpr float kNameRow = 19;        // of brief nodes, above the bars
constexpr float kNameGaps = 13;       // beside an icon and a name
constexpr float kIconRadius = 0.42F;  // of the letters' size
constexpr float kTinyText = 10;
constexpr float kNarrowest = 0.78F;  // to which a long name may shrink beside others
constexpr float kLeastText = 9;      // what can be read on the screen

/// In smaller letters where there is no room for all of the text, down to `least`; what then does
/// not fit is cut.
Pen fitting(Pen pen, const std::string& text, float room, float least) {
  constexpr float kSlack = 0.99F;  // letters end between pixels
  const float width = pen.width(text);
  if (room > 0 && width > room) pen.size = std::max(least, pen.size * room / width * kSlack);
  return pen;
}

/// Three of four are as long or shorter: that one.
const std::string& long_name(const TreePane& pane) {
  const TreeOutline& outline = *pane.outline();
  std::vector<std::uint32_t> nodes;
  nodes.reserve(pane.shape().nodes.size());
  for (const TreeShape::Node& node : pane.shape().nodes) nodes.push_back(node.node);
  const auto nth = nodes.begin() + static_cast<std::ptrdiff_t>(nodes.size() * 3 / 4);
  std::nth_element(nodes.begin(), nth, nodes.end(), [&](std::uint32_t a, std::uint32_t b) {
    const std::size_t left = outline.node(a).label.size();
    const std::size_t right = outline.node(b).label.size();
    return std::tie(left, a) < std::tie(right, b);
  });
  return outline.node(*nth).label;
}

}  // namespace

float TreePainter::unit() const {
  return static_cast<float>(pane_.canvas().scale());
}

// Never smaller than can be read.
Pen TreePainter::pen(float size, Colour colour, bool strong) const {
  return {strong ? bold_ : nullptr, std::max(size * unit(), kLeastText * scale_), colour};
}

// One size for all nodes: the largest at which most names fit. Where that is the least one, thin
// letters need less room.
Pen TreePainter::name_pen() const {
  const GraphPicture& picture = pane_.picture();
  const bool brief = detail() == Detail::Brief;
  const float height = brief ? kNameRow * scale_ : picture.nodes[0].height * unit();
  const float most = std::min(12 * scale_, height * 0.72F);
  const float least = std::min(kLeastText * scale_, most);
  const std::string& name = long_name(pane_);
  // Beside the name there are the icon, which is as large as the letters, and gaps.
  const float room = picture.nodes[0].width * unit() - kNameGaps * scale_;
  const auto largest = [&](ImFont* font) {
    const float width = Pen{font, 100, 0}.width(name) / 100 + 2 * kIconRadius;
    return room / width;
  };
  const float strong = largest(bold_);
  if (strong > least) return {bold_, std::min(most, strong), theme_.text};
  return {nullptr, std::clamp(largest(nullptr), least, most), theme_.text};
}

Detail TreePainter::detail() const {
  if (pane_.picture().nodes.empty()) return Detail::Full;
  const float whole = pane_.picture().nodes[0].height;
  return detail_at(whole * unit() / scale_, whole);
}

TreePainter::Look TreePainter::look_at(std::uint32_t place) const {
  const NodeState& state = pane_.state(place);
  const OutcomeLook ended = look_of(theme_, state.outcome);
  switch (state.phase) {
    case StepState::Phase::Unplanned:
      return {theme_.canvas, theme_.line, theme_.faint_text, ended};
    case StepState::Phase::Waiting:
      return {theme_.panel, theme_.waiting, theme_.faint_text, ended};
    case StepState::Phase::Running: {
      const bool wrong = state.outcome && *state.outcome < Outcome::Done;
      const Colour border = wrong ? ended.border : theme_.running;
      return {mixed(theme_.panel, border, 0.16F), border, wrong ? ended.text : theme_.running,
              ended};
    }
    case StepState::Phase::Finished:
      break;
  }
  if (state.acts == 0) return {theme_.panel, theme_.waiting, theme_.faint_text, ended};
  return {ended.fill, ended.border, ended.text, ended};
}

Colour TreePainter::block_colour(std::uint32_t place) const {
  const Look look = look_at(place);
  const bool ended = pane_.state(place).phase >= StepState::Phase::Running;
  return ended ? look.border : mixed(look.border, theme_.canvas, 0.35F);
}

void TreePainter::paint(std::optional<std::uint32_t> hovered) {
  if (detail() < Detail::Full && detail() > Detail::Block) names_ = name_pen();
  paint_edges(hovered, false);
  paint_edges(hovered, true);
  paint_edge_texts();
  const CanvasBox seen = pane_.canvas().visible().grown(12);
  for (std::uint32_t i = 0; i < pane_.shape().nodes.size(); ++i) {
    if (pane_.box(i).touches(seen)) paint_node(i, hovered == i);
  }
}

Colour TreePainter::edge_colour(bool critical, bool picked) const {
  if (picked) return theme_.accent;
  return critical ? theme_.critical : mixed(theme_.line, theme_.faint_text, 0.35F);
}

void TreePainter::paint_edges(std::optional<std::uint32_t> hovered, bool marked) {
  const bool far = unit() / scale_ < 0.12F;
  const GraphPicture& picture = pane_.picture();
  for (std::size_t e = 0; e < picture.edges.size(); ++e) {
    const TreeShape::Edge& edge = pane_.shape().edges[e];
    const bool near_mouse = hovered && (edge.from == *hovered || edge.to == *hovered);
    const bool picked = pane_.edge_selected(edge.to) && edge.in_tree;
    const bool critical = edge.in_tree && pane_.critical(edge.from) && pane_.critical(edge.to);
    if ((near_mouse || picked || critical) != marked) continue;
    if (far && !edge.in_tree && !marked) continue;
    const sim::TreeEdge& flow = pane_.outline()->view.edges[edge.edge];
    LineLook look;
    look.colour = edge_colour(critical, near_mouse || picked);
    const float zoom = std::clamp(unit() / scale_, 0.5F, 1.5F);
    look.width = width_of_flow(flow.resources) * zoom * scale_ * (picked ? 1.6F : 1.0F);
    if (far) look.width = scale_;
    look.dashed = !edge.in_tree;
    look.arrow = unit() / scale_ > 0.35F;
    look.straight = far;
    draw_edge(view_.list(), pane_.canvas(), view_.origin(), picture.edges[e], look);
  }
}

void TreePainter::paint_edge_texts() {
  if (detail() < Detail::Brief) return;
  for (const TreeShape::Edge& edge : pane_.shape().edges) {
    if (edge.in_tree) paint_edge_text(edge);
  }
}

// At the end of the line, beside the node that it leads to: no two nodes share that place. On the
// side that the line does not come from.
void TreePainter::paint_edge_text(const TreeShape::Edge& edge) {
  const CanvasBox box = pane_.box(edge.to);
  const float gap = static_cast<float>(pane_.gap()) * unit() - 10 * scale_;
  if (!box.grown(160).touches(pane_.canvas().visible())) return;
  const std::string text = edge_text(pane_.outline()->view.edges[edge.edge]);
  const PicturePoint at = pane_.canvas().to_screen(box.left, (box.top + box.bottom) / 2);
  const Pen words{nullptr, std::max(kTinyText * unit(), 9.5F * scale_), theme_.faint_text};
  const float width = words.width(text);
  if (width > gap) return;
  const CanvasBox parent = pane_.box(edge.from);
  const bool from_above = parent.top + parent.bottom < box.top + box.bottom;
  const float up = from_above ? -3 * scale_ : words.size + 3 * scale_;
  const ImVec2 right = view_.on_screen({at.x - 8 * scale_, at.y - up});
  view_.list().AddRectFilled({right.x - width - 2, right.y}, {right.x + 2, right.y + words.size},
                             theme_.canvas);
  draw_text(view_.list(), words, right, text, gap, Align::Right);
}

void TreePainter::paint_node(std::uint32_t place, bool hovered) {
  const CanvasBox box = pane_.canvas().to_screen(pane_.box(place));
  const Frame frame{
      view_.on_screen({static_cast<float>(box.left), static_cast<float>(box.top)}),
      view_.on_screen({static_cast<float>(box.right), static_cast<float>(box.bottom)})};
  if (detail() == Detail::Block) {
    view_.list().AddRectFilled(
        frame.from,
        {std::max(frame.to.x, frame.from.x + 1), std::max(frame.to.y, frame.from.y + 1)},
        block_colour(place));
    if (pane_.mark(place) != TreePane::Mark::None || hovered) {
      paint_outline(place, frame, look_at(place), hovered);
    }
    return;
  }
  const Look look = look_at(place);
  const float rounding = kRounding * unit();
  if (pane_.shape().nodes[place].collapsed) {
    // More lie below.
    for (const float by : {6.0F, 3.0F}) {
      const float off = by * unit();
      const ImVec2 from{frame.from.x + off, frame.from.y + off};
      const ImVec2 to{frame.to.x + off, frame.to.y + off};
      view_.list().AddRectFilled(from, to, theme_.canvas, rounding);
      view_.list().AddRect(from, to, mixed(look.border, theme_.canvas, 0.45F), rounding);
    }
  }
  view_.list().AddRectFilled(frame.from, frame.to, look.fill, rounding);
  paint_outline(place, frame, look, hovered);
  switch (detail()) {
    case Detail::Full:
      paint_face(place, frame, look);
      break;
    case Detail::Brief:
      paint_brief(place, frame, look);
      break;
    default:
      paint_name(place, frame, look);
      return;
  }
  paint_shares(pane_.face(place), frame);
}

void TreePainter::paint_outline(std::uint32_t place, const Frame& frame, const Look& look,
                                bool hovered) {
  ImDrawList& list = view_.list();
  const float rounding = detail() == Detail::Block ? 0 : kRounding * unit();
  if (detail() != Detail::Block) {
    list.AddRect(frame.from, frame.to, look.border, rounding, 0, 1.2F * scale_);
    if (pane_.critical(place)) {
      list.AddRectFilled({frame.from.x - 4 * scale_, frame.from.y + rounding},
                         {frame.from.x - scale_, frame.to.y - rounding}, theme_.critical);
    }
  }
  const auto around = [&](Colour colour, float width) {
    const float off = width / 2 + scale_;
    list.AddRect({frame.from.x - off, frame.from.y - off}, {frame.to.x + off, frame.to.y + off},
                 colour, rounding + off, 0, width);
  };
  switch (pane_.mark(place)) {
    case TreePane::Mark::Selected:
      around(theme_.accent, 2.5F * scale_);
      break;
    case TreePane::Mark::Related:
      around(with_alpha(theme_.accent, 150), 1.5F * scale_);
      break;
    case TreePane::Mark::Found:
      around(theme_.critical, 2 * scale_);
      break;
    case TreePane::Mark::None:
      if (hovered) around(with_alpha(theme_.text, 120), scale_);
      break;
  }
}

void TreePainter::paint_icon(std::uint32_t place, ImVec2 centre, float radius, const Look& look) {
  const NodeState& state = pane_.state(place);
  ImDrawList& list = view_.list();
  const bool ended = state.phase == StepState::Phase::Finished && state.acts != 0;
  if (ended) {
    draw_outcome_icon(list, centre, radius, look.icon);
    return;
  }
  if (state.phase != StepState::Phase::Running) {
    list.AddCircle(centre, radius * 0.8F, look.border, 0, std::max(1.0F, radius / 5));
    if (state.phase == StepState::Phase::Waiting) {
      list.AddCircleFilled(centre, radius * 0.25F, look.border);
    }
    return;
  }
  // A clock hand goes round with the share that is done.
  constexpr float kTop = -1.5707963F;
  const float share = state.acts == 0 ? 1 : float(double(state.ended) / double(state.acts));
  list.AddCircle(centre, radius * 0.95F, look.border, 0, std::max(1.0F, radius / 5));
  list.PathLineTo(centre);
  list.PathArcTo(centre, radius * 0.95F, kTop, kTop + share * 6.2831853F);
  list.PathFillConvex(look.border);
}

void TreePainter::paint_name(std::uint32_t place, const Frame& frame, const Look& look) {
  const NodeFace& face = pane_.face(place);
  const bool brief = detail() == Detail::Brief;
  const float height = brief ? kNameRow * scale_ : frame.height();
  Pen words = names_;
  const float radius = words.size * kIconRadius;
  const float middle = frame.from.y + height / 2;
  const float left = frame.from.x + radius + 4 * scale_;
  paint_icon(place, {left, middle}, radius, look);
  const float from = left + radius + 4 * scale_;
  const float room = frame.to.x - from - 4 * scale_;
  const float top = middle - words.size / 2;
  const float used = draw_text(view_.list(), words, {from, top}, face.name, room);
  words.font = nullptr;
  words.colour = look.text;
  const float rest = room - used - 6 * scale_;
  if (words.width(face.count) <= rest) {
    draw_text(view_.list(), words, {frame.to.x - 5 * scale_, top}, face.count, rest, Align::Right);
  }
}

void TreePainter::paint_brief(std::uint32_t place, const Frame& frame, const Look& look) {
  paint_name(place, frame, look);
  const NodeFace& face = pane_.face(place);
  constexpr float kName = kNameRow - 1;  // what lies above the bars, and below them
  constexpr float kShares = 4;
  constexpr float kRow = 10;
  const Pen words{nullptr, 9.5F * scale_, theme_.faint_text};
  const float room = frame.height() - (kName + kShares) * scale_;
  const bool both = room >= 2 * kRow * scale_;
  // Without room for two times the later one is told.
  const std::string& last = face.phase2.empty() ? face.phase1 : face.phase2;
  const float times =
      both ? std::max(words.width(face.phase1), words.width(face.phase2)) : words.width(last);
  const float right = frame.to.x - 5 * scale_;
  BarPlace at{frame.from.x + 5 * scale_, right - times - 5 * scale_, frame.from.y + kName * scale_,
              3.5F * scale_, words};
  if (at.right < at.left + 12 * scale_) return;
  const float row = both ? std::min(room / 2, 11 * scale_) : 5 * scale_;
  if (both) {
    draw_text(view_.list(), words, {right, at.top}, face.phase1, times + 1, Align::Right);
    draw_text(view_.list(), words, {right, at.top + row}, face.phase2, times + 1, Align::Right);
  } else {
    at.top += (room - words.size) / 2;
    draw_text(view_.list(), words, {right, at.top}, last, times + 1, Align::Right);
    at.top -= row / 2;
  }
  paint_bar(face.bar1, at, theme_.phase1);
  at.top += row;
  paint_bar(face.bar2, at, phase2_colour(face));
}

Colour TreePainter::phase2_colour(const NodeFace& face) const {
  return face.look == NodeFace::Look::Running ? theme_.running : theme_.phase2;
}

void TreePainter::paint_face(std::uint32_t place, const Frame& frame, const Look& look) {
  ImDrawList& list = view_.list();
  const NodeFace& face = pane_.face(place);
  const float u = unit();
  const float right = frame.to.x - 8 * u;
  paint_icon(place, {frame.from.x + 14 * u, frame.from.y + 12.5F * u}, 6 * u, look);
  const float left = frame.from.x + 25 * u;
  const float count = draw_text(list, pen(kNameText, theme_.text), {right, frame.from.y + 4 * u},
                                face.count, frame.width() * 0.5F, Align::Right);
  const float room = right - count - 6 * u - left;
  const Pen words = pen(kNameText, theme_.text, true);
  const float least = std::max(kLeastText * scale_, words.size * kNarrowest);
  const Pen name = fitting(words, face.name, room, least);
  draw_text(list, name, {left, frame.from.y + 4 * u}, face.name, room);
  const float second = frame.from.y + 21.5F * u;
  const float inner = frame.from.x + 9 * u;
  const float status = draw_text(list, pen(kSmallText, look.text), {right, second}, face.status,
                                 frame.width() * 0.7F, Align::Right);
  draw_text(list, pen(kSmallText, theme_.faint_text), {inner, second}, face.about,
            right - status - 8 * u - inner);
  const Pen tiny = pen(kTinyText, theme_.faint_text);
  // Smaller letters than the least would be too large for the row: the bars tell it, too.
  const bool named = kTinyText * u >= kLeastText * scale_;
  const float times = std::max(56 * u, tiny.width("99h 59m"));
  BarPlace at{named ? inner + 17 * u : inner, right - times - 2 * u, frame.from.y + 37 * u, 5 * u,
              tiny};
  if (named) draw_text(list, tiny, {inner, at.top}, "p1", 20 * u);
  draw_text(list, tiny, {right, at.top}, face.phase1, times, Align::Right);
  paint_bar(face.bar1, at, theme_.phase1);
  at.top += 12 * u;
  if (named) draw_text(list, tiny, {inner, at.top}, "p2", 20 * u);
  draw_text(list, tiny, {right, at.top}, face.phase2, times, Align::Right);
  paint_bar(face.bar2, at, phase2_colour(face));
}

// From the beginning of the phase on the left to its end on the right.
void TreePainter::paint_bar(const NodeFace::Bar& bar, const BarPlace& at, Colour colour) {
  ImDrawList& list = view_.list();
  const float y = at.top + (at.words.size - at.thick) / 2 + at.words.size * 0.04F;
  list.AddRectFilled({at.left, y}, {at.right, y + at.thick},
                     mixed(theme_.line, theme_.canvas, 0.35F), at.thick / 3);
  if (!bar.shown) return;
  const float width = at.right - at.left;
  const float least = std::max(1.5F, at.thick * 0.4F);
  const float from = std::min(at.left + width * bar.begin, at.right - least);
  const float to = std::clamp(at.left + width * bar.end, from + least, at.right);
  list.AddRectFilled({from, y}, {to, y + at.thick}, colour, at.thick / 3);
}

// Along the lower edge: which share of the acts ended how.
void TreePainter::paint_shares(const NodeFace& face, const Frame& frame) {
  const float u = unit();
  const float left = frame.from.x + kRounding * u;
  const float width = frame.width() - 2 * kRounding * u;
  const float bottom = frame.to.y - 1.2F * scale_;
  const float thick = std::max(2.4F * u, 2 * scale_);
  float at = left;
  for (std::size_t i = 0; i < face.shares.size(); ++i) {
    if (face.shares[i] <= 0) continue;
    const float to = at + width * face.shares[i];
    view_.list().AddRectFilled({at, bottom - thick}, {std::max(to, at + 1), bottom},
                               gui::look_of(theme_, static_cast<Outcome>(i)).border);
    at = to;
  }
}

void TreePainter::paint_minimap(ImVec2 corner, ImVec2 size) const {
  // The larger the number, the sooner it is seen.
  const auto look = [&](std::uint32_t place) -> std::uint8_t {
    if (pane_.mark(place) == TreePane::Mark::Selected) return 6;
    const NodeState& state = pane_.state(place);
    if (state.outcome && *state.outcome < Outcome::Done) return 5;
    switch (state.phase) {
      case StepState::Phase::Unplanned:
        return 1;
      case StepState::Phase::Waiting:
        return 2;
      case StepState::Phase::Running:
        return 4;
      case StepState::Phase::Finished:
        break;
    }
    return 3;
  };
  const Colour colours[] = {0,
                            mixed(theme_.line, theme_.panel, 0.3F),
                            theme_.waiting,
                            gui::look_of(theme_, Outcome::Done).border,
                            theme_.running,
                            gui::look_of(theme_, Outcome::Failed).border,
                            theme_.accent};
  for (const MinimapCell& cell : make_minimap(pane_.picture(), size.x, size.y, 2 * scale_, look)) {
    view_.list().AddRectFilled(
        {corner.x + static_cast<float>(cell.box.left), corner.y + static_cast<float>(cell.box.top)},
        {corner.x + static_cast<float>(cell.box.right),
         corner.y + static_cast<float>(cell.box.bottom)},
        colours[cell.look]);
  }
}

}  // namespace cascade::gui
