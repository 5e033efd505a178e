// SPDX-License-Identifier: Apache-2.0
#include "sim/compare/compare_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>

#include "sim/base/ink.h"
#include "sim/base/text.h"
#include "sim/report/outcome_style.h"
#include "sim/report/report.h"

namespace cascade::sim {
namespace {

using Align = TextTable::Align;
using Cell = TextTable::Cell;

class CompareText {
 public:
  explicit CompareText(const CompareTextOptions& options) : options_(options) {}

  [[nodiscard]] std::string heading(std::string_view text) const {
    return "\n  " + painted(Ink::Strong, text, options_.colours) + "\n";
  }

  [[nodiscard]] std::size_t rows(std::size_t all, std::size_t usual) const {
    return options_.all_rows ? all : std::min(all, usual);
  }

  [[nodiscard]] static std::string more(std::size_t hidden, std::string_view noun) {
    if (hidden == 0) return {};
    return fmt::format("{}… and {} (--all shows them)\n", std::string(TextTable::kIndent, ' '),
                       counted(hidden, noun));
  }

  [[nodiscard]] std::string table(const TextTable& table) const {
    return table.text(TextTable::kIndent, options_.colours);
  }

  [[nodiscard]] std::string difference(const WorldDifference& difference) const {
    constexpr std::size_t kGroups = 10;
    const std::size_t shown = rows(difference.groups.size(), kGroups);
    std::string text;
    for (std::size_t i = 0; i < shown; ++i) {
      text += fmt::format("{}{}\n", std::string(TextTable::kIndent, ' '),
                          to_text(difference.groups[i]));
    }
    return text + more(difference.groups.size() - shown, "other kind");
  }

