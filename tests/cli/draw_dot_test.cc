// SPDX-License-Identifier: Apache-2.0
// What was written is read back by Graphviz itself.
#include "sim/report/draw_dot.h"

#include <graphviz/cgraph.h>

#include <catch2/catch.hpp>
#include <memory>

#include "sim/base/text.h"
#include "tests/cli/views.h"

using namespace cascade;
using namespace cascade::sim;

namespace {

struct CloseGraph {
  void operator()(Agraph_t* graph) const { agclose(graph); }
};
using Graph = std::unique_ptr<Agraph_t, CloseGraph>;

std::string attribute(void* object, const std::string& name) {
  std::string copy = name;
  const char* const text = agget(object, copy.data());
  return text == nullptr ? std::string() : text;
}

Agnode_t* node(const Graph& graph, const std::string& name) {
  std::string copy = name;
  return agnode(graph.get(), copy.data(), 0);
}

const std::vector<std::string>& hostile_names() {
  static const std::vector<std::string> kNames{
      "plain",
      "trailing\\",
      "two\\\\",
      "a\\\"b",
      "\"quoted\"",
      "line\nbreak",
      "tab\tbell\a",
      "<b>bold</b>",
      "&amp; & &#65;",
      "\\N \\G \\E \\l",
      "node",
      "digraph { a -> b }",
      "Zürich 東京 ✓",
      "'; DROP TABLE zone; --",
      "]]>",
      "--",
      "",
      "\x1B[31mred",
      "\xFF\xFE latin \xE9",
      std::string(3000, 'x'),
  };
  return kNames;
}

TreeView hostile_view() {
  TreeView view;
  view.title = "say \"hi\\\" & <bye> \\";
  view.planned = true;
  view.ran = true;
  for (const std::string& name : hostile_names()) {
    const std::uint32_t parent = view.nodes.empty() ? kNoNode : 0;
    add_node(view, parent, name, 1, name, Outcome::Done);
  }
  return view;
}

// Open tags and entities in order, every character allowed: what an XML parser insists on.
void check_well_formed(const std::string& xml) {
  std::vector<std::string> open;
  for (std::size_t i = 0; i < xml.size(); ++i) {
    const auto byte = static_cast<unsigned char>(xml[i]);
    if (byte < 0x20 && byte != '\n' && byte != '\t') FAIL("control character at " << i);
    if (xml[i] == '&') REQUIRE(xml.find(';', i) < i + 12);
    if (xml[i] != '<') continue;
    if (xml.compare(i, 4, "<!--") == 0) {
      i = xml.find("-->", i);
      REQUIRE(i != std::string::npos);
      continue;
    }
    const std::size_t end = xml.find('>', i);
    REQUIRE(end != std::string::npos);
    const std::string tag = xml.substr(i + 1, end - i - 1);
    i = end;
    if (tag[0] == '?' || tag[0] == '!' || tag.back() == '/') continue;
    const std::string name = tag.substr(0, tag.find_first_of(" \n"));
    if (tag[0] != '/') {
      open.push_back(name);
    } else {
      REQUIRE_FALSE(open.empty());
      REQUIRE("/" + open.back() == name);
      open.pop_back();
    }
  }
  REQUIRE(open.empty());
}

}  // namespace

TEST_CASE("DOT: hostile names survive writing and reading", "[cli][draw]") {
  const TreeView view = hostile_view();
  const Result<std::string> dot = draw(view, Picture::Dot);
  REQUIRE(dot);
  const Graph graph(agmemread(dot->c_str()));
  REQUIRE(graph != nullptr);
  REQUIRE(agnnodes(graph.get()) == static_cast<int>(view.nodes.size()));
  REQUIRE(agnedges(graph.get()) == static_cast<int>(view.edges.size()));
  for (std::size_t i = 0; i < view.nodes.size(); ++i) {
    CAPTURE(i, view.nodes[i].label);
    Agnode_t* const read = node(graph, "n" + std::to_string(i));
    REQUIRE(read != nullptr);
    CHECK(dot_unescaped(attribute(read, "type")) == valid_utf8(view.nodes[i].label));
    const std::string shown = xml_escaped(shortened(printable(view.nodes[i].label), 34));
    CHECK(attribute(read, "label").find("<b>" + shown + "</b>") != std::string::npos);
  }
  SECTION("and once more") {
    // What cgraph writes after reading our file is readable too.
    char* data = nullptr;
    std::size_t size = 0;
    std::FILE* const file = open_memstream(&data, &size);
    REQUIRE(agwrite(graph.get(), file) == 0);
    std::fclose(file);
    const Graph again(agmemread(data));
    std::free(data);
    REQUIRE(again != nullptr);
    CHECK(attribute(node(again, "n3"), "type") == attribute(node(graph, "n3"), "type"));
  }
}

