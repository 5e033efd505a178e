// SPDX-License-Identifier: Apache-2.0
// Trees as tables: columns, folding, further edges; and the same trees for Mermaid.
#include "sim/report/tree_text.h"

#include <catch2/catch.hpp>

#include "sim/base/ink.h"
#include "sim/base/text.h"
#include "sim/report/mermaid.h"
#include "tests/cli/views.h"

using namespace cascade;
using namespace cascade::sim;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

}  // namespace

TEST_CASE("Tree text: counts, times and outcomes stand in columns", "[cli][tree_text]") {
  const std::vector<std::string> lines{
      "                     resources  reaction  phase 1  phase 2  in flight  outcome",
      "Zone                         1  delete        2ms      7ms             ⊘ blocked",
      ("├─ Cluster                  10  delete     2.03ms     70ms             ⊘ blocked"
       "               + 17 steps with nothing to do"),
      "│  ├─ Host                 400  delete      3.2ms     2.8s             ⊘ blocked",
      ("│  │  └─ VmInstance     10,000  destroy      32ms   1m 10s        100  "
       "✗ 3 failed, 9,997 done"),
      "│  │     └─ Volume      12,345  delete       39ms   1m 26s             ✓ done",
      "│  └─ L2Network             12  detach     2.04ms     84ms             ✓ done",
      "├─ PrimaryStorage            4  delete     2.01ms     28ms             ◷ timed out",
      "│  ├─ VmInstance        10,000  destroy      32ms   1m 10s             ○ skipped",
      "│  └─ Volume                77  delete     2.23ms    539ms             · not run",
      "├─ IpRange                   5  delete     2.02ms     35ms             ! vetoed",
      "└─ Vip                       5  release    2.02ms     35ms             ◌ cancelled"};
  CHECK(lines_of(tree_text(zone_view(), {})) == lines);
}

TEST_CASE("Tree text: colours change no column", "[cli][tree_text]") {
  TreeTextOptions options;
  const std::string plain = tree_text(zone_view(), options);
  options.colours = true;
  const std::string coloured = tree_text(zone_view(), options);
  CHECK(coloured != plain);
  CHECK(unpainted(coloured) == plain);
}

TEST_CASE("Tree text: without times there are no times", "[cli][tree_text]") {
  TreeView view = zone_view();
  view.times = false;
  const std::string text = tree_text(view, {});
  CHECK(text.find("ms") == std::string::npos);
  CHECK(text.find("phase") == std::string::npos);
}

TEST_CASE("Tree text: types show each type once and say where else it leads", "[cli][tree_text]") {
  TreeView view;
  for (const auto& [label, parent, depth] :
       {std::tuple{"A", kNoNode, 0U}, {"B", 0U, 1U}, {"D", 1U, 2U}, {"C", 0U, 1U}}) {
    TreeNode node;
    node.label = label;
    node.parent = parent;
    node.depth = depth;
    view.nodes.push_back(node);
  }
  view.edges = {{.from = 0, .to = 1},
                {.from = 1, .to = 2},
                {.from = 0, .to = 3},
                {.from = 3, .to = 2, .in_tree = false}};
  CHECK(tree_text(view, {}) ==
        "A\n"
        "├─ B\n"
        "│  └─ D\n"
        "└─ C\n"
        "   └─ D  (above)\n");
}

TEST_CASE("Tree text: a merged plan says where else a step's resources came from",
          "[cli][tree_text]") {
  TreeView view = zone_view();
  view.edges.push_back({.from = 6, .to = 3, .parents = 4, .in_tree = false});
  CHECK(tree_text(view, {}).find("also from PrimaryStorage") != std::string::npos);
}

TEST_CASE("Tree text: past the limit rows are counted", "[cli][tree_text]") {
  TreeTextOptions options;
  options.rows_max = 4;
  const std::vector<std::string> lines = lines_of(tree_text(zone_view(), options));
  REQUIRE(lines.size() == 6);
  CHECK(lines.back() == "… and 7 more lines");
}

TEST_CASE("Tree text: hostile names stay on their line", "[cli][tree_text]") {
  TreeView view = zone_view();
  view.nodes[1].label = "a\nb\x1B[31m";
  const std::string text = tree_text(view, {});
  CHECK(text.find('\x1B') == std::string::npos);
  CHECK(lines_of(text).size() == view.nodes.size() + 1);
}

TEST_CASE("Mermaid: every node and edge once, names as entities", "[cli][mermaid]") {
  TreeView view = zone_view();
  view.nodes[1].label = "\"]; click n0 <script>";
  const std::string text = mermaid(view);
  CHECK(text.find("flowchart LR\n") != std::string::npos);
  CHECK(text.find("n1[\"<b>#34;#93;#59; click n0 #60;script#62;</b>") != std::string::npos);
  CHECK(text.find("<script") == std::string::npos);
  CHECK(text.find("  n2 -->|\"400 → 10,000\"| n3\n") != std::string::npos);
  CHECK(text.find(":::timed_out\n") != std::string::npos);
  std::size_t edges = 0;
  for (const std::string& line : lines_of(text)) {
    if (line.find(" -->|") != std::string::npos) ++edges;
  }
  CHECK(edges == view.edges.size());
}
