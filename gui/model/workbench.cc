// SPDX-License-Identifier: Apache-2.0
#include "gui/model/workbench.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "gui/model/audit_pane.h"
#include "gui/model/breakpoints.h"
#include "gui/model/compare_pane.h"
#include "gui/model/document.h"
#include "gui/model/events_pane.h"
#include "gui/model/host.h"
#include "gui/model/inspector.h"
#include "gui/model/jobs.h"
#include "gui/model/messages.h"
#include "gui/model/open_file.h"
#include "gui/model/player.h"
#include "gui/model/preview_pane.h"
#include "gui/model/recent_files.h"
#include "gui/model/run_times.h"
#include "gui/model/script.h"
#include "gui/model/shown_text.h"
#include "gui/model/simulate.h"
#include "gui/model/table_pane.h"
#include "gui/model/timeline_pane.h"
#include "gui/model/tree_pane.h"
#include "gui/model/view_state.h"

namespace cascade::gui {
namespace {

using namespace std::chrono_literals;

constexpr Duration kFrame = 16ms;
constexpr Duration kProgressFrame = 100ms;

/// What somebody should know of a run that is over.
void tell_end(const HistoryEnd& end, Messages& messages) {
  for (const std::string& violation : end.violations) messages.mistake(violation);
  for (const std::string& refusal : end.refusals) messages.warning("Refused, " + refusal);
  for (const std::string& unmet : end.unmet_conditions) messages.warning(unmet);
  for (const std::string& unmet : end.unmet_expectations) messages.warning(unmet);
}

}  // namespace

struct Workbench::Parts {
  Parts(Host& of, PlaceGraph place)
      : host(of),
        jobs([&of] { of.wake(); }),
        player([&of] { of.wake(); }),
        tree([&of] { of.wake(); }, std::move(place)),
        events([&of] { of.wake(); }),
        inspector([&of] { of.wake(); }),
        audit([&of] { of.wake(); }),
        breakpoints([&of] { of.wake(); }),
        compare([&of] { of.wake(); }) {}

  Host& host;
  ViewState view;
  Messages messages;
  Selection selection;
  Document document;
  RecentFiles recent;
  ScriptRunner script;
  std::optional<Error> failure;   ///< The first since the script looked last.
  std::uint64_t screenshots = 0;  ///< Asked for and not written yet.
  std::uint64_t opening = 0;      ///< The job; 0: none.
  std::uint64_t running = 0;
  std::uint64_t previewing = 0;
  PreviewPane preview;
  Jobs jobs;  ///< Behind what jobs deliver to.
  Player player;
  std::shared_ptr<RunTimes> times;
  TreePane tree;
  TimelinePane timeline;
  EventsPane events;
  Inspector inspector;
  AuditPane audit;
  Breakpoints breakpoints;
  ComparePane compare;
  std::string run_name;  ///< Of the run that is shown.
  OnCommand on_command;