TEST_CASE("DOT: nodes carry outcome, counts and both times, edges how many flowed", "[cli][draw]") {
  const TreeView view = zone_view();
  const Result<std::string> dot = draw(view, Picture::Dot);
  REQUIRE(dot);
  const Graph graph(agmemread(dot->c_str()));
  REQUIRE(graph != nullptr);
  Agnode_t* const vm = node(graph, "n3");
  CHECK(attribute(vm, "type") == "VmInstance");
  CHECK(attribute(vm, "resources") == "10000");
  CHECK(attribute(vm, "outcome") == "failed");
  CHECK(attribute(vm, "acts_failed") == "3");
  CHECK(attribute(vm, "acts_done") == "9997");
  CHECK(attribute(vm, "phase1_ns") == "32000000");
  CHECK(attribute(vm, "phase2_ns") == "70000000000");
  CHECK(attribute(vm, "shape") == "octagon");
  Agedge_t* const edge = agedge(graph.get(), node(graph, "n2"), vm, nullptr, 0);
  REQUIRE(edge != nullptr);
  CHECK(attribute(edge, "parents") == "400");
  CHECK(attribute(edge, "resources") == "10000");
  CHECK(attribute(edge, "label") == "400 → 10,000");
}

TEST_CASE("DOT: real times that were not asked for are not written", "[cli][draw]") {
  TreeView view = zone_view();
  view.times = false;
  const Result<std::string> dot = draw(view, Picture::Dot);
  REQUIRE(dot);
  CHECK(dot->find("_ns") == std::string::npos);
  CHECK(dot->find("phase") == std::string::npos);
}

TEST_CASE("SVG: well-formed whatever the names", "[cli][draw]") {
  const Result<std::string> svg = draw(hostile_view(), Picture::Svg);
  REQUIRE(svg);
  check_well_formed(*svg);
  CHECK(svg->find("Zürich 東京 ✓") != std::string::npos);
  CHECK(svg->find("&lt;b&gt;bold") != std::string::npos);
}

TEST_CASE("SVG: above the limit a tidy tree gives the positions", "[cli][draw][slow]") {
  TreeView view;
  view.planned = true;
  view.ran = true;
  add_node(view, kNoNode, "Zone", 1, "delete", Outcome::Done);
  for (std::uint32_t i = 1; i < 3000; ++i) {
    add_node(view, (i - 1) / 7, "Type", i, "delete", Outcome::Done);
  }
  const Result<std::string> dot = draw(view, Picture::Dot);
  REQUIRE(dot);
  CHECK(dot->find("pos=") != std::string::npos);
  const Result<std::string> svg = draw(view, Picture::Svg);
  REQUIRE(svg);
  check_well_formed(*svg);
  const auto count = [&](const std::string& what) {
    std::size_t found = 0;
    for (std::size_t at = svg->find(what); at != std::string::npos; at = svg->find(what, at + 1)) {
      ++found;
    }
    return found;
  };
  CHECK(count("class=\"node\"") == 3000);
  CHECK(count("class=\"edge\"") == 2999);
  CHECK(count("<path fill=\"none\" stroke=\"#8c8c8c\"") == 2999);
  const Result<std::string> png = draw(view, Picture::Png);
  REQUIRE_FALSE(png);
  CHECK(png.error().message.find("write SVG instead") != std::string::npos);
}

TEST_CASE("PNG: a small tree is a PNG file", "[cli][draw]") {
  const Result<std::string> png = draw(zone_view(), Picture::Png);
  REQUIRE(png);
  CHECK(png->substr(0, 8) == "\x89PNG\r\n\x1A\n");
}

