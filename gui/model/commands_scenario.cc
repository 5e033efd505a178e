// SPDX-License-Identifier: Apache-2.0
// The menu Scenario: changing what will be run, undoing that, saving it.
#include <fmt/format.h>

#include <utility>

#include "gui/model/command_tables.h"
#include "gui/model/document.h"
#include "gui/model/host.h"
#include "gui/model/messages.h"
#include "gui/model/recent_files.h"
#include "gui/model/script.h"
#include "gui/model/text_file.h"
#include "gui/model/view_state.h"
#include "gui/model/workbench.h"
#include "sim/base/text.h"
#include "sim/scenario/scenario_reader.h"

namespace cascade::gui {
namespace {

bool can_edit(const Workbench& workbench) {
  return workbench.document().draft().is_open();
}
bool can_undo(const Workbench& workbench) {
  return can_edit(workbench) && workbench.document().draft().can_undo();
}
bool can_redo(const Workbench& workbench) {
  return can_edit(workbench) && workbench.document().draft().can_redo();
}
bool is_changed(const Workbench& workbench) {
  return workbench.document().draft().changed();
}

Result<void> check_editable(const Workbench& workbench) {
  const Document& document = workbench.document();
  if (document.draft().is_open()) return {};
  return input_error(document.why_fixed().empty() ? "there is no scenario to change: open one first"
                                                  : document.why_fixed());
}

/// What most commands here do: change the draft, and let go what was known of the old one.
template <class Change>
Result<void> change(Workbench& workbench, const Change& make) {
  if (auto editable = check_editable(workbench); !editable) return editable;
  Result<void> changed = make(workbench.document().draft());
  if (changed) workbench.scenario_changed();
  return changed;
}

Result<void> set(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 1); !checked) return checked;
  if (arguments.empty()) {
    if (auto editable = check_editable(workbench); !editable) return editable;
    workbench.view().ask(TextQuestion{
        .command = "scenario.set",
        .title = "Change a value of the scenario",
        .hint = "As --set has it: seed=7, topology.vms_per_host=40, operations.0.mode=enforcing"});
    return {};
  }
  const std::size_t equals = arguments[0].find('=');
  if (equals == std::string::npos || equals == 0) {
    return input_error(
        fmt::format("write KEY=VALUE, as in topology.vms_per_host=40, not '{}'", arguments[0]));
  }
  return change(workbench, [&](ScenarioDraft& draft) {
    return draft.set(arguments[0].substr(0, equals), arguments[0].substr(equals + 1));
  });
}

Result<void> unset(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 1); !checked) return checked;
  if (arguments.empty()) {
    if (auto editable = check_editable(workbench); !editable) return editable;
    workbench.view().ask(TextQuestion{.command = "scenario.unset",
                                      .title = "Take a key of the scenario away",
                                      .hint = "Such as seed, faults.0, expect"});
    return {};
  }
  return change(workbench, [&](ScenarioDraft& draft) { return draft.remove(arguments[0]); });
}

Result<void> add_fault(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 1); !checked) return checked;
  const std::string fault = arguments.empty() ? "{ kind: fail, ratio: [1, 100] }" : arguments[0];
  return change(workbench, [&](ScenarioDraft& draft) { return draft.append("faults", fault); });
}

template <void (ScenarioDraft::*step)()>
Result<void> go(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 0); !checked) return checked;
  return change(workbench, [](ScenarioDraft& draft) -> Result<void> {
    (draft.*step)();
    return {};
  });
}

/// Who saves must not lose what somebody else has written there meanwhile.
Result<void> check_on_disk(const Document& document) {
  const auto on_disk = read_text_file(document.file());
  if (!on_disk || *on_disk == document.draft().saved()) return {};
  return input_error(
      fmt::format("{} was changed by something else since it was opened; save under another name",
                  sim::printable(document.file())));
}

Result<void> write(Workbench& workbench, const std::string& file) {
  Document& document = workbench.document();
  Result<void> written = write_text_file(file, document.draft().text());
  if (!written) return written;
  document.set_saved(file);
  workbench.recent().add_from_here(file);
  workbench.messages().note("written: " + file);
  // A model may be found from one folder and not from another.
  const auto again = sim::load_scenario(file);
  if (!again && document.draft().mistakes().empty()) {
    workbench.messages().warning("The file is written, but as it stands there it cannot be run:\n" +
                                 again.error().message);
  }
  return {};
}

Result<void> save_as(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 1); !checked) return checked;
  if (auto editable = check_editable(workbench); !editable) return editable;
  if (!arguments.empty()) return write(workbench, arguments[0]);
  workbench.view().ask(FileQuestion{.command = "scenario.save_as",
                                    .title = "Save the scenario",
                                    .saving = true,
                                    .suggested = workbench.document().name() + ".yaml",
                                    .endings = {".yaml", ".yml"}});
  return {};
}

Result<void> save_scenario(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 0); !checked) return checked;
  if (auto editable = check_editable(workbench); !editable) return editable;
  const Document& document = workbench.document();
  // A recording is what happened; and nobody's comments are thrown away without being asked.
  if (document.kind() != sim::SourceKind::Scenario || document.draft().rewritten()) {
    return save_as(workbench, {});
  }
  if (auto same = check_on_disk(document); !same) return same;
  return write(workbench, document.file());
}

Result<void> copy_command(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 0); !checked) return checked;
  if (auto editable = check_editable(workbench); !editable) return editable;
  const auto line = workbench.document().command_line();
  if (!line) return tl::unexpected(line.error());
  workbench.host().set_clipboard(*line);
  workbench.messages().note("copied: " + *line);
  return {};
}

}  // namespace

bool asks_about_changes(Workbench& workbench, std::string_view command, Arguments arguments) {
  if (!is_changed(workbench) || workbench.script().unattended()) return false;
  workbench.view().ask(UnsavedQuestion{std::string(command), {arguments.begin(), arguments.end()}});
  return true;
}

std::vector<Command> scenario_commands() {
  constexpr MenuRow kRow{"Scenario"};
  return {
      kRow("scenario.undo", "Undo change", "Takes the last change of the scenario back.",
           {ctrl('Z')}, can_undo, go<&ScenarioDraft::undo>, "", "undo"),
      kRow("scenario.redo", "Redo change", "Makes the change again that was taken back.",
           {ctrl_shift('Z'), ctrl('Y')}, can_redo, go<&ScenarioDraft::redo>, "", "redo"),
      kRow("scenario.revert", "Undo all changes",
           "Back to the scenario as it was opened or saved last.", {}, is_changed,
           go<&ScenarioDraft::revert>),
      kRow("scenario.set", "Change a value…", "Sets a key of the scenario, as --set does.", {},
           can_edit, set, "KEY=VALUE", "set"),
      kRow("scenario.unset", "Take a key away…", "Removes a key or an entry of the scenario.", {},
           can_edit, unset, "KEY", "unset"),
      kRow("scenario.add_fault", "Add a fault", "One act in a hundred fails; edit it then.", {},
           can_edit, add_fault, "[FAULT]"),
      {.id = "scenario.save",
       .word = "save",
       .title = "Save",
       .menu = "Scenario",
       .about = "Writes the scenario into its file; comments stay.",
       .chords = {ctrl('S')},
       .enabled = can_edit,
       .run = save_scenario,
       .while_typing = true},
      kRow("scenario.save_as", "Save as…", "Writes the scenario into another file.", {}, can_edit,
           save_as, "FILE"),
      kRow("scenario.copy_command", "Copy the command line",
           "Copies the command that runs the same with the program cascade.", {}, can_edit,
           copy_command),
  };
}

}  // namespace cascade::gui
