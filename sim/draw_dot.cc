// SPDX-License-Identifier: Apache-2.0
// Building the cgraph graph, placing it, rendering it.
#include "sim/draw_dot.h"

#include <fmt/format.h>
#include <graphviz/gvc.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <vector>

#include "engine/assert.h"
#include "sim/outcome_style.h"
#include "sim/text.h"

namespace cascade::sim {
namespace {

constexpr const char* kFont = "DejaVu Sans,Verdana,Helvetica,sans-serif";

// What Graphviz complains about goes here instead of to stderr. Guarded by `graphviz_mutex`.
std::string& complaints() {
  static std::string text;
  return text;
}

int take_complaint(char* text) {
  complaints() += text;
  return 0;
}

std::mutex& graphviz_mutex() {
  static std::mutex mutex;
  return mutex;
}

// One context for the whole process, never freed: a second one reads freed memory inside the text
// plugin (Graphviz 2.42).
GVC_t* context() {
  static GVC_t* const kContext = [] {
    agseterr(AGERR);
    agseterrf(take_complaint);
    return gvContext();
  }();
  return kContext;
}

struct CloseGraph {
  void operator()(Agraph_t* graph) const { agclose(graph); }
};
using Graph = std::unique_ptr<Agraph_t, CloseGraph>;

// Graphviz's functions take char* and do not write to it.
char* c(const char* text) {
  return const_cast<char*>(text);
}  // NOLINT(*-const-cast)

// For attributes in which Graphviz interprets escapes and entities, or that we read back.
std::string dot_escaped(std::string_view text) {
  std::string out;
  for (const char ch : text) {
    if (ch == '\\') out += '\\';
    out += ch;
  }
  return out;
}

// Doubled backslashes, and ampersands as entities: Graphviz shows what was meant.
std::string shown_escaped(std::string_view text) {
  std::string out;
  for (const char ch : dot_escaped(printable(text))) {
    if (ch == '&') {
      out += "&amp;";
    } else {
      out += ch;
    }
  }
  return out;
}

constexpr std::size_t kLabelCells = 34;

std::string reactions_text(const TreeNode& node) {
  if (node.reactions.empty()) return node.resources == 0 ? "nothing affected" : "";
  std::string text;
  for (const auto& [reaction, count] : node.reactions) {
    if (!text.empty()) text += ", ";
    text += grouped(count) + " " + reaction;
  }
  return shortened(printable(text), kLabelCells);
}

std::string times_text(const TreeView& view, const TreeNode& node) {
  std::string text = "phase 1 " + short_duration(node.phase1);
  if (view.ran && node.start && node.end) {
    text += " · phase 2 " + short_duration(*node.end - *node.start);
  }
  return text;
}

// "3 failed, 2 blocked, 95 done" or, where all ended alike, "done".
std::string outcome_text(const TreeNode& node) {
  const Outcome worst = *node.outcome;
  const std::uint32_t same = node.outcomes[static_cast<std::size_t>(worst)];
  std::string text{style_of(worst).glyph};
  text += ' ';
  if (same != 0 && same != node.resources) text += grouped(same) + " ";
  text += to_string(worst);
  if (same != 0 && same != node.resources) text += " of " + grouped(node.resources);
  return text;
}

void add_row(std::string& label, const std::string& inside) {
  label += "<tr><td align=\"left\" balign=\"left\">" + inside + "</td></tr>";
}

std::string small(const std::string& text) {
  return "<font point-size=\"9\" color=\"#4D4D4D\">" + xml_escaped(text) + "</font>";
}

const OutcomeStyle& style_of(const TreeView& view, const TreeNode& node) {
  if (!view.planned || node.nothing_to_do) return quiet_style();
  return sim::style_of(node.outcome);
}

// HTML-like: the name stands out, the rest is small.
std::string label_of(const TreeView& view, const TreeNode& node) {
  std::string name = "<b>" + xml_escaped(shortened(printable(node.label), kLabelCells)) + "</b>";
  if (!node.note.empty()) name += " " + small(node.note);
  std::string label = "<table border=\"0\" cellborder=\"0\" cellspacing=\"0\" cellpadding=\"1\">";
  add_row(label, name);
  if (view.planned) {
    add_row(label, "<font point-size=\"10\">" + xml_escaped(reactions_text(node)) + "</font>");
    if (view.times) add_row(label, small(times_text(view, node)));
    if (node.outcome && !node.nothing_to_do) {
      add_row(label, fmt::format("<font point-size=\"10\" color=\"{}\">{}</font>",
                                 style_of(view, node).text, xml_escaped(outcome_text(node))));
    }
    if (node.folded != 0) {
      add_row(label, small("+ " + counted(node.folded, "step") + " with nothing to do"));
    }
  }
  return label + "</table>";
}

std::string path_of(const TreeView& view, std::uint32_t node) {
  std::vector<std::uint32_t> chain;
  for (; node != kNoNode; node = view.nodes[node].parent) chain.push_back(node);
  std::string path;
  for (auto it = chain.rbegin(); it != chain.rend(); ++it) {
    if (!path.empty()) path += " / ";
    path += view.nodes[*it].label;
  }
  return path;
}

// Builds the cgraph graph of one view.
class Drawing {
 public:
  explicit Drawing(const TreeView& view)
      : view_(view), graph_(agopen(c("cascade"), Agdirected, nullptr)) {}

