// SPDX-License-Identifier: Apache-2.0
// Building the cgraph graph, placing it, rendering it.
#include "sim/report/draw_dot.h"

#include <fmt/format.h>
#include <graphviz/gvc.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <vector>

#include "engine/assert.h"
#include "sim/base/text.h"
#include "sim/report/dot_text.h"
#include "sim/report/outcome_style.h"

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
    // Graphviz 2.42 frees the first rank twice where an edge inside it has a
    // label that takes part in the layout.
    set(made, edge.in_tree ? "label" : "xlabel",
        grouped(edge.parents) + " → " + grouped(edge.resources));
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
      set(edges_[e], edge.in_tree ? "lp" : "xlp", fmt::format("{},{}", middle, (y0 + y1) / 2 + 6));
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
  std::free(data);  // the stream's memory is ours to free
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

// Boxes and lines without words: Graphviz measures no text, which takes it ten times as long.
class Placing {
 public:
  explicit Placing(const PlaceRequest& request)
      : request_(request), graph_(agopen(c("place"), Agdirected, nullptr)) {}

  Result<Placement> place() {
    build();
    if (gvLayout(context(), graph_.get(), "dot") != 0) return graphviz_error("lay out");
    Placement placement = read();
    gvFreeLayout(context(), graph_.get());
    return placement;
  }

 private:
  static void set(void* object, const char* name, const std::string& text) {
    agsafeset(object, c(name), c(text.c_str()), c(""));
  }
  // Inches, without floating point.
  static std::string inches(std::int32_t points) {
    return fmt::format("{}.{:04}", points / 72, points % 72 * 10'000 / 72);
  }

  void build() {
    agattr(graph_.get(), AGRAPH, c("rankdir"), c(request_.across ? "LR" : "TB"));
    agattr(graph_.get(), AGRAPH, c("ranksep"), c(inches(request_.rank_gap).c_str()));
    agattr(graph_.get(), AGRAPH, c("nodesep"), c(inches(request_.node_gap).c_str()));
    agattr(graph_.get(), AGNODE, c("shape"), c("box"));
    agattr(graph_.get(), AGNODE, c("label"), c(""));
    agattr(graph_.get(), AGNODE, c("fixedsize"), c("true"));
    agattr(graph_.get(), AGEDGE, c("dir"), c("none"));
    agattr(graph_.get(), AGEDGE, c("tailport"), c(request_.across ? "e" : "s"));
    agattr(graph_.get(), AGEDGE, c("headport"), c(request_.across ? "w" : "n"));
    for (std::size_t i = 0; i < request_.nodes.size(); ++i) {
      nodes_.push_back(agnode(graph_.get(), c(fmt::format("n{}", i).c_str()), 1));
      set(nodes_[i], "width", inches(request_.nodes[i].width));
      set(nodes_[i], "height", inches(request_.nodes[i].height));
    }
    for (const PlaceRequest::Edge& edge : request_.edges) {
      edges_.push_back(agedge(graph_.get(), nodes_[edge.from], nodes_[edge.to], nullptr, 1));
      if (!edge.ranks) set(edges_.back(), "constraint", "false");
    }
  }

  [[nodiscard]] Placement::Point point(const pointf& at) const {
    const boxf& box = GD_bb(graph_.get());
    // y grows upwards in Graphviz.
    return {static_cast<std::int32_t>(at.x - box.LL.x), static_cast<std::int32_t>(box.UR.y - at.y)};
  }

  [[nodiscard]] Placement read() const {
    Placement placement;
    const boxf& box = GD_bb(graph_.get());
    placement.width = static_cast<std::int32_t>(box.UR.x - box.LL.x);
    placement.height = static_cast<std::int32_t>(box.UR.y - box.LL.y);
    for (Agnode_t* const node : nodes_) placement.centres.push_back(point(ND_coord(node)));
    for (Agedge_t* const edge : edges_) {
      std::vector<Placement::Point>& points = placement.splines.emplace_back();
      const splines* const drawn = ED_spl(edge);
      if (drawn == nullptr || drawn->size == 0) continue;
      const bezier& curve = drawn->list[0];
      for (int i = 0; i < static_cast<int>(curve.size); ++i) points.push_back(point(curve.list[i]));
    }
    return placement;
  }

  const PlaceRequest& request_;
  Graph graph_;
  std::vector<Agnode_t*> nodes_;
  std::vector<Agedge_t*> edges_;
};

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

Result<Placement> place(const PlaceRequest& request) {
  if (request.nodes.size() > kLaidOutMax) {
    return tl::unexpected<Error>(
        Error{ErrorKind::Limit,
              fmt::format("Graphviz is not asked to place more than {} nodes", kLaidOutMax)});
  }
  const std::lock_guard lock(graphviz_mutex());
  context();
  complaints().clear();
  return Placing(request).place();
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