 private:
  const CompareTextOptions& options_;
};

Cell head(std::string_view text) {
  return {std::string(text), Ink::Faint};
}

Cell outcome_cell(const RunFacts& facts) {
  const bool done = facts.outcome == to_string(Outcome::Done);
  const bool refused = facts.verdict == Verdict::Refused;
  const std::string_view glyph = style_of(done      ? Outcome::Done
                                          : refused ? Outcome::Vetoed
                                                    : Outcome::Failed)
                                     .glyph;
  return {fmt::format("{} {}", glyph, facts.outcome), done      ? Ink::Good
                                                      : refused ? Ink::Warning
                                                                : Ink::Bad};
}

/// A number of something bad: nothing where there is none.
Cell bad_cell(std::uint64_t count) {
  return {count == 0 ? "" : grouped(count), Ink::Bad};
}

std::string ways_table(const std::vector<WayResult>& ways, const CompareText& writer) {
  TextTable table({Align::Right, Align::Left, Align::Left, Align::Right, Align::Right, Align::Right,
                   Align::Right, Align::Right, Align::Right, Align::Left});
  table.add({{},
             head("way"),
             head("outcome"),
             head("took"),
             head("acts"),
             head("skipped"),
             head("not done"),
             head("dropped"),
             head("audit"),
             head("final world")});
  for (std::size_t i = 0; i < ways.size(); ++i) {
    const RunFacts& facts = ways[i].facts;
    const WorldDifference& difference = ways[i].difference;
    const std::string world = i == 0 ? "compared with the others"
                              : difference.empty()
                                  ? "the same as 1"
                                  : counted(difference.resources, "resource") + " unlike 1";
    table.add({{std::to_string(i + 1), Ink::Faint},
               {way_name(ways[i].way)},
               outcome_cell(facts),
               {short_duration(facts.took)},
               {grouped(facts.act_count())},
               {grouped(facts.acts[static_cast<std::size_t>(Outcome::Skipped)]), Ink::Faint},
               bad_cell(facts.not_done()),
               bad_cell(facts.dropped_contexts),
               bad_cell(facts.audit_findings),
               {world, difference.empty() ? Ink::Faint : Ink::Warning}});
  }
  return writer.table(table);
}

std::string manual_text(const ManualWork& work, const CompareText& writer) {
  constexpr std::size_t kStretches = 40;
  std::string text = writer.heading(
      fmt::format("By hand it takes {}, in this order", counted(work.operations, "operation")));
  TextTable table({Align::Right, Align::Left, Align::Left, Align::Left});
  const std::size_t shown = writer.rows(work.order.size(), kStretches);
  for (std::size_t i = 0; i < shown; ++i) {
    const ManualWork::Stretch& stretch = work.order[i];
    table.add({{grouped(stretch.operations)},
               {printable(stretch.reaction)},
               {printable(stretch.type)},
               {printable(stretch.path), Ink::Faint}});
  }
  text += writer.table(table) + CompareText::more(work.order.size() - shown, "step");
  if (work.unfinished) {
    text += fmt::format("    and even then: {}\n", printable(*work.unfinished));
  }
  return text + fmt::format("    one after the other that is {}, without the person's own time\n",
                            short_duration(work.machine_time));
}

std::string known_text(const CompareWay& way) {
  std::string text;
  for (const std::string& name : way.known) {
    text += (text.empty() ? "" : ", ") + printable(name);
  }
  return text;
}

std::string way_details(std::size_t number, const WayResult& result, const CompareText& writer) {
  std::string text;
  const std::string title = fmt::format("{}  {}", number, way_name(result.way));
  if (result.way.kind == CompareWay::Kind::HardCoded) {
    text += fmt::format("    knows {}\n", known_text(result.way));
  }
  if (result.facts.refusal) text += fmt::format("    {}\n", printable(*result.facts.refusal));
  for (const std::string& violation : result.facts.violations) {
    text += fmt::format("    broken: {}\n", printable(violation));
  }
  // Where nothing was done, all that the first way did is different.
  if (!result.manual) text += writer.difference(result.difference);
  if (!result.facts.audit.empty()) text += "    the audit finds\n";
  for (const std::string& line : result.facts.audit) text += "      " + line + "\n";
  if (text.empty()) return text;
  text = writer.heading(title) + text;
  if (result.manual) text += manual_text(*result.manual, writer);
  return text;
}

std::string side_cell(const std::optional<NodeFacts>& node) {
  if (!node) return "not there";
  const std::string took = node->phase2 ? short_duration(*node->phase2) : "not started";
  return fmt::format("{} {}, {}", style_of(node->outcome).glyph, to_string(node->outcome), took);
}

std::string resources_cell(const NodePair& pair) {
  if (pair.a && pair.b && pair.a->resources != pair.b->resources) {
    return fmt::format("{} / {}", grouped(pair.a->resources), grouped(pair.b->resources));
  }
  return grouped(pair.a ? pair.a->resources : pair.b->resources);
}

std::string nodes_text(const std::vector<NodePair>& nodes, const CompareText& writer) {
  constexpr std::size_t kNodes = 40;
  std::vector<const NodePair*> order;
  for (const NodePair& pair : nodes) order.push_back(&pair);
  std::stable_partition(order.begin(), order.end(),
                        [](const NodePair* pair) { return !pair->same(); });
  const auto unlike = static_cast<std::size_t>(
      std::count_if(nodes.begin(), nodes.end(), [](const NodePair& pair) { return !pair.same(); }));
  const std::size_t shown = writer.rows(order.size(), kNodes);
  TextTable table({Align::Left, Align::Left, Align::Left, Align::Right, Align::Left, Align::Left});
  table.add({{}, head("step"), head("pass"), head("resources"), head("A"), head("B")});
  for (std::size_t i = 0; i < shown; ++i) {
    const NodePair& pair = *order[i];
    const NodeFacts& node = pair.a ? *pair.a : *pair.b;
    const bool same = pair.same();
    table.add({{same ? " " : "≠", Ink::Warning},
               {printable(node.path)},
               {fmt::format("{}. {}", node.operation + 1, printable(node.action_code)), Ink::Faint},
               {resources_cell(pair)},
               {side_cell(pair.a), pair.a ? ink_of(pair.a->outcome) : Ink::Warning},
               {side_cell(pair.b), pair.b ? ink_of(pair.b->outcome) : Ink::Warning}});
  }
  return writer.heading(
             fmt::format("{} of {} went differently", unlike, counted(nodes.size(), "step"))) +
         writer.table(table) + CompareText::more(order.size() - shown, "step");
}

std::string remark_of(const RecordingComparison::Side& side) {
  if (!side.faithful) return "replaying it gives something else than what was recorded";
  return side.complete ? "" : "interrupted";
}

}  // namespace

std::string comparison_text(const Scenario& scenario, const std::vector<WayResult>& ways,
                            const CompareTextOptions& options) {
  const CompareText writer(options);
  std::string text = painted(Ink::Strong, printable(scenario.name), options.colours);
  if (!scenario.about.empty()) text += "  " + printable(scenario.about);
  text += fmt::format("\n  seed {}", scenario.seed);
  for (const Operation& operation : scenario.operations) {
    text += "\n  " + printable(operation_text(operation));
  }
  text += "\n\n" + ways_table(ways, writer);
  for (std::size_t i = 0; i < ways.size(); ++i) text += way_details(i + 1, ways[i], writer);
  return text;
}

std::string comparison_text(const RecordingComparison& comparison, const std::string& a_name,
                            const std::string& b_name, const CompareTextOptions& options) {
  const CompareText writer(options);
  TextTable table({Align::Left, Align::Left, Align::Left, Align::Right, Align::Right, Align::Right,
                   Align::Left});
  table.add(
      {{}, head("recording"), head("outcome"), head("took"), head("acts"), head("not done"), {}});
  const auto add = [&](std::string_view letter, const std::string& name,
                       const RecordingComparison::Side& side) {
    table.add({head(letter),
               {printable(name)},
               outcome_cell(side.facts),
               {short_duration(side.facts.took)},
               {grouped(side.facts.act_count())},
               bad_cell(side.facts.not_done()),
               {remark_of(side), Ink::Warning}});
  };
  add("A", a_name, comparison.a);
  add("B", b_name, comparison.b);
  std::string text = writer.table(table) + nodes_text(comparison.nodes, writer);
  if (comparison.world.empty()) return text + writer.heading("Both end in the same world");
  return text +
         writer.heading(fmt::format("In the final world of A, {} unlike in B",
                                    counted(comparison.world.resources, "resource"))) +
         writer.difference(comparison.world);
}

}  // namespace cascade::sim