  Graph build() {
    add_defaults();
    for (std::uint32_t i = 0; i < view_.nodes.size(); ++i) add_node(i);
    for (const TreeEdge& edge : view_.edges) add_edge(edge);
    if (view_.nodes.size() > kLaidOutMax) place();
    return std::move(graph_);
  }

 private:
  static void set(void* object, const char* name, const std::string& text) {
    agsafeset(object, c(name), c(text.c_str()), c(""));
  }
  void set_html(void* object, const char* name, const std::string& html) {
    char* const text = agstrdup_html(graph_.get(), c(html.c_str()));
    agsafeset(object, c(name), text, c(""));
    agstrfree(graph_.get(), text);
  }
  void add_default(int kind, const char* name, const char* text) {
    agattr(graph_.get(), kind, c(name), c(text));
  }

  void add_defaults() {
    add_default(AGRAPH, "rankdir", "LR");
    add_default(AGRAPH, "ranksep", "0.4");
    add_default(AGRAPH, "nodesep", "0.12");
    add_default(AGRAPH, "pad", "0.25");
    add_default(AGRAPH, "bgcolor", "#FFFFFF");
    add_default(AGRAPH, "fontname", kFont);
    add_default(AGRAPH, "fontsize", "13");
    add_default(AGRAPH, "fontcolor", "#333333");
    add_default(AGRAPH, "labelloc", "t");
    add_default(AGRAPH, "labeljust", "l");
    add_default(AGRAPH, "charset", "UTF-8");
    add_default(AGNODE, "fontname", kFont);
    add_default(AGNODE, "fontsize", "12");
    add_default(AGNODE, "fontcolor", "#1A1A1A");
    add_default(AGNODE, "margin", "0.09,0.05");
    add_default(AGNODE, "penwidth", "1.4");
    add_default(AGEDGE, "fontname", kFont);
    add_default(AGEDGE, "fontsize", "9");
    add_default(AGEDGE, "fontcolor", "#4D4D4D");
    add_default(AGEDGE, "color", "#8C8C8C");
    add_default(AGEDGE, "arrowsize", "0.6");
    if (!view_.title.empty()) set(graph_.get(), "label", shown_escaped(view_.title) + "\\l");
  }

  void add_node(std::uint32_t index) {
    const TreeNode& node = view_.nodes[index];
    Agnode_t* const made = agnode(graph_.get(), c(fmt::format("n{}", index).c_str()), 1);
    nodes_.push_back(made);
    const OutcomeStyle& style = style_of(view_, node);
    set_html(made, "label", label_of(view_, node));
    set(made, "shape", std::string(style.shape));
    set(made, "style", std::string(style.style));
    set(made, "color", std::string(style.line));
    set(made, "fillcolor", std::string(style.fill));
    set(made, "tooltip", shown_escaped(path_of(view_, index)));
    // For programs that read the file: exact values.
    set(made, "type", dot_escaped(valid_utf8(node.label)));
    if (!view_.planned) return;
    set(made, "step", fmt::format("{}", value(node.step)));
    set(made, "resources", fmt::format("{}", node.resources));
    if (view_.times) set(made, "phase1_ns", fmt::format("{}", node.phase1.count()));
    if (!view_.ran) return;
    if (view_.times && node.start && node.end) {
      set(made, "phase2_ns", fmt::format("{}", (*node.end - *node.start).count()));
    }
    if (node.outcome) set(made, "outcome", std::string(to_string(*node.outcome)));
    for (std::size_t i = 0; i < node.outcomes.size(); ++i) {
      if (node.outcomes[i] == 0) continue;
      std::string name{sim::style_of(static_cast<Outcome>(i)).mermaid};
      set(made, ("acts_" + name).c_str(), fmt::format("{}", node.outcomes[i]));
    }
  }

  void add_edge(const TreeEdge& edge) {
    Agedge_t* const made = agedge(graph_.get(), nodes_[edge.from], nodes_[edge.to], nullptr, 1);
    edges_.push_back(made);
    if (!edge.in_tree) {
      set(made, "style", "dashed");
      set(made, "constraint", "false");
    }
    if (!view_.planned) return;
    set(made, "parents", fmt::format("{}", edge.parents));
    set(made, "resources", fmt::format("{}", edge.resources));
    set(made, "links", fmt::format("{}", edge.links));
    set(made, "label", grouped(edge.parents) + " → " + grouped(edge.resources));
    set(made, "penwidth", width_of(edge.resources));
  }

  // One more step per power of ten, without floating point.
  static std::string width_of(std::uint64_t resources) {
    int tenths = 8;
    for (; resources >= 10; resources /= 10) tenths += 5;
    return fmt::format("{}.{}", tenths / 10, tenths % 10);
  }

