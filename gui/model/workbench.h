// SPDX-License-Identifier: Apache-2.0
// All that the window shows and all that commands act on. Owned by the app, used by the UI
// thread only; work that takes long runs in jobs, whose results arrive in tick().
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "engine/result.h"
#include "engine/time.h"
#include "gui/model/graph_outline.h"
#include "gui/model/history.h"
#include "gui/model/selection.h"
#include "gui/model/snapshot.h"

namespace cascade::gui {

class AuditPane;     // audit_pane.h: what is wrong with the world after the run
class Breakpoints;   // breakpoints.h: where runs are stopped at
struct PaneSource;   // pane_source.h: what panes look at
struct Command;      // command.h: what the user can do
class ComparePane;   // compare_pane.h: another run beside the one that is shown
class Document;      // document.h: the scenario being looked at and edited
class EventsPane;    // events_pane.h: the log of events
class Host;          // host.h: the window around
class Inspector;     // inspector.h: all about what is selected
class Jobs;          // jobs.h: what works in the background, with progress and stop
class Messages;      // messages.h: toasts and the log of what went wrong
class Player;        // player.h: where in the run the window stands, and how it moves
class PreviewPane;   // preview_pane.h: what would happen
class Progress;      // progress.h: how far a job is
class RecentFiles;   // recent_files.h: what was opened
struct RunControl;   // simulate.h: what others ask of a run
class RunTimes;      // run_times.h: the index of the run that is shown
class ScriptRunner;  // script.h: commands one after the other
class TablePane;     // table_pane.h: what can be done with any panel's table
class TimelinePane;  // timeline_pane.h: rows over time
class TreePane;      // tree_pane.h: the cascade tree
class ViewState;     // view_state.h: theme, scale, which panels, requests to cameras

/// Thread: the UI's.
class Workbench {
 public:
  /// `place` lays trees out, see GraphLayout.
  explicit Workbench(Host& host, PlaceGraph place = {});
  ~Workbench();
  Workbench(const Workbench&) = delete;
  Workbench& operator=(const Workbench&) = delete;

  /// Takes over what jobs have finished, moves the player by `elapsed` of real time and lets a
  /// script go on. True: there is something new to draw.
  bool tick(Duration elapsed);
  /// When tick() is wanted again without input or a wake; nothing: not at all.
  [[nodiscard]] std::optional<Duration> next_tick() const;
  /// Something is under way that a script waits for.
  [[nodiscard]] bool busy() const;
  /// What is shown will not change by itself: nothing is being computed. While a run goes on or is
  /// played it does all the time, and what there is counts as enough.
  [[nodiscard]] bool settled() const;

  // Acts that commands ask for. What goes wrong later is told by messages().
  Result<void> open(const std::string& file);  ///< A scenario, model or recording; a job.
  Result<void> run();                          ///< The document as it is now; a job.
  struct RunToStart {
    std::string name;      ///< Of the job.
    std::string run_name;  ///< See run_name().
    /// Where it is looked at; nothing: it is followed.
    std::optional<std::uint64_t> stand_at;
    std::function<Result<std::shared_ptr<const History>>(RunControl&, Progress&,
                                                         const std::stop_token&)>
        make;
  };
  /// A job that makes the run that is shown, from the moment at which it exists.
  void start_run(RunToStart run);
  /// Looks at what the document would do, unless that is known or under way; a job.
  Result<void> look_ahead();
  /// Cancels the run: its report stays. Everything else that works is given up.
  void stop();
  Result<void> screenshot(const std::string& file);
  /// To be called after the document's draft was changed: what is known of the old one goes.
  void scenario_changed();

  /// The run that is shown (A); null: none yet.
  [[nodiscard]] const std::shared_ptr<const History>& history() const;
  /// Of the run that is shown, otherwise of the document; null: there is none.
  [[nodiscard]] const sim::Model* model() const;
  /// Of history(), for people; empty without one.
  [[nodiscard]] const std::string& run_name() const;
  /// Shows that run from now on, at its end.
  void show_run(std::shared_ptr<const History> history, std::string name);
  /// At the player's position; null: no run.
  [[nodiscard]] const std::shared_ptr<const Snapshot>& snapshot() const;

  /// Of history(); null: no run.
  [[nodiscard]] const std::shared_ptr<RunTimes>& times() const;

  /// What panes look at.
  [[nodiscard]] PaneSource source();
  [[nodiscard]] Selection& selection();
  [[nodiscard]] const Selection& selection() const;
  [[nodiscard]] Document& document();
  [[nodiscard]] const Document& document() const;
  [[nodiscard]] Player& player();
  [[nodiscard]] const Player& player() const;
  [[nodiscard]] Jobs& jobs();
  [[nodiscard]] const Jobs& jobs() const;
  [[nodiscard]] ViewState& view();
  [[nodiscard]] const ViewState& view() const;
  [[nodiscard]] Messages& messages();
  [[nodiscard]] const Messages& messages() const;
  /// Follows run and selection when it is drawn.
  [[nodiscard]] TreePane& tree();
  [[nodiscard]] TimelinePane& timeline();
  [[nodiscard]] const TimelinePane& timeline() const;
  [[nodiscard]] EventsPane& events();
  [[nodiscard]] const EventsPane& events() const;
  [[nodiscard]] AuditPane& audit();
  [[nodiscard]] Breakpoints& breakpoints();
  [[nodiscard]] const Breakpoints& breakpoints() const;
  [[nodiscard]] ComparePane& compare();
  [[nodiscard]] const ComparePane& compare() const;
  [[nodiscard]] Inspector& inspector();
  [[nodiscard]] const Inspector& inspector() const;
  /// The table of the panel that was clicked last; null: it has none, or there is nothing in it.
  [[nodiscard]] TablePane* focused_table();
  [[nodiscard]] const TablePane* focused_table() const;
  [[nodiscard]] RecentFiles& recent();
  [[nodiscard]] const RecentFiles& recent() const;
  [[nodiscard]] PreviewPane& preview();
  [[nodiscard]] const PreviewPane& preview() const;
  [[nodiscard]] ScriptRunner& script();
  [[nodiscard]] const ScriptRunner& script() const;
  [[nodiscard]] Host& host();

  /// Who hears of every command that was run, and how it went; one at most.
  using OnCommand = std::function<void(const Command&, const Result<void>&)>;
  void on_command(OnCommand call);
  void tell_command(const Command& command, const Result<void>& done);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace cascade::gui
