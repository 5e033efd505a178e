// SPDX-License-Identifier: Apache-2.0
// Part of the menu Run: another end for an act that has not started, and going on after the repair.
#include <fmt/format.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gui/model/command_tables.h"
#include "gui/model/decision.h"
#include "gui/model/rerun.h"
#include "gui/model/view_state.h"
#include "gui/model/workbench.h"
#include "sim/base/text.h"
#include "sim/scenario/scenario_words.h"

namespace cascade::gui {
namespace {

using FaultKind = sim::Fault::Kind;

constexpr std::int64_t kFactorMax = 1'000'000;

/// All that needs no more than one word.
std::vector<std::string> kinds(const Workbench& /*workbench*/) {
  std::vector<std::string> words;
  for (const auto& row : sim::kFaultWords) {
    if (row.value != FaultKind::Appear) words.emplace_back(row.word);
  }
  words.emplace_back("none");
  return words;
}

/// Asks about the act by its name.
Result<void> ask_for_kind(Workbench& workbench, const std::string& words) {
  const History& history = *workbench.history();
  const auto act = act_to_decide(history, *workbench.snapshot(), workbench.selection());
  if (!act) return tl::unexpected(act.error());
  const sim::Fault decision = decision_for(history, *act, FaultKind::FailBefore);
  workbench.view().ask(TextQuestion{.command = "run.decide",
                                    .title = "How it ends: " + sim::printable(act_text(decision)),
                                    .hint = words + "; slow 20 for twenty times as long",
                                    .initial = "fail"});
  return {};
}

Result<void> decide_kind(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 2); !checked) return checked;
  const std::vector<std::string> known = kinds(workbench);
  const std::string words = fmt::format("{}", fmt::join(known, ", "));
  if (arguments.empty()) return ask_for_kind(workbench, words);
  // The dialog gives all words as one.
  std::vector<std::string> parts(arguments.begin(), arguments.end());
  if (const std::size_t blank = parts[0].find(' '); blank != std::string::npos) {
    parts.insert(parts.begin() + 1, parts[0].substr(blank + 1));
    parts[0].resize(blank);
  }
  if (parts == std::vector<std::string>{"none"}) return decide(workbench, std::nullopt);
  const auto kind = sim::value_of(sim::kFaultWords, parts[0]);
  if (!kind || *kind == FaultKind::Appear) {
    return input_error(fmt::format("what can be decided of an act is {}, not '{}'", words,
                                   sim::printable(parts[0])));
  }
  if (parts.size() == 1) return decide(workbench, *kind);
  if (*kind != FaultKind::Slow || parts.size() > 2) return input_error("only slow has a FACTOR");
  const auto factor = read_number(parts[1], "FACTOR", 1, kFactorMax);
  if (!factor) return tl::unexpected(factor.error());
  return decide(workbench, *kind, static_cast<std::uint32_t>(*factor));
}

Result<void> resume(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 1); !checked) return checked;
  if (!arguments.empty() && arguments[0] != "faults") {
    return input_error(
        fmt::format("behind 'resume' may stand 'faults', not '{}'", sim::printable(arguments[0])));
  }
  return resume(workbench, !arguments.empty());
}

Result<void> go_on_with_faults(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 0); !checked) return checked;
  return resume(workbench, true);
}

}  // namespace

std::vector<Command> decide_commands() {
  constexpr MenuRow kRow{"Run"};
  std::vector<Command> rows{
      kRow("run.decide", "Decide how the act ends",
           "Of the act that is selected, or starts next; the decision becomes a fault of the "
           "scenario.",
           {ctrl('E')}, has_snapshot, decide_kind, "KIND [FACTOR]", "decide"),
      kRow("run.resume", "Resume",
           "Goes on from here after the repair: what is done stays, and nothing fails any more.",
           {{Chord::F6}}, can_resume, resume, "[faults]", "resume"),
      kRow("run.resume_faults", "Resume with the scenario's faults",
           "Goes on from here with the faults that the scenario has now: change them first.",
           {shift(Chord::F6)}, can_resume, go_on_with_faults),
  };
  rows[0].choices = kinds;
  return rows;
}

}  // namespace cascade::gui
