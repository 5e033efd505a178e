// SPDX-License-Identifier: Apache-2.0
// The menu Step: through a run in steps of any length, forward and backward.
#include "gui/model/command_tables.h"
#include "gui/model/player.h"
#include "gui/model/workbench.h"

namespace cascade::gui {
namespace {

constexpr std::int64_t kCountMax = 1'000'000'000;

/// COUNT may be negative: then it goes the other way.
template <Unit unit, bool backward>
Result<void> step(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 1); !checked) return checked;
  std::int64_t count = 1;
  if (!arguments.empty()) {
    const auto number = read_number(arguments[0], "COUNT", -kCountMax, kCountMax);
    if (!number) return tl::unexpected(number.error());
    count = *number;
  }
  if (count == 0) return {};
  const bool other_way = count < 0;
  const auto steps = static_cast<std::uint64_t>(other_way ? -count : count);
  workbench.player().step(unit, steps, backward != other_way);
  return {};
}

Result<void> to_begin(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 0); !checked) return checked;
  workbench.player().seek(0);
  return {};
}

Result<void> to_end(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 0); !checked) return checked;
  workbench.player().seek(workbench.history()->size());
  return {};
}

template <bool backward>
Result<void> to_failure(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 0); !checked) return checked;
  workbench.player().go(search_failure(workbench.player().position(), backward),
                        backward ? "no failure before here" : "no failure behind here");
  return {};
}

Command row(std::string_view id, std::string_view word, std::string_view title,
            std::string_view about, std::string_view argument, std::vector<Chord> chords,
            Result<void> (*run)(Workbench&, Arguments), bool toolbar = false) {
  return {.id = id,
          .word = word,
          .title = title,
          .menu = "Step",
          .about = about,
          .argument = argument,
          .chords = std::move(chords),
          .enabled = has_run,
          .run = run,
          .toolbar = toolbar};
}

}  // namespace

std::vector<Command> step_commands() {
  constexpr auto* kCount = "[COUNT]";
  return {
      row("play.start", "begin", "To the beginning", "Before the first event.", "",
          {ctrl(Chord::Home)}, to_begin, true),
      row("step.event_back", "back", "Event back", "One event back.", kCount, {{Chord::Left}},
          step<Unit::Event, true>, true),
      row("step.event", "step", "Event forward", "One event forward.", kCount, {{Chord::Right}},
          step<Unit::Event, false>, true),
      row("play.end", "end", "To the end", "Behind the newest event.", "", {ctrl(Chord::End)},
          to_end, true),
      row("step.step", "", "Step forward", "To where the next step is planned, begins or ends.",
          kCount, {ctrl(Chord::Right)}, step<Unit::Step, false>),
      row("step.step_back", "", "Step back",
          "To where the step before was planned, began or ended.", kCount, {ctrl(Chord::Left)},
          step<Unit::Step, true>),
      row("step.phase", "", "Phase forward", "To the next beginning or end of a phase.", kCount,
          {shift(Chord::Right)}, step<Unit::Phase, false>),
      row("step.phase_back", "", "Phase back", "To the beginning or end of a phase before.", kCount,
          {shift(Chord::Left)}, step<Unit::Phase, true>),
      row("step.pass", "", "Pass forward", "To the end of this pass.", kCount,
          {ctrl_shift(Chord::Right)}, step<Unit::Pass, false>),
      row("step.pass_back", "", "Pass back", "To the end of the pass before.", kCount,
          {ctrl_shift(Chord::Left)}, step<Unit::Pass, true>),
      row("step.next_failure", "", "Next failure",
          "To the next act that failed, timed out or vetoed.", "", {{'E'}}, to_failure<false>,
          true),
      row("step.previous_failure", "", "Previous failure",
          "To the act before that failed, timed out or vetoed.", "", {shift('E')}, to_failure<true>,
          true),
  };
}

}  // namespace cascade::gui
