// SPDX-License-Identifier: Apache-2.0
#include "sim/compare/zstack_compare_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/base/ink.h"
#include "sim/base/text.h"
#include "sim/compare/compare_json.h"

namespace cascade::sim {
namespace {

using FindingKind = ZstackFinding::Kind;

class FindingText {
 public:
  explicit FindingText(const CompareTextOptions& options) : options_(options) {}

  std::string all(const Scenario& scenario, const ZstackComparison& comparison) const {
    std::string text =
        fmt::format("{}: ZStack's rules beside this engine\n",
                    painted(Ink::Strong, printable(scenario.name), options_.colours));
    for (const ZstackOperation& operation : comparison.operations) text += of_operation(operation);
    if (comparison.operations.empty())
      text += "\n  Nothing was changed, so that nothing differs.\n";
    return text + of_runs(comparison);
  }

 private:
  [[nodiscard]] std::string heading(const std::string& words) const {
    return "\n  " + painted(Ink::Strong, words, options_.colours) + "\n";
  }

  [[nodiscard]] std::string of_operation(const ZstackOperation& operation) const {
    std::string text = heading(printable(operation.title));
    if (operation.not_planned) {
      return text +
             fmt::format("    ZStack cannot plan it: {}\n", printable(*operation.not_planned));
    }
    text += fmt::format("    ZStack plans {} from {}; {} dropped, {} cut\n",
                        counted(operation.steps, "step"), counted(operation.paths, "path"),
                        counted(operation.dropped_contexts, "context"),
                        counted(operation.cut_paths, "path"));
    if (operation.findings.empty())
      text += "    Nothing is lost, done twice or in the wrong order\n";
    for (const FindingKind kind :
         {FindingKind::Lost, FindingKind::Twice, FindingKind::WrongOrder}) {
      text += of_kind(operation, kind);
    }
    return text + difference(operation.difference);
  }

  [[nodiscard]] std::string of_kind(const ZstackOperation& operation, FindingKind kind) const {
    std::uint64_t acts = 0;
    std::string lines;
    for (const ZstackFinding& finding : operation.findings) {
      if (finding.kind != kind) continue;
      acts += finding.acts;
      lines += fmt::format("      {} {} of {}, like {}\n        {}\n", grouped(finding.acts),
                           printable(finding.reaction), printable(finding.type),
                           printable(finding.example), printable(finding.why));
    }
    if (lines.empty()) return {};
    return fmt::format(
        "    {}: {}\n{}      {}\n",
        painted(Ink::Bad, kind == FindingKind::WrongOrder ? "in the wrong order" : to_string(kind),
                options_.colours),
        counted(acts, "act"), lines, painted(Ink::Faint, instead(kind), options_.colours));
  }

  /// What this engine does about it.
  static std::string_view instead(FindingKind kind) {
    switch (kind) {
      case FindingKind::Lost:
        return "This engine keeps every context, and follows cycles as far as resources reach.";
      case FindingKind::Twice:
        return "This engine does it once; a second act would end skipped, with the step that did "
               "it.";
      case FindingKind::WrongOrder:
        return "This engine orders acts by their links: what hangs on a resource goes first.";
    }
    return "";
  }

  [[nodiscard]] std::string difference(const WorldDifference& difference) const {
    constexpr std::size_t kGroups = 10;
    if (difference.empty()) return "    Afterwards the worlds are the same\n";
    const std::size_t all = difference.groups.size();
    const std::size_t shown = options_.all_rows ? all : std::min(all, kGroups);
    std::string text = "    Afterwards, by ZStack's rules:\n";
    for (std::size_t i = 0; i < shown; ++i) {
      text += fmt::format("      {}\n", to_text(difference.groups[i]));
    }
    if (shown < all) text += fmt::format("      … and {}\n", counted(all - shown, "other kind"));
    return text;
  }

  [[nodiscard]] std::string of_runs(const ZstackComparison& comparison) const {
    std::string text =
        heading(comparison.faults ? "The whole run, with its faults" : "The whole run");
    TextTable table({TextTable::Align::Left, TextTable::Align::Left, TextTable::Align::Right,
                     TextTable::Align::Left});
    if (comparison.theirs)
      table.add(row("ZStack's rules", comparison.their_policy, *comparison.theirs));
    table.add(row("this engine", comparison.own_policy, comparison.own));
    text += table.text(4, options_.colours);
    if (!comparison.theirs) {
      return text + "    ZStack's order cannot be run here: types form a cycle (first_wins)\n";
    }
    return text + remarks(comparison);
  }

