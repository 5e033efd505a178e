// SPDX-License-Identifier: Apache-2.0
// Mermaid's quoting knows entities only: whatever is not a letter, digit or space becomes one.
#include "sim/report/mermaid.h"

#include <fmt/format.h>

#include "sim/base/text.h"
#include "sim/report/dot_text.h"
#include "sim/report/outcome_style.h"
#include "sim/report/tree_text.h"

namespace cascade::sim {
namespace {

bool is_plain(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
         (c >= 'a' && c <= 'z') || c == ' ' || c == '.' || c == ',' || c == '-' || c == '+' ||
         c == '_' || c == '/' || c == '!';
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) {
    if (is_plain(c)) {
      out += c;
    } else {
      out += fmt::format("#{};", static_cast<unsigned>(static_cast<unsigned char>(c)));
    }
  }
  return out;
}

std::string mermaid_label(const TreeView& view, const TreeNode& node) {
  std::string label = "<b>" + escaped(node.label) + "</b>";
  if (!node.note.empty()) label += " " + escaped(node.note);
  if (!view.planned) return label;
  for (const auto& [reaction, count] : node.reactions) {
    label += "<br>" + grouped(count) + " " + escaped(reaction);
  }
  if (view.times) {
    label += "<br>phase 1 " + short_duration(node.phase1);
    if (node.start && node.end) label += ", phase 2 " + short_duration(*node.end - *node.start);
  }
  if (node.outcome && !node.nothing_to_do) label += "<br>" + outcome_text(node);
  if (node.folded != 0) label += "<br>+ " + counted(node.folded, "step") + " with nothing to do";
  return label;
}

void add_class(std::string& out, const OutcomeStyle& style) {
  const bool dashed = style.style.find("dashed") != std::string_view::npos ||
                      style.style.find("dotted") != std::string_view::npos;
  out += fmt::format("  classDef {} fill:{},stroke:{},color:{}{}\n", style.mermaid, style.fill,
                     style.line, style.text, dashed ? ",stroke-dasharray:4" : "");
}

}  // namespace

std::string mermaid(const TreeView& view) {
  std::string out;
  if (!view.title.empty()) out += fmt::format("%% {}\n", printable(view.title));
  out += "flowchart LR\n";
  for (std::size_t i = 0; i < view.nodes.size(); ++i) {
    const TreeNode& node = view.nodes[i];
    out += fmt::format("  n{}[\"{}\"]:::{}\n", i, mermaid_label(view, node),
                       style_of(view, node).mermaid);
  }
  for (const TreeEdge& edge : view.edges) {
    const std::string_view arrow = edge.in_tree ? "-->" : "-.->";
    std::string label;
    if (view.planned) {
      label = fmt::format("|\"{} → {}\"|", grouped(edge.parents), grouped(edge.resources));
    }
    out += fmt::format("  n{} {}{} n{}\n", edge.from, arrow, label, edge.to);
  }
  for (int i = 0; i < kOutcomeCount; ++i) add_class(out, sim::style_of(static_cast<Outcome>(i)));
  add_class(out, sim::style_of(std::nullopt));
  add_class(out, quiet_style());
  return out;
}

}  // namespace cascade::sim
