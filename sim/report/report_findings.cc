// SPDX-License-Identifier: Apache-2.0
// Long lists are cut, with the number of what is not shown.
#include "sim/report/report_findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "sim/base/ink.h"
#include "sim/base/text.h"
#include "sim/report/blockers.h"
#include "sim/report/outcome_style.h"
#include "sim/report/tree_text.h"
#include "sim/run/critical_stretches.h"

namespace cascade::sim {
namespace {

using Align = TextTable::Align;
using Cell = TextTable::Cell;

std::size_t rows_max(const Findings& findings, std::size_t usual) {
  return findings.options.all_rows ? std::numeric_limits<std::size_t>::max() : usual;
}

std::string heading(const Findings& findings, std::string_view text) {
  return "\n  " + painted(Ink::Strong, text, findings.options.colours) + "\n";
}

std::string more(std::size_t hidden, std::string_view noun) {
  if (hidden == 0) return {};
  return fmt::format("{}… and {}\n", std::string(TextTable::kIndent, ' '), counted(hidden, noun));
}

std::string name_of(const Findings& findings, Resource resource) {
  return printable(findings.names.name(resource));
}

std::string path_of(const Plan& plan, StepId step) {
  return printable(plan.path(step));
}

Resource resource_of(const Plan& plan, const Step& step, ActId act) {
  return {step.type, plan.resources()[value(act)]};
}

}  // namespace

std::string planned_counts(const Findings& findings) {
  const Plan& plan = *findings.pass.plan;
  using Key = std::pair<std::string, std::string>;  // type, reaction
  std::map<Key, std::vector<ResourceIndex>> resources;
  for (std::uint32_t i = 0; i < plan.steps().size(); ++i) {
    const Step& step = plan.steps()[i];
    if (nothing_to_do(plan, StepId{i})) continue;
    std::array<std::vector<ResourceIndex>*, 256> rows{};
    for (std::uint32_t act = step.acts_begin; act < step.acts_end; ++act) {
      const Reaction& reaction = plan.reaction(step, ActId{act});
      if (reaction.nothing) continue;
      auto& list = rows[value(plan.reactions()[act])];
      if (list == nullptr) list = &resources[{plan.graph().name(step.type), reaction.name}];
      list->push_back(plan.resources()[act]);
    }
  }
  if (resources.empty()) return {};
  TextTable table({Align::Right, Align::Left, Align::Left, Align::Left});
  for (auto& [key, list] : resources) {
    const std::size_t acts = list.size();
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
    const std::string several = acts == list.size() ? "" : counted(acts, "act");
    table.add({{grouped(list.size())},
               {printable(key.first)},
               {printable(key.second)},
               {several, Ink::Faint}});
  }
  return heading(findings, "Will do") + table.text(TextTable::kIndent, findings.options.colours);
}

std::string slowest_steps(const Findings& findings) {
  constexpr std::size_t kSlowest = 5;
  const Plan& plan = *findings.pass.plan;
  const std::vector<StepSummary>& steps = findings.pass.summary->steps();
  std::vector<std::pair<Duration, std::uint32_t>> slowest;
  for (std::uint32_t i = 0; i < steps.size(); ++i) {
    if (!steps[i].start || !steps[i].end || steps[i].in_flight_peak == 0) continue;
    slowest.emplace_back(*steps[i].start - *steps[i].end, i);  // negative: longest first
  }
  if (slowest.size() < 2) return {};
  const std::size_t shown = std::min(slowest.size(), rows_max(findings, kSlowest));
  std::partial_sort(slowest.begin(), slowest.begin() + static_cast<std::ptrdiff_t>(shown),
                    slowest.end());
  TextTable table({Align::Right, Align::Left, Align::Left});
  for (std::size_t i = 0; i < shown; ++i) {
    const StepId id{slowest[i].second};
    const StepSummary& summary = steps[value(id)];
    table.add(
        {{short_duration(-slowest[i].first)},
         {path_of(plan, id)},
         {fmt::format(
              "{}, {} in flight", counted(plan.step(id).act_count(), "act"),
              summary.in_flight_peak == 1 ? "one" : "at most " + grouped(summary.in_flight_peak)),
          Ink::Faint}});
  }
  return heading(findings, "Slowest steps") +
         table.text(TextTable::kIndent, findings.options.colours);
}

std::string critical_path(const Findings& findings) {
  constexpr std::size_t kLines = 12;
  const Plan& plan = *findings.pass.plan;
  const std::vector<CriticalStretch> stretches = critical_stretches(*findings.pass.summary);
  const std::size_t acts = critical_acts(stretches);
  if (acts < 2) return {};
  TextTable table({Align::Right, Align::Left, Align::Left, Align::Left});
  const std::size_t shown = std::min(stretches.size(), rows_max(findings, kLines));
  for (std::size_t i = 0; i < shown; ++i) {
    const CriticalLine line = in_words(stretches[i], plan, findings.names);
    table.add({{line.took}, {line.reaction}, {line.what}, {line.path, Ink::Faint}});
  }
  return heading(findings,
                 fmt::format("Critical path: {}, {} one after another",
                             short_duration(critical_time(stretches)), counted(acts, "act"))) +
         table.text(TextTable::kIndent, findings.options.colours) +
         more(stretches.size() - shown, "stretch");
}

namespace {

// The resources of a dropped context that no act of the plan is about.
class Affected {
 public:
  explicit Affected(const Plan& plan) : plan_(plan), seen_(plan.graph().type_count()) {}