  [[nodiscard]] static std::vector<TextTable::Cell> row(std::string_view who,
                                                        const std::string& policy,
                                                        const RunFacts& facts) {
    std::string acts;
    for (std::size_t i = 0; i < facts.acts.size(); ++i) {
      if (facts.acts[i] == 0) continue;
      acts += fmt::format("{}{} {}", acts.empty() ? "" : ", ", grouped(facts.acts[i]),
                          to_string(static_cast<Outcome>(i)));
    }
    return {{std::string(who)},
            {policy, Ink::Faint},
            {short_duration(facts.took)},
            {facts.outcome + ": " + (acts.empty() ? "no acts" : acts)}};
  }

  /// W2 and W3: what strictly one step after the other costs, and what a failure leaves.
  [[nodiscard]] static std::string remarks(const ZstackComparison& comparison) {
    const RunFacts& own = comparison.own;
    const RunFacts& theirs = *comparison.theirs;
    std::string text;
    const bool both_done = own.outcome == theirs.outcome;
    if (both_done && theirs.took > own.took) {
      text += fmt::format(
          "    W2: steps strictly one after the other wait {} for what they do not depend on\n",
          short_duration(theirs.took - own.took));
    }
    const auto not_run = [](const RunFacts& facts) {
      return facts.acts[static_cast<std::size_t>(Outcome::NotRun)];
    };
    if (theirs.outcome == to_string(Outcome::Failed)) {
      text += fmt::format(
          "    W3: the failure leaves {} done and {} never begun, and nothing goes on from there;\n"
          "        this engine did {} more and blocked {}; cascade resume goes on after a repair\n",
          counted(done(theirs), "act"), grouped(not_run(theirs)),
          grouped(done(own) - std::min(done(own), done(theirs))),
          grouped(own.acts[static_cast<std::size_t>(Outcome::Blocked)]));
    }
    return text;
  }

  static std::uint64_t done(const RunFacts& facts) {
    return facts.acts[static_cast<std::size_t>(Outcome::Done)];
  }

  const CompareTextOptions& options_;
};

void write_finding(JsonWriter& json, const ZstackFinding& finding) {
  json.begin_object(JsonWriter::Layout::Line).field("kind", to_string(finding.kind));
  json.field("type", finding.type).field("reaction", finding.reaction);
  json.field("acts", finding.acts).field("example", finding.example);
  json.field("why", finding.why).end_object();
}

}  // namespace

std::string zstack_text(const Scenario& scenario, const ZstackComparison& comparison,
                        const CompareTextOptions& options) {
  return FindingText(options).all(scenario, comparison);
}

void write_zstack_json(const Scenario& scenario, const ZstackComparison& comparison,
                       TextSink sink) {
  JsonWriter json(std::move(sink));
  json.begin_object().field("scenario", scenario.name).field("file", scenario.file);
  json.field("seed", scenario.seed).key("operations").begin_array();
  for (const ZstackOperation& operation : comparison.operations) {
    json.begin_object().field("operation", operation.title);
    if (operation.not_planned) json.field("not_planned", *operation.not_planned);
    json.field("paths", operation.paths).field("steps", operation.steps);
    json.field("dropped_contexts", operation.dropped_contexts);
    json.field("cut_paths", operation.cut_paths).key("findings").begin_array();
    for (const ZstackFinding& finding : operation.findings) write_finding(json, finding);
    json.end_array();
    write_world_difference(json, "unlike_this_engine", operation.difference);
    json.end_object();
  }
  json.end_array().key("this_engine").begin_object().field("policy", comparison.own_policy);
  write_run_facts(json, comparison.own);
  json.end_object();
  if (comparison.theirs) {
    json.key("by_zstack_rules").begin_object().field("policy", comparison.their_policy);
    write_run_facts(json, *comparison.theirs);
    json.end_object();
  }
  json.end_object();
}

}  // namespace cascade::sim
