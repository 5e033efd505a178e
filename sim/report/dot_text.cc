// SPDX-License-Identifier: Apache-2.0
#include "sim/report/dot_text.h"

#include <fmt/format.h>

#include <vector>

#include "sim/base/text.h"

namespace cascade::sim {
namespace {

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
std::string outcome_label(const TreeNode& node) {
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

}  // namespace

std::string dot_escaped(std::string_view text) {
  std::string out;
  for (const char ch : text) {
    if (ch == '\\') out += '\\';
    out += ch;
  }
  return out;
}

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

const OutcomeStyle& style_of(const TreeView& view, const TreeNode& node) {
  if (!view.planned || node.nothing_to_do) return quiet_style();
  return sim::style_of(node.outcome);
}

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
                                 style_of(view, node).text, xml_escaped(outcome_label(node))));
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

}  // namespace cascade::sim
