// SPDX-License-Identifier: Apache-2.0
// The menu Compare: which run stands beside the one that is shown.
#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "gui/model/command_tables.h"
#include "gui/model/compare_pane.h"
#include "gui/model/document.h"
#include "gui/model/jobs.h"
#include "gui/model/open_file.h"
#include "gui/model/player.h"
#include "gui/model/shown_text.h"
#include "gui/model/simulate.h"
#include "gui/model/view_state.h"
#include "gui/model/workbench.h"

namespace cascade::gui {
namespace {

using Made = Result<std::shared_ptr<const History>>;

bool has_ended(const Workbench& workbench) {
  return workbench.history() != nullptr && workbench.history()->end() != nullptr;
}
bool has_other(const Workbench& workbench) {
  return workbench.compare().other() != nullptr;
}
bool has_both(const Workbench& workbench) {
  return has_ended(workbench) && has_other(workbench);
}

void show_panel(Workbench& workbench) {
  workbench.view().layout().show("compare");
  workbench.view().focus("compare");
}

/// Makes run B in a job; what is shown runs first, where it did not yet.
template <class Make>
Result<void> make_other(Workbench& workbench, const std::string& name, Make make) {
  if (workbench.history() == nullptr) {
    if (auto started = workbench.run(); !started) return started;
  }
  show_panel(workbench);
  workbench.jobs().start("running " + name + " to compare",
                         [&workbench, name, make = std::move(make)](
                             Progress& progress, const std::stop_token& stop) -> Jobs::Deliver {
                           auto made = std::make_shared<Made>(make(progress, stop));
                           const std::string characters = *made ? characters_of(***made) : "";
                           return [&workbench, name, made, characters]() -> Result<void> {
                             if (!*made) return tl::unexpected((*made).error());
                             workbench.view().want_characters(name + characters);
                             // Given up: what was compared before stays.
                             if ((**made)->end()) workbench.compare().set_other(**made, name);
                             return {};
                           };
                         });
  return {};
}

Made run_file(const std::string& file, Progress& progress, const std::stop_token& stop) {
  auto opened = open_file(file, progress);
  if (!opened) return tl::unexpected(std::move(opened).error());
  RunControl control;
  if (opened->recording) {
    auto replayed = replay_history(*opened->recording, control, progress, stop);
    if (!replayed) return tl::unexpected(std::move(replayed).error());
    return replayed->history;
  }
  if (!opened->scenario) return input_error(file + " is a model: it cannot be run");
  return simulate(*std::move(opened->scenario), control, progress, stop);
}

Result<void> with_file(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 1); !checked) return checked;
  if (arguments.empty()) {
    workbench.view().ask(FileQuestion{.command = "compare.file",
                                      .title = "Compare with a recording or a scenario",
                                      .endings = {".recording", ".yaml", ".yml"}});
    return {};
  }
  return make_other(workbench, arguments[0],
                    [file = arguments[0]](Progress& progress, const std::stop_token& stop) {
                      return run_file(file, progress, stop);
                    });
}

/// "schedule=sequential" as `--set` takes it.
Result<std::vector<std::pair<std::string, std::string>>> settings_of(const std::string& words) {
  std::vector<std::pair<std::string, std::string>> settings;
  std::size_t at = 0;
  while ((at = words.find_first_not_of(' ', at)) != std::string::npos) {
    const std::size_t end = std::min(words.find(' ', at), words.size());
    const std::string word = words.substr(at, end - at);
    at = end;
    const std::size_t equals = word.find('=');
    if (equals == 0 || equals == std::string::npos) {
      return input_error("what is to be another is written KEY=VALUE: schedule=sequential, not '" +
                         word + "'");
    }
    settings.emplace_back(word.substr(0, equals), word.substr(equals + 1));
  }
  if (settings.empty()) return input_error("nothing is to be another: schedule=sequential");
  return settings;
}

Result<void> with_policy(Workbench& workbench, Arguments arguments) {
  if (arguments.empty()) {
    workbench.view().ask(TextQuestion{
        .command = "compare.policy",
        .title = "Compare with the same scenario, but",
        .hint = "schedule=sequential, merge=union, merge=first_wins, failure=isolate, seed=7, or "
                "any key of the scenario: topology.hosts=20",
        .initial = "schedule=sequential merge=first_wins"});
    return {};
  }
  std::string words;
  for (const std::string& argument : arguments) words += argument + " ";
  auto settings = settings_of(words);
  if (!settings) return tl::unexpected(std::move(settings).error());
  auto scenario = workbench.document().scenario_with(*settings);
  if (!scenario) return tl::unexpected(std::move(scenario).error());
  scenario->expect = {};  // they are about the scenario as it is
  words.pop_back();
  return make_other(
      workbench, words,
      [scenario = *std::move(scenario)](Progress& progress, const std::stop_token& stop) {
        RunControl control;
        return simulate(scenario, control, progress, stop);
      });
}

Result<void> keep(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 0); !checked) return checked;
  workbench.compare().set_other(workbench.history(), workbench.document().name() + " as it ran");
  show_panel(workbench);
  return {};
}

Result<void> swap(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 0); !checked) return checked;
  ComparePane& pane = workbench.compare();
  const auto a = workbench.history();
  const auto b = pane.other();
  const std::string name = workbench.run_name();
  const std::string other_name = pane.other_name();
  workbench.show_run(b, other_name);
  pane.set_other(a, name);
  return {};
}

Result<void> close(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 0); !checked) return checked;
  workbench.compare().set_other(nullptr, "");
  return {};
}

template <ComparePane::Show what>
Result<void> show_comparison(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 0); !checked) return checked;
  workbench.compare().set_show(what);
  show_panel(workbench);
  return {};
}

}  // namespace

std::vector<Command> compare_commands() {
  using Show = ComparePane::Show;
  constexpr MenuRow kRow{"Compare"};
  return {
      kRow("compare.policy", "With another policy…",
           "Runs the scenario once more with something changed, and compares.", {ctrl('D')},
           has_scenario, with_policy, "KEY=VALUE ..."),
      kRow("compare.file", "With a file…", "Compares with a recording, or with another scenario.",
           {ctrl_shift('D')}, has_scenario, with_file, "FILE", "compare"),
      kRow("compare.keep", "Keep this run",
           "Keeps the run that is shown, so that the next one is compared with it.", {}, has_ended,
           keep),
      kRow("compare.swap", "Swap", "The other run is shown, and this one stands beside it.", {},
           has_both, swap),
      kRow("compare.close", "No comparison", "Takes the other run away.", {}, has_other, close),
      kRow("compare.steps", "Steps", "Lists every step of both runs.", {}, has_other,
           show_comparison<Show::Steps>),
      kRow("compare.worlds", "Final worlds", "Lists what one run left and the other did not.", {},
           has_other, show_comparison<Show::Worlds>),
      kRow("compare.timelines", "Timelines", "Shows both timelines on one scale.", {}, has_other,
           show_comparison<Show::Timelines>),
  };
}

}  // namespace cascade::gui
