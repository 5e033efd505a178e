// SPDX-License-Identifier: Apache-2.0
// The menu Table: filtering what panels list, and taking it away as CSV.
#include <fmt/format.h>

#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <utility>

#include "gui/model/command_tables.h"
#include "gui/model/events_pane.h"
#include "gui/model/host.h"
#include "gui/model/jobs.h"
#include "gui/model/messages.h"
#include "gui/model/table_pane.h"
#include "gui/model/text_file.h"
#include "gui/model/view_state.h"
#include "gui/model/workbench.h"
#include "sim/base/text.h"

namespace cascade::gui {
namespace {

/// More would choke what it is pasted into.
constexpr std::uint64_t kCopiedRows = 100'000;

bool has_table(const Workbench& workbench) {
  return workbench.focused_table() != nullptr;
}

bool can_ask_for_selection(const Workbench& workbench) {
  return has_run(workbench) && !workbench.selection().empty();
}

bool has_filter(const Workbench& workbench) {
  return has_run(workbench) && !workbench.events().list().filter().empty();
}

std::string rows_text(const TableText& text) {
  if (text.rows == text.of) return sim::counted(text.rows, "line");
  return fmt::format("{} of {}", sim::grouped(text.rows), sim::counted(text.of, "line"));
}

Result<void> copy(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 0); !checked) return checked;
  workbench.jobs().start("copying",
                         [&workbench, make = workbench.focused_table()->text(kCopiedRows)](
                             Progress& progress, const std::stop_token& stop) {
                           auto text = std::make_shared<TableText>(make(progress, stop));
                           return [&workbench, text]() -> Result<void> {
                             workbench.host().set_clipboard(text->csv);
                             workbench.messages().note("copied " + rows_text(*text));
                             return {};
                           };
                         });
  return {};
}

Result<void> save_table(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 1); !checked) return checked;
  if (arguments.empty()) {
    workbench.view().ask(FileQuestion{.command = "table.save",
                                      .title = "Save the table as CSV",
                                      .saving = true,
                                      .suggested = workbench.view().focused() + ".csv",
                                      .endings = {".csv"}});
    return {};
  }
  constexpr auto kAll = std::numeric_limits<std::uint64_t>::max();
  workbench.jobs().start(
      "writing " + arguments[0],
      [&workbench, file = arguments[0], make = workbench.focused_table()->text(kAll)](
          Progress& progress, const std::stop_token& stop) -> Jobs::Deliver {
        const TableText text = make(progress, stop);
        // Half a table would look like a whole one.
        if (text.rows < text.of) return [] { return Result<void>(); };
        Result<void> written = write_text_file(file, text.csv);
        return [&workbench, written, words = rows_text(text), file]() -> Result<void> {
          if (written) workbench.messages().note(fmt::format("written: {}, {}", file, words));
          return written;
        };
      });
  return {};
}

Result<void> filter(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 1); !checked) return checked;
  if (arguments.empty()) {
    workbench.view().request(workbench.view().focused(), ViewRequest::Find);
  } else {
    workbench.focused_table()->set_filter_text(arguments[0]);
  }
  return {};
}

Result<void> only_failures(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 0); !checked) return checked;
  workbench.events().set_only_failures(!workbench.events().only_failures());
  return {};
}

Result<void> only_selection(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 0); !checked) return checked;
  EventList& list = workbench.events().list();
  list.set_filter(only_selected(list.filter(), workbench.selection()));
  return {};
}

Result<void> all_events(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 0); !checked) return checked;
  workbench.events().list().set_filter({});
  return {};
}

Result<void> follow(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 0); !checked) return checked;
  workbench.events().set_following(!workbench.events().following());
  return {};
}

}  // namespace

std::vector<Command> table_commands() {
  constexpr MenuRow kRow{"Table"};
  return {
      kRow("table.copy", "Copy as CSV",
           "Copies what the panel lists, as it is filtered and ordered; of very long tables the "
           "beginning.",
           {ctrl('C')}, has_table, copy, "", "copy"),
      kRow("table.save", "Save as CSV…", "Writes what the panel lists to a file.", {}, has_table,
           save_table, "FILE"),
      kRow("table.filter", "Filter…", "Lists only lines of the panel that hold a text.",
           {ctrl_shift('F')}, has_table, filter, "TEXT", "filter"),
      kRow("events.failures", "Only failures",
           "Lists only events of what failed, timed out, was blocked or vetoed; again: all.",
           {ctrl_shift('E')}, has_run, only_failures),
      kRow("events.selection", "Only events of the selection",
           "Lists only events of the selected resource, step or type.", {ctrl_shift('S')},
           can_ask_for_selection, only_selection),
      kRow("events.all", "All events", "Takes every filter off the list of events.", {}, has_filter,
           all_events),
      kRow("events.follow", "Follow the run",
           "Keeps the event that has just happened in view, or leaves the list where it is.", {},
           has_run, follow),
  };
}

}  // namespace cascade::gui
