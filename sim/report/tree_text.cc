// SPDX-License-Identifier: Apache-2.0
// Lines of a tree in box drawing characters, and the columns beside them.
#include "sim/report/tree_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/base/ink.h"
#include "sim/base/text.h"
#include "sim/report/outcome_style.h"

namespace cascade::sim {
namespace {

using Align = TextTable::Align;
using Cell = TextTable::Cell;

// One printed line: a node, or, among types, an edge to a node printed elsewhere.
struct Line {
  std::uint32_t node = kNoNode;
  bool elsewhere = false;
};

class TreeWriter {
 public:
  TreeWriter(const TreeView& view, const TreeTextOptions& options)
      : view_(view), options_(options), below_(view.nodes.size()), also_from_(view.nodes.size()) {
    for (const TreeEdge& edge : view.edges) {
      if (edge.in_tree || !view.planned) {
        below_[edge.from].push_back({edge.to, !edge.in_tree});
      } else {
        also_from_[edge.to].push_back(edge.from);
      }
    }
  }

  std::string write() {
    TextTable table(columns());
    if (view_.planned) table.add(head());
    std::size_t rows = 0;
    for (std::uint32_t i = 0; i < view_.nodes.size(); ++i) {
      if (view_.nodes[i].parent == kNoNode) add_tree(table, i, rows);
    }
    std::string text = table.text(options_.indent, options_.colours);
    if (rows > options_.rows_max) {
      text += fmt::format("{}… and {}\n", std::string(options_.indent, ' '),
                          counted(rows - options_.rows_max, "more line"));
    }
    return text;
  }

 private:
  [[nodiscard]] std::vector<Align> columns() const {
    if (!view_.planned) return {Align::Left, Align::Left};
    // Tree, resources, reaction, phase 1, phase 2, in flight, outcome, notes.
    return {Align::Left,  Align::Right, Align::Left, Align::Right,
            Align::Right, Align::Right, Align::Left, Align::Left};
  }

  [[nodiscard]] std::vector<Cell> head() const {
    const auto cell = [](std::string_view text) { return Cell{std::string(text), Ink::Faint}; };
    std::vector<Cell> cells{cell(""), cell("resources"), cell("reaction")};
    cells.push_back(cell(view_.times ? "phase 1" : ""));
    if (view_.ran) {
      cells.push_back(cell(view_.times ? "phase 2" : ""));
      cells.push_back(cell("in flight"));
      cells.push_back(cell("outcome"));
    }
    return cells;
  }

  void add_tree(TextTable& table, std::uint32_t root, std::size_t& rows) {
    struct Visit {
      Line line;
      std::string stem;    // in front of the children
      std::string branch;  // in front of the node
    };
    std::vector<Visit> stack{{{root, false}, "", ""}};
    while (!stack.empty()) {
      const Visit visit = std::move(stack.back());
      stack.pop_back();
      if (++rows <= options_.rows_max) table.add(row(visit.line, visit.branch));
      if (visit.line.elsewhere) continue;
      const std::vector<Line>& below = below_[visit.line.node];
      for (std::size_t i = below.size(); i-- > 0;) {
        const bool last = i + 1 == below.size();
        stack.push_back(
            {below[i], visit.stem + (last ? "   " : "│  "), visit.stem + (last ? "└─ " : "├─ ")});
      }
    }
  }

  [[nodiscard]] std::vector<Cell> row(Line line, const std::string& branch) const {
    const TreeNode& node = view_.nodes[line.node];
    const std::string name = branch + printable(node.label);
    if (line.elsewhere) return {{name, Ink::Faint}, {"(above)", Ink::Faint}};
    if (!view_.planned) return {{name}, {printable(node.note), Ink::Faint}};
    const Ink ink = node.nothing_to_do ? Ink::Faint : Ink::Plain;
    std::vector<Cell> cells{{name, ink},
                            {node.resources == 0 ? "–" : grouped(node.resources), ink},
                            {reactions(node), ink},
                            {view_.times ? short_duration(node.phase1) : "", ink}};
    if (view_.ran) {
      const bool timed = view_.times && node.start && node.end && !node.nothing_to_do;
      cells.push_back({timed ? short_duration(*node.end - *node.start) : "", ink});
      cells.push_back({node.in_flight_peak == 0 ? "" : grouped(node.in_flight_peak), ink});
      const bool shown = node.outcome && !node.nothing_to_do;
      cells.push_back(
          {shown ? outcome_text(node) : "", shown ? ink_of(*node.outcome) : Ink::Plain});
    } else {
      cells.resize(7);
    }
    cells.push_back({notes(line.node), Ink::Faint});
    return cells;
  }

  static std::string reactions(const TreeNode& node) {
    if (node.reactions.size() == 1) return printable(node.reactions.front().first);
    std::string text;
    for (const auto& [reaction, count] : node.reactions) {
      text += fmt::format("{}{} {}", text.empty() ? "" : ", ", printable(reaction), grouped(count));
    }
    return text;
  }

  [[nodiscard]] std::string notes(std::uint32_t index) const {
    const TreeNode& node = view_.nodes[index];
    std::string text = printable(node.note);
    const auto add = [&text](const std::string& note) {
      if (!text.empty()) text += "; ";
      text += note;
    };
    if (node.folded != 0) add(fmt::format("+ {} with nothing to do", counted(node.folded, "step")));
    std::string from;
    for (const std::uint32_t other : also_from_[index]) {
      from += (from.empty() ? "also from " : ", ") + printable(view_.nodes[other].label);
    }
    if (!from.empty()) add(from);
    return text;
  }

  const TreeView& view_;
  const TreeTextOptions& options_;
  std::vector<std::vector<Line>> below_;
  std::vector<std::vector<std::uint32_t>> also_from_;
};

}  // namespace

std::string tree_text(const TreeView& view, const TreeTextOptions& options) {
  return TreeWriter(view, options).write();
}

std::string outcome_text(const TreeNode& node) {
  if (!node.outcome) return {};
  std::string counts;
  std::size_t kinds = 0;
  for (std::size_t i = 0; i < node.outcomes.size(); ++i) {
    if (node.outcomes[i] == 0) continue;
    ++kinds;
    counts += fmt::format("{}{} {}", counts.empty() ? "" : ", ", grouped(node.outcomes[i]),
                          to_string(static_cast<Outcome>(i)));
  }
  const bool all_alike =
      kinds == 0 ||
      (kinds == 1 && node.outcomes[static_cast<std::size_t>(*node.outcome)] == node.resources);
  const std::string_view glyph = style_of(node.outcome).glyph;
  return fmt::format("{} {}", glyph, all_alike ? std::string(to_string(*node.outcome)) : counts);
}

}  // namespace cascade::sim