  // Points; the tree grows to the right.
  void place() {
    constexpr std::int64_t kColumn = 330;
    constexpr int kWidth = 234;  // 3.25 inches
    constexpr int kHeight = 63;  // 0.875 inches
    std::vector<std::uint32_t> parents;
    for (const TreeNode& node : view_.nodes) parents.push_back(node.parent);
    const std::vector<std::int64_t> across =
        tidy_tree(parents, std::vector<std::int32_t>(parents.size(), kHeight), 8);
    const auto x_of = [this](std::uint32_t i) { return kColumn * view_.nodes[i].depth; };
    for (std::uint32_t i = 0; i < view_.nodes.size(); ++i) {
      // y grows upwards in Graphviz.
      set(nodes_[i], "pos", fmt::format("{},{}", x_of(i), -across[i]));
      set(nodes_[i], "width", "3.25");
      set(nodes_[i], "height", "0.875");
      set(nodes_[i], "fixedsize", "true");
    }
    for (std::size_t e = 0; e < edges_.size(); ++e) {
      const TreeEdge& edge = view_.edges[e];
      const std::int64_t x0 = x_of(edge.from) + kWidth / 2;
      const std::int64_t x1 = x_of(edge.to) - kWidth / 2;
      const std::int64_t y0 = -across[edge.from];
      const std::int64_t y1 = -across[edge.to];
      const std::int64_t middle = (x0 + x1) / 2;
      set(edges_[e], "pos",
          fmt::format("e,{},{} {},{} {},{} {},{} {},{}", x1, y1, x0, y0, middle, y0, middle, y1,
                      x1 - 6, y1));
      set(edges_[e], "lp", fmt::format("{},{}", middle, (y0 + y1) / 2 + 6));
    }
  }

  const TreeView& view_;
  Graph graph_;
  std::vector<Agnode_t*> nodes_;
  std::vector<Agedge_t*> edges_;
};

tl::unexpected<Error> graphviz_error(std::string_view what) {
  std::string message = fmt::format("Graphviz cannot {}", what);
  if (!complaints().empty()) message += ": " + printable(complaints());
  return tl::unexpected<Error>(Error{ErrorKind::System, std::move(message)});
}

Result<std::string> write_dot(Agraph_t* graph) {
  char* data = nullptr;
  std::size_t size = 0;
  std::FILE* const file = open_memstream(&data, &size);
  if (file == nullptr) return graphviz_error("write DOT");
  const bool written = agwrite(graph, file) == 0;
  const bool closed = std::fclose(file) == 0;
  std::string text(data, size);
  std::free(data);  // NOLINT(*-no-malloc): the stream's memory is ours to free
  if (!written || !closed) return graphviz_error("write DOT");
  return text;
}

// The size in pixels at Graphviz's 96 dots per inch.
bool fits_png(Agraph_t* graph) {
  const boxf box = GD_bb(graph);
  const auto points = static_cast<std::int64_t>(std::max(box.UR.x - box.LL.x, box.UR.y - box.LL.y));
  return points * 96 / 72 <= kPngPixelsMax;
}

Result<std::string> render(Agraph_t* graph, const char* format) {
  char* data = nullptr;
  unsigned size = 0;
  if (gvRenderData(context(), graph, format, &data, &size) != 0 || data == nullptr) {
    return graphviz_error(fmt::format("draw {}", format));
  }
  std::string text(data, size);
  gvFreeRenderData(data);
  return text;
}

Result<std::string> lay_out_and_render(Agraph_t* graph, bool placed, Picture picture) {
  if (gvLayout(context(), graph, placed ? "nop2" : "dot") != 0) return graphviz_error("lay out");
  Result<std::string> text;
  if (picture == Picture::Png && !fits_png(graph)) {
    text = tl::unexpected<Error>(
        Error{ErrorKind::Limit, fmt::format("a PNG of {} nodes would be larger than {} pixels and "
                                            "unreadable; write SVG instead",
                                            agnnodes(graph), kPngPixelsMax)});
  } else {
    text = render(graph, picture == Picture::Png ? "png" : "svg");
  }
  gvFreeLayout(context(), graph);
  return text;
}

}  // namespace

Result<std::string> draw(const TreeView& view, Picture picture) {
  CASCADE_ASSERT(!view.nodes.empty(), "a drawn tree has nodes");
  const std::lock_guard lock(graphviz_mutex());
  context();
  complaints().clear();
  const Graph graph = Drawing(view).build();
  if (picture == Picture::Dot) return write_dot(graph.get());
  return lay_out_and_render(graph.get(), view.nodes.size() > kLaidOutMax, picture);
}

std::string dot_unescaped(std::string_view attribute) {
  std::string out;
  for (std::size_t i = 0; i < attribute.size(); ++i) {
    if (attribute[i] == '\\' && i + 1 < attribute.size() && attribute[i + 1] == '\\') ++i;
    out += attribute[i];
  }
  return out;
}

}  // namespace cascade::sim
