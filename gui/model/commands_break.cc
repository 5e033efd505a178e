// SPDX-License-Identifier: Apache-2.0
// The menu Breakpoints: where runs are stopped at.
#include <fmt/format.h>

#include <optional>
#include <string>
#include <utility>

#include "gui/model/breakpoints.h"
#include "gui/model/command_tables.h"
#include "gui/model/messages.h"
#include "gui/model/view_state.h"
#include "gui/model/workbench.h"

namespace cascade::gui {
namespace {

bool has_any(const Workbench& workbench) {
  return !workbench.breakpoints().all().empty();
}

/// What a breakpoint on the selection would be; nothing: there is nothing to stop at.
std::optional<Breakpoint> breakpoint_on(const History& history, const Selection& selection) {
  Breakpoint made;
  const auto passes = history.passes();
  if (selection.resource) {
    made.kind = Breakpoint::Kind::Resource;
    made.name = history.world().name(*selection.resource);
  } else if (selection.step && selection.pass && *selection.pass < passes.size() &&
             passes[*selection.pass]->plan) {
    made.kind = Breakpoint::Kind::Node;
    made.name = passes[*selection.pass]->plan->path(*selection.step);
  } else if (selection.type) {
    made.kind = Breakpoint::Kind::Type;
    made.name = history.model().type(*selection.type).name;
  } else {
    return std::nullopt;
  }
  return made;
}

bool can_toggle(const Workbench& workbench) {
  return has_run(workbench) &&
         breakpoint_on(*workbench.history(), workbench.selection()).has_value();
}

Result<void> add(Workbench& workbench, Arguments arguments) {
  if (arguments.empty()) {
    workbench.view().ask(
        TextQuestion{.command = "break.add",
                     .title = "Stop at",
                     .hint = "node Zone/Cluster/Host, type Host, resource VmInstance/7, outcome "
                             "failed, time 1.5s; then: outcome failed, action delete, count 3",
                     .initial = "outcome failed"});
    return {};
  }
  // The dialog gives all words as one.
  auto made = arguments.size() == 1 ? parse_breakpoint(arguments[0]) : parse_breakpoint(arguments);
  if (!made) return tl::unexpected(std::move(made).error());
  if (const sim::Model* const model = workbench.model()) {
    if (auto checked = check_breakpoint(*made, *model); !checked) return checked;
  }
  workbench.breakpoints().add(*std::move(made));
  return {};
}

Result<void> toggle_breakpoint(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 0); !checked) return checked;
  Breakpoints& all = workbench.breakpoints();
  const Breakpoint wanted = *breakpoint_on(*workbench.history(), workbench.selection());
  if (const auto there = all.find(wanted)) {
    all.remove(*there);
    workbench.messages().note("no breakpoint any more: " + to_text(wanted));
  } else {
    all.add(wanted);
    workbench.messages().note("breakpoint: " + to_text(wanted));
  }
  return {};
}

Result<void> toggle_failures(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 0); !checked) return checked;
  Breakpoints& all = workbench.breakpoints();
  Breakpoint wanted;
  wanted.outcome = Outcome::Failed;
  const auto there = all.find(wanted);
  if (there && all.all()[*there].enabled) {
    all.remove(*there);
    workbench.messages().note("runs do not stop at failures any more");
  } else {
    all.add(wanted);
    workbench.messages().note("runs stop at every failure");
  }
  return {};
}

/// The breakpoint of a number as the panel counts them.
Result<std::size_t> numbered(const Workbench& workbench, const std::string& text) {
  const auto count = static_cast<std::int64_t>(workbench.breakpoints().all().size());
  const auto number = read_number(text, "NUMBER", 1, count);
  if (!number) return tl::unexpected(number.error());
  return static_cast<std::size_t>(*number - 1);
}

/// All of them, or the one of the number.
template <class Act>
Result<void> for_each(Workbench& workbench, Arguments arguments, const Act& act) {
  if (auto checked = check_count(arguments, 1); !checked) return checked;
  Breakpoints& all = workbench.breakpoints();
  if (arguments.empty() || arguments[0] == "all") {
    for (std::size_t i = all.all().size(); i > 0; --i) act(all, i - 1);
    return {};
  }
  const auto index = numbered(workbench, arguments[0]);
  if (!index) return tl::unexpected(index.error());
  act(all, *index);
  return {};
}

template <bool on>
Result<void> enable(Workbench& workbench, Arguments arguments) {
  return for_each(workbench, arguments,
                  [](Breakpoints& all, std::size_t index) { all.enable(index, on); });
}

Result<void> remove(Workbench& workbench, Arguments arguments) {
  return for_each(workbench, arguments,
                  [](Breakpoints& all, std::size_t index) { all.remove(index); });
}

Result<void> show_breakpoints(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 0); !checked) return checked;
  workbench.view().show("breakpoints");
  return {};
}

}  // namespace

std::vector<Command> break_commands() {
  constexpr MenuRow kRow{"Breakpoints"};
  constexpr auto* kWhich = "[NUMBER|all]";
  return {
      kRow("break.add", "New breakpoint…",
           "Stops runs at a node, a type, a resource, an outcome or a time.", {ctrl('B')}, nullptr,
           add, "KIND VALUE [outcome WORD] [action WORD] [count N]", "break"),
      kRow("break.toggle", "Breakpoint on the selection",
           "Stops at the selected resource, node or type, or no longer.", {{Chord::F9}}, can_toggle,
           toggle_breakpoint),
      kRow("break.failures", "Stop at failures", "Runs stop where an act fails, or no longer.", {},
           nullptr, toggle_failures),
      kRow("break.disable", "Disable", "Breakpoints that are off stop nothing.", {}, has_any,
           enable<false>, kWhich),
      kRow("break.enable", "Enable", "Breakpoints stop runs again.", {}, has_any, enable<true>,
           kWhich),
      kRow("break.remove", "Remove", "Takes a breakpoint away, or all of them.", {}, has_any,
           remove, kWhich),
      kRow("break.show", "List of breakpoints", "All breakpoints, with what they have hit.", {},
           nullptr, show_breakpoints),
  };
}

}  // namespace cascade::gui