namespace {

struct Rect {
  std::int32_t left, top, right, bottom;
};

Rect rect_of(const PlaceRequest& request, const Placement& placement, std::size_t node) {
  const Placement::Point at = placement.centres[node];
  const PlaceRequest::Node& size = request.nodes[node];
  return {at.x - size.width / 2, at.y - size.height / 2, at.x + size.width / 2,
          at.y + size.height / 2};
}

bool overlap(const Rect& a, const Rect& b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

// A graph with a cycle and a further edge, of boxes that differ.
PlaceRequest cyclic_request() {
  PlaceRequest request;
  for (std::int32_t i = 0; i < 12; ++i) request.nodes.push_back({100 + 10 * i, 40 + i});
  for (std::uint32_t i = 1; i < 12; ++i) request.edges.push_back({(i - 1) / 2, i});
  request.edges.push_back({11, 0});
  request.edges.push_back({2, 7, false});
  return request;
}

}  // namespace

TEST_CASE("Place: boxes do not overlap and keep their gap between ranks", "[cli][draw]") {
  PlaceRequest request = cyclic_request();
  request.across = GENERATE(true, false);
  request.rank_gap = 50;
  const Result<Placement> placed = place(request);
  REQUIRE(placed);
  REQUIRE(placed->centres.size() == request.nodes.size());
  for (std::size_t a = 0; a < request.nodes.size(); ++a) {
    const Rect rect = rect_of(request, *placed, a);
    CHECK(rect.left >= -1);
    CHECK(rect.top >= -1);
    CHECK(rect.right <= placed->width + 1);
    CHECK(rect.bottom <= placed->height + 1);
    for (std::size_t b = 0; b < a; ++b) {
      INFO(a << " and " << b);
      CHECK_FALSE(overlap(rect, rect_of(request, *placed, b)));
    }
  }
  const Placement::Point root = placed->centres[0];
  const Placement::Point child = placed->centres[1];
  const std::int32_t apart =
      request.across ? (child.x - root.x) - (100 + 110) / 2 : (child.y - root.y) - (40 + 41) / 2;
  CHECK(apart >= 49);
}

TEST_CASE("Place: lines are Bezier pieces from box to box", "[cli][draw]") {
  const PlaceRequest request = cyclic_request();
  const Result<Placement> placed = place(request);
  REQUIRE(placed);
  REQUIRE(placed->splines.size() == request.edges.size());
  for (std::size_t e = 0; e < request.edges.size(); ++e) {
    INFO(e);
    const std::vector<Placement::Point>& line = placed->splines[e];
    REQUIRE(line.size() >= 4);
    CHECK(line.size() % 3 == 1);
    const Rect from = rect_of(request, *placed, request.edges[e].from);
    const Rect to = rect_of(request, *placed, request.edges[e].to);
    const auto touches = [](const Rect& rect, const Placement::Point& at) {
      return overlap({rect.left - 2, rect.top - 2, rect.right + 2, rect.bottom + 2},
                     {at.x, at.y, at.x + 1, at.y + 1});
    };
    CHECK(touches(from, line.front()));
    CHECK(touches(to, line.back()));
  }
}

TEST_CASE("Place: what would take minutes is refused", "[cli][draw]") {
  PlaceRequest request;
  request.nodes.assign(kLaidOutMax + 1, {10, 10});
  const Result<Placement> placed = place(request);
  REQUIRE_FALSE(placed);
  CHECK(placed.error().kind == ErrorKind::Limit);
}

TEST_CASE("Place: nothing is placed nowhere", "[cli][draw]") {
  const Result<Placement> placed = place({});
  REQUIRE(placed);
  CHECK(placed->centres.empty());
}

// Graphviz 2.42 frees ranks twice where labels of edges inside them take part in the layout.
TEST_CASE("DOT: labels of edges beside the tree stay out of the layout, and are drawn", "[dot]") {
  TreeView view;
  view.planned = true;
  const auto root = add_node(view, kNoNode, "Zone", 1, "delete", Outcome::Done);
  const auto one = add_node(view, root, "Host", 3, "delete", Outcome::Done);
  const auto other = add_node(view, root, "Vm", 5, "delete", Outcome::Done);
  view.edges.push_back(
      {.from = one, .to = other, .parents = 21, .resources = 22, .links = 22, .in_tree = false});
  const Result<std::string> dot = draw(view, Picture::Dot);
  REQUIRE(dot);
  const Graph graph(agmemread(dot->c_str()));
  Agedge_t* const inside = agedge(graph.get(), node(graph, "n1"), node(graph, "n2"), nullptr, 0);
  REQUIRE(inside != nullptr);
  CHECK(attribute(inside, "label").empty());
  CHECK(attribute(inside, "xlabel") == "21 → 22");
  const Result<std::string> svg = draw(view, Picture::Svg);
  REQUIRE(svg);
  CHECK(svg->find("21 → 22") != std::string::npos);
  CHECK(svg->find("1 → 5") != std::string::npos);
}