  [[nodiscard]] TablePane* focused_table();
  /// Something is being computed that scripts and pictures wait for.
  [[nodiscard]] bool working() const;
  /// Times and panes follow run and position. True: there is something new.
  bool follow();
  void fail(const Error& error) {
    view.want_characters(error.message);
    messages.mistake(error.message);
    if (!failure) failure = error;
  }
  /// See Workbench::start_run.
  void start_run(RunToStart run);
  void begin_run(const std::shared_ptr<const History>& history, const RunToStart& run);
  Result<void> show(const Result<OpenedFile>& opened);
};

Workbench::Workbench(Host& host, PlaceGraph place)
    : parts_(std::make_unique<Parts>(host, std::move(place))) {}
Workbench::~Workbench() = default;

bool Workbench::tick(Duration elapsed) {
  Parts& parts = *parts_;
  bool changed = parts.jobs.collect(elapsed);
  for (const Error& error : parts.jobs.take_errors()) parts.fail(error);
  if (parts.player.tick(elapsed)) changed = true;
  if (parts.follow()) changed = true;
  if (const auto words = parts.player.take_not_found()) parts.messages.note(*words);
  if (parts.breakpoints.take_not_found()) parts.messages.note("nothing of that kind is left");
  if (parts.messages.tick(elapsed)) changed = true;
  if (parts.script.tick(*this, std::exchange(parts.failure, std::nullopt))) changed = true;
  return changed;
}

bool Workbench::Parts::follow() {
  const std::shared_ptr<const History>& history = player.history();
  if (history == nullptr) {
    times.reset();
  } else if (times == nullptr || &times->history() != history.get()) {
    times = std::make_shared<RunTimes>(history, [this] { host.wake(); });
  }
  bool news = times != nullptr && times->update();
  if (breakpoints.update(player, times ? times->index() : nullptr)) news = true;
  if (const auto stop = breakpoints.take_stop()) {
    messages.note("stopped at the breakpoint: " + stop->text);
    if (!stop->hit.empty()) selection = stop->hit;
  }
  const PaneSource source{history, player.snapshot(), selection};
  timeline.update(source, times);
  events.update(source);
  inspector.update(source, times.get());
  audit.update(source, times.get());
  compare.update(source, run_name);
  return news;
}

std::optional<Duration> Workbench::next_tick() const {
  const Parts& parts = *parts_;
  // A script that waits for a job need not look for its end more often than a reader does.
  const bool working = !parts.jobs.idle();
  if (parts.player.playing() || (parts.script.running() && !working)) return kFrame;
  std::optional<Duration> next = parts.messages.next_change();
  if (working) next = std::min(next.value_or(kProgressFrame), kProgressFrame);
  return next;
}

bool Workbench::settled() const {
  const std::shared_ptr<const History>& history = parts_->player.history();
  const bool goes_on = history != nullptr && history->end() == nullptr && !parts_->jobs.idle();
  return goes_on || parts_->player.playing() || !parts_->working();
}

bool Workbench::busy() const {
  return parts_->screenshots > 0 || parts_->working();
}

bool Workbench::Parts::working() const {
  return jobs.awaited() || player.busy() || (times != nullptr && times->busy()) ||
         events.list().busy() || breakpoints.busy() || inspector.busy() || audit.busy() ||
         compare.busy();
}

TablePane* Workbench::Parts::focused_table() {
  TablePane* table = nullptr;
  if (view.focused() == "events") table = &events;
  if (view.focused() == "inspector") table = &inspector;
  if (view.focused() == "audit") table = &audit;
  if (view.focused() == "compare") table = &compare;
  return table == nullptr || table->empty() ? nullptr : table;
}

Result<void> Workbench::open(const std::string& file) {
  Parts& parts = *parts_;
  parts.jobs.drop(parts.opening);
  Jobs::Options options;
  options.stop = [&parts] { parts.jobs.drop(parts.opening); };
  parts.opening = parts.jobs.start(
      "opening " + file,
      [&parts, file](Progress& progress, const std::stop_token&) {
        auto opened = std::make_shared<Result<OpenedFile>>(open_file(file, progress));
        return [&parts, opened] { return parts.show(*opened); };
      },
      std::move(options));
  return {};
}

Result<void> Workbench::Parts::show(const Result<OpenedFile>& opened) {
  if (!opened) return tl::unexpected(opened.error());
  document.set(*opened);
  view.want_characters(opened->file);
  view.want_characters(opened->text);
  view.want_characters(opened->model->text);
  recent.add_from_here(opened->file);
  run_name = document.name();
  selection = {};
  jobs.drop(running);
  jobs.drop(previewing);
  preview.clear();
  player.open(nullptr, false);
  // Of a model without a scenario it is all that there is to see.
  if (!opened->scenario) view.show("graph");
  if (!opened->recording) return {};
  start_run({"opening " + document.name(), document.name(), std::nullopt,
             [recording = opened->recording](
                 RunControl& control, Progress& progress,
                 const std::stop_token& stop) -> Result<std::shared_ptr<const History>> {
               auto replayed = replay_history(*recording, control, progress, stop);
               if (!replayed) return tl::unexpected(std::move(replayed).error());
               return replayed->history;
             }});
  return {};
}

Result<void> Workbench::run() {
  Parts& parts = *parts_;
  const sim::Scenario* const scenario = parts.document.scenario();
  if (scenario == nullptr) return input_error("there is no scenario to run: open one first");
  if (auto right = parts.document.draft().check(); !right) return right;
  parts.start_run({"running " + parts.document.name(), parts.document.name(), std::nullopt,
                   [scenario = *scenario, settings = parts.document.settings()](
                       RunControl& control, Progress& progress, const std::stop_token& stop) {
                     control.settings = settings;
                     return simulate(scenario, control, progress, stop);
                   }});
  return {};
}

Result<void> Workbench::look_ahead() {
  Parts& parts = *parts_;
  const sim::Scenario* const scenario = parts.document.scenario();
  if (scenario == nullptr) return input_error("there is no scenario to preview: open one first");
  if (auto right = parts.document.draft().check(); !right) return right;
  const PreviewPane::State state = parts.preview.state();
  if (state == PreviewPane::State::Ready || state == PreviewPane::State::Working) return {};
  parts.preview.begin();
  parts.previewing = parts.jobs.start(
      "preview of " + parts.document.name(),
      [&parts, scenario = *scenario](Progress& progress, const std::stop_token& stop) {
        auto made = std::make_shared<Result<std::shared_ptr<const PreviewModel>>>(
            preview_of(scenario, progress, stop));
        return [&parts, made]() -> Result<void> {
          if (*made) {
            parts.preview.set(**made);
            return {};
          }
          parts.preview.fail((*made).error().message);
          return tl::unexpected((*made).error());
        };
      });
  return {};
}

void Workbench::start_run(RunToStart run) {
  parts_->start_run(std::move(run));
}

void Workbench::Parts::start_run(RunToStart run) {
  jobs.drop(running);
  const auto control = std::make_shared<RunControl>();
  const auto id = std::make_shared<std::uint64_t>(0);
  const auto wanted = std::make_shared<const RunToStart>(std::move(run));
  control->begun = [this, id, wanted](const std::shared_ptr<const History>& history) {
    jobs.post([this, id, wanted, history, characters = characters_of(*history)] {
      view.want_characters(characters);
      if (*id == running) begin_run(history, *wanted);
    });
  };
  Jobs::Options options;
  options.stop = [control] { control->cancel_at = 0; };
  *id = jobs.start(
      wanted->name,
      [this, control, wanted](Progress& progress, const std::stop_token& stop) {
        auto made = std::make_shared<Result<std::shared_ptr<const History>>>(
            wanted->make(*control, progress, stop));
        return [this, made]() -> Result<void> {
          if (!*made) return tl::unexpected((*made).error());
          if (const auto end = (**made)->end()) tell_end(*end, messages);
          return {};
        };
      },
      std::move(options));
  running = *id;
}

void Workbench::Parts::begin_run(const std::shared_ptr<const History>& history,
                                 const RunToStart& run) {
  run_name = run.run_name;
  player.open(history, !run.stand_at);
  if (run.stand_at) player.arrive(*run.stand_at);
  const std::string& resumed = history->origin().resumed_words;
  if (resumed.empty()) return;
  // Passes are counted anew, resources are the same.
  selection = {.type = selection.type, .resource = selection.resource};
  messages.note("resumed: goes on with " + resumed);
}

void Workbench::scenario_changed() {
  parts_->view.want_characters(parts_->document.text());
  parts_->jobs.drop(parts_->previewing);
  parts_->preview.clear();
}

void Workbench::stop() {
  parts_->jobs.stop_all();
}

Result<void> Workbench::screenshot(const std::string& file) {
  Parts& parts = *parts_;
  ++parts.screenshots;
  parts.host.screenshot(file, [&parts, file](const Result<void>& done) {
    --parts.screenshots;
    if (done) {
      parts.messages.note("written: " + file);
    } else {
      parts.fail(done.error());
    }
  });
  return {};
}

const std::shared_ptr<const History>& Workbench::history() const {
  return parts_->player.history();
}
const std::shared_ptr<const Snapshot>& Workbench::snapshot() const {
  return parts_->player.snapshot();
}
const std::shared_ptr<RunTimes>& Workbench::times() const {
  return parts_->times;
}
PaneSource Workbench::source() {
  return {snapshot() ? history() : nullptr, snapshot(), selection()};
}
Selection& Workbench::selection() {
  return parts_->selection;
}
const Selection& Workbench::selection() const {
  return parts_->selection;
}
Document& Workbench::document() {
  return parts_->document;
}
const Document& Workbench::document() const {
  return parts_->document;
}
Player& Workbench::player() {
  return parts_->player;
}
const Player& Workbench::player() const {
  return parts_->player;
}
Jobs& Workbench::jobs() {
  return parts_->jobs;
}
const Jobs& Workbench::jobs() const {
  return parts_->jobs;
}
ViewState& Workbench::view() {
  return parts_->view;
}
const ViewState& Workbench::view() const {
  return parts_->view;
}
Messages& Workbench::messages() {
  return parts_->messages;
}
const Messages& Workbench::messages() const {
  return parts_->messages;
}
TreePane& Workbench::tree() {
  return parts_->tree;
}
TimelinePane& Workbench::timeline() {
  return parts_->timeline;
}
const TimelinePane& Workbench::timeline() const {
  return parts_->timeline;
}
EventsPane& Workbench::events() {
  return parts_->events;
}
const EventsPane& Workbench::events() const {
  return parts_->events;
}
const std::string& Workbench::run_name() const {
  return parts_->run_name;
}
void Workbench::show_run(std::shared_ptr<const History> history, std::string name) {
  Parts& parts = *parts_;
  parts.jobs.drop(parts.running);
  parts.selection = {};
  parts.run_name = std::move(name);
  parts.player.open(std::move(history), true);
}
ComparePane& Workbench::compare() {
  return parts_->compare;
}
const ComparePane& Workbench::compare() const {
  return parts_->compare;
}
AuditPane& Workbench::audit() {
  return parts_->audit;
}
Breakpoints& Workbench::breakpoints() {
  return parts_->breakpoints;
}
const Breakpoints& Workbench::breakpoints() const {
  return parts_->breakpoints;
}
const sim::Model* Workbench::model() const {
  return history() ? &history()->model() : document().model().get();
}
Inspector& Workbench::inspector() {
  return parts_->inspector;
}
const Inspector& Workbench::inspector() const {
  return parts_->inspector;
}
TablePane* Workbench::focused_table() {
  return parts_->focused_table();
}
const TablePane* Workbench::focused_table() const {
  return parts_->focused_table();
}
RecentFiles& Workbench::recent() {
  return parts_->recent;
}
const RecentFiles& Workbench::recent() const {
  return parts_->recent;
}
PreviewPane& Workbench::preview() {
  return parts_->preview;
}
const PreviewPane& Workbench::preview() const {
  return parts_->preview;
}
ScriptRunner& Workbench::script() {
  return parts_->script;
}
const ScriptRunner& Workbench::script() const {
  return parts_->script;
}
Host& Workbench::host() {
  return parts_->host;
}

void Workbench::on_command(OnCommand call) {
  parts_->on_command = std::move(call);
}

void Workbench::tell_command(const Command& command, const Result<void>& done) {
  if (parts_->on_command) parts_->on_command(command, done);
}

}  // namespace cascade::gui