  std::vector<ResourceIndex> missing(const DroppedContext& context) {
    const TypeId type = context.path.back();
    const std::vector<bool>& seen = of(type);
    std::vector<ResourceIndex> lost;
    for (const ResourceIndex index : context.resources) {
      if (index >= seen.size() || !seen[index]) lost.push_back(index);
    }
    return lost;
  }

 private:
  const std::vector<bool>& of(TypeId type) {
    std::optional<std::vector<bool>>& seen = seen_[value(type)];
    if (seen) return *seen;
    seen.emplace();
    for (const Step& step : plan_.steps()) {
      if (step.type != type) continue;
      for (const ResourceIndex index :
           plan_.resources().subspan(step.acts_begin, step.act_count())) {
        if (index >= seen->size()) seen->resize(std::size_t{index} + 1);
        (*seen)[index] = true;
      }
    }
    return *seen;
  }

  const Plan& plan_;
  std::vector<std::optional<std::vector<bool>>> seen_;
};

std::string dropped_contexts(const Findings& findings) {
  const Plan& plan = *findings.pass.plan;
  const auto dropped = plan.dropped_contexts();
  if (dropped.empty()) return {};
  Affected affected(plan);
  std::string rows;
  std::size_t harmless = 0;
  std::size_t losing = 0;
  for (const DroppedContext& context : dropped) {
    const std::vector<ResourceIndex> lost = affected.missing(context);
    if (lost.empty()) {
      ++harmless;
      continue;
    }
    if (++losing > rows_max(findings, 10)) continue;
    std::string path;
    for (const TypeId type : context.path) {
      path += (path.empty() ? "" : "/") + printable(plan.graph().name(type));
    }
    std::string names;
    for (std::size_t i = 0; i < lost.size() && i < rows_max(findings, 3); ++i) {
      names += (i == 0 ? "" : ", ") + name_of(findings, {context.path.back(), lost[i]});
    }
    if (lost.size() > 3 && !findings.options.all_rows) {
      names += fmt::format(" and {} more", grouped(lost.size() - 3));
    }
    rows += fmt::format("    {} {}: {}; kept was {}\n",
                        painted(Ink::Bad, "lost", findings.options.colours), path, names,
                        path_of(plan, context.kept));
  }
  rows += more(losing - std::min(losing, rows_max(findings, 10)), "context");
  if (harmless != 0) {
    rows += fmt::format("    {} whose resources other steps have\n", counted(harmless, "context"));
  }
  return heading(findings,
                 fmt::format("Dropped by the merge: {}", counted(dropped.size(), "context"))) +
         rows;
}

std::string cycle_links(const Findings& findings) {
  const auto links = findings.pass.plan->cycle_links();
  if (links.empty()) return {};
  std::string text = heading(
      findings, fmt::format("Cycle links: {}, by which nothing is ordered", grouped(links.size())));
  const std::size_t shown = std::min(links.size(), rows_max(findings, 5));
  for (const CycleLink& link : links.subspan(0, shown)) {
    const TypeId type =
        link.parent.is_root() ? findings.pass.plan->request().root_type : link.parent_type;
    text += fmt::format("    {} -> {}\n", name_of(findings, {type, link.parent.index()}),
                        name_of(findings, {link.type, link.child}));
  }
  return text + more(links.size() - shown, "link");
}

std::string contradictions(const Findings& findings) {
  const Plan& plan = *findings.pass.plan;
  const auto pairs = plan.contradictions();
  std::string text;
  if (!pairs.empty()) {
    text += heading(findings, fmt::format("Contradictions: {} whose order matters",
                                          counted(plan.contradiction_count(), "pair")));
  }
  const auto act_text = [&](ActId act) {
    const StepId id = plan.step_of(act);
    const Step& step = plan.step(id);
    return fmt::format("{} {} ({})", printable(plan.reaction(step, act).name),
                       name_of(findings, resource_of(plan, step, act)), path_of(plan, id));
  };
  const std::size_t shown = std::min(pairs.size(), rows_max(findings, 5));
  for (const Contradiction& pair : pairs.subspan(0, shown)) {
    if (pair.first == pair.second) {
      text += fmt::format("    {}: doing it twice differs from once\n", act_text(pair.first));
    } else {
      text += fmt::format("    {} and {}\n", act_text(pair.first), act_text(pair.second));
    }
  }
  if (!pairs.empty()) text += more(plan.contradiction_count() - shown, "pair");
  if (plan.unchecked_pairs() != 0) {
    text += fmt::format(
        "\n  {} of acts on the same resource: not known whether their order "
        "matters\n",
        counted(plan.unchecked_pairs(), "pair"));
  }
  return text;
}

}  // namespace

std::string lost_and_doubtful(const Findings& findings) {
  return dropped_contexts(findings) + cycle_links(findings) + contradictions(findings);
}

namespace {

// Acts of one step with one outcome and one message.
struct FailureGroup {
  ActId first = kNoAct;
  std::vector<Resource> resources;  // the first few
  std::string reaction;
  std::uint64_t count = 0;
};
using FailureKey = std::tuple<Outcome, StepId, std::string>;

std::map<FailureKey, FailureGroup> group_failures(const Findings& findings) {
  const Plan& plan = *findings.pass.plan;
  const std::map<ActId, std::string> messages(findings.pass.messages.begin(),
                                              findings.pass.messages.end());
  const std::vector<Outcome>& outcomes = findings.pass.summary->outcomes();
  std::map<FailureKey, FailureGroup> groups;
  for (std::uint32_t i = 0; i < plan.steps().size(); ++i) {
    const Step& step = plan.steps()[i];
    for (std::uint32_t act = step.acts_begin; act < step.acts_end; ++act) {
      const Outcome outcome = outcomes[act];
      if (outcome > Outcome::Vetoed) continue;
      const auto message = messages.find(ActId{act});
      FailureGroup& group =
          groups[{outcome, StepId{i},
                  message == messages.end() || outcome == Outcome::Blocked ? std::string()
                                                                           : message->second}];
      if (group.count++ == 0) {
        group.first = ActId{act};
        group.reaction = plan.reaction(step, ActId{act}).name;
      }
      if (group.resources.size() < 3) {
        group.resources.push_back(resource_of(plan, step, ActId{act}));
      }
    }
  }
  return groups;
}

// "by stop VmInstance/3 (failed)", with what lies between.
std::string blocked_by(const Findings& findings, ActId blocked) {
  constexpr std::size_t kShown = 6;
  const Plan& plan = *findings.pass.plan;
  const std::vector<Outcome>& outcomes = findings.pass.summary->outcomes();
  const std::vector<ActId> chain = blockers(plan, outcomes, blocked);
  std::string text;
  for (std::size_t i = 0; i < chain.size(); ++i) {
    // Of a long chain the begin and the first cause.
    if (chain.size() > kShown && i == kShown - 1) {
      text += fmt::format(" by {} more", chain.size() - kShown);
      i = chain.size() - 1;
    }
    const Step& step = plan.step(plan.step_of(chain[i]));
    const Outcome outcome = outcomes[value(chain[i])];
    text += fmt::format(" by {} {}", printable(plan.reaction(step, chain[i]).name),
                        name_of(findings, resource_of(plan, step, chain[i])));
    if (outcome != Outcome::Blocked) text += fmt::format(" ({})", to_string(outcome));
  }
  return text.empty() ? text : "       " + text + "\n";
}

}  // namespace

std::string failures(const Findings& findings) {
  const auto after = [&](const FailureGroup& group) {
    const std::uint32_t attempts = findings.pass.summary->attempts_of(group.first);
    return attempts == 1 ? std::string() : fmt::format(" (attempt {})", attempts);
  };
  const std::map<FailureKey, FailureGroup> groups = group_failures(findings);
  if (groups.empty()) return {};
  std::string text = heading(findings, "What did not go through");
  const std::size_t shown = std::min(groups.size(), rows_max(findings, 15));
  std::size_t row = 0;
  for (const auto& [key, group] : groups) {
    if (row++ == shown) break;
    const auto& [outcome, step, message] = key;
    std::string names;
    for (const Resource resource : group.resources) {
      names += (names.empty() ? "" : ", ") + name_of(findings, resource);
    }
    const std::uint64_t rest = group.count - group.resources.size();
    if (rest != 0) names += fmt::format(" and {} more", grouped(rest));
    const std::string head = fmt::format("{} {}", style_of(outcome).glyph, to_string(outcome));
    text += fmt::format(
        "    {} {} {}  {}\n", painted(ink_of(outcome), head, findings.options.colours),
        printable(group.reaction), names,
        painted(Ink::Faint, path_of(*findings.pass.plan, step), findings.options.colours));
    if (!message.empty()) text += fmt::format("        {}{}\n", printable(message), after(group));
    if (outcome == Outcome::Blocked) text += blocked_by(findings, group.first);
  }
  return text + more(groups.size() - shown, "group");
}

namespace {

bool all_tried_again(const Findings& findings, const SkippedGroup& group) {
  const RunSummary& summary = *findings.pass.summary;
  const Step& step = findings.pass.plan->step(group.step);
  std::uint64_t tried_again = 0;
  for (const auto& [act, attempts] : summary.attempts()) {
    const bool of_step = value(act) >= step.acts_begin && value(act) < step.acts_end;
    if (of_step && summary.outcomes()[value(act)] == Outcome::Skipped) ++tried_again;
  }
  return tried_again == group.acts;
}

/// `groups`: with a reason that was told, or all without one.
std::string skipped_rows(const Findings& findings, std::string_view head,
                         std::vector<SkippedGroup> groups) {
  constexpr std::size_t kGroups = 8;
  if (groups.empty()) return {};
  const Plan& plan = *findings.pass.plan;
  std::stable_sort(groups.begin(), groups.end(),
                   [](const auto& a, const auto& b) { return a.acts > b.acts; });
  const std::size_t shown = std::min(groups.size(), rows_max(findings, kGroups));
  TextTable table({Align::Right, Align::Left, Align::Left});
  for (std::size_t i = 0; i < shown; ++i) {
    const SkippedGroup& group = groups[i];
    const std::string why = !group.reason.empty()      ? printable(group.reason)
                            : group.operation          ? by_operation(*group.operation)
                            : group.earlier != kNoStep ? "after " + path_of(plan, group.earlier)
                            : all_tried_again(findings, group)
                                ? "an attempt that failed had done it all the same"
                                : "its state does not permit it";
    table.add({{grouped(group.acts)}, {path_of(plan, group.step)}, {why, Ink::Faint}});
  }
  return heading(findings, head) + table.text(TextTable::kIndent, findings.options.colours) +
         more(groups.size() - shown, "group");
}

}  // namespace

std::string skipped(const Findings& findings) {
  const PassRun& pass = findings.pass;
  std::vector<SkippedGroup> groups =
      skipped_groups(*pass.plan, pass.summary->outcomes(), pass.skipped_by, pass.skipped_for);
  const auto told = std::stable_partition(groups.begin(), groups.end(),
                                          [](const auto& group) { return group.reason.empty(); });
  const std::vector<SkippedGroup> with_reason(told, groups.end());
  groups.erase(told, groups.end());
  return skipped_rows(findings, "Skipped, the resource was not as planned any more",
                      std::move(groups)) +
         skipped_rows(findings, "Skipped, for the reason that was told", with_reason);
}

}  // namespace cascade::sim
