// SPDX-License-Identifier: Apache-2.0
#include "gui/model/run_export.h"

#include <fmt/format.h>

#include <utility>

#include "engine/run_summary.h"
#include "gui/model/new_file.h"
#include "gui/model/run_recording.h"
#include "sim/recording/replay.h"
#include "sim/report/pass_picture.h"
#include "sim/report/report.h"
#include "sim/report/trace.h"
#include "sim/report/tree_part.h"

namespace cascade::gui {
namespace {

tl::unexpected<Error> stopped() {
  return tl::unexpected<Error>(Error{ErrorKind::System, "stopped: nothing was written"});
}

/// Null: the pass has not begun at that position.
std::unique_ptr<RunSummary> summary_at(const TreeToExport& tree, Progress& progress,
                                       const std::stop_token& stop) {
  const std::uint64_t begin = tree.pass->begin;
  if (tree.position <= begin) return nullptr;
  auto summary = std::make_unique<RunSummary>(tree.pass->plan, tree.pass->run, false);
  progress.begin("reading the run", tree.position - begin);
  tree.history->visit_events(begin, tree.position, [&](std::uint64_t first, auto events) {
    for (const Event& event : events) summary->on_event(event, {});
    progress.set(first - begin, tree.position - begin);
    return !stop.stop_requested();
  });
  return summary;
}

/// Calls `each` with every event and its text; `begin` with the passes between them.
template <class Begin, class Each>
void walk_run(const History& history, Progress& progress, const std::stop_token& stop,
              const Begin& begin, const Each& each) {
  const std::uint64_t size = history.size();
  const auto passes = history.passes();
  auto next = passes.begin();
  history.visit_events(0, size, [&](std::uint64_t position, auto events) {
    progress.set(position, size);
    for (const Event& event : events) {
      for (; next != passes.end() && (*next)->begin <= position; ++next) begin(**next);
      // Only what ends, an attempt too, has something to say.
      const bool says = event.kind == EventKind::ActEnded || event.kind == EventKind::AttemptFailed;
      each(event, says ? history.text(position) : std::string());
      ++position;
    }
    return !stop.stop_requested();
  });
}

/// Writes what a replay does into a recording.
class Recorder {
 public:
  Recorder(const std::string& file, const sim::Recording& recording)
      : file_(file), recording_(recording) {}

  Result<void> record(Progress& progress, const std::stop_token& stop) {
    std::uint64_t steps = 0;
    sim::ReplayHooks hooks;
    hooks.at_begin = [&](sim::Simulation& simulation) {
      begin(simulation);
      progress.begin("writing", recording_.events.size());
    };
    hooks.after_step = [&] {
      constexpr std::uint64_t kStepsPerLook = 256;
      if (steps++ % kStepsPerLook == 0) progress.set(steps, recording_.events.size());
      return !error_ && !stop.stop_requested();
    };
    hooks.at_end = [&](const sim::Simulation& simulation) { end(simulation); };
    const auto report = sim::replay(recording_, hooks);
    if (stop.stop_requested()) return stopped();
    if (!report) return tl::unexpected(report.error());
    if (error_) return tl::unexpected(*error_);
    if (report->same()) return {};
    return tl::unexpected<Error>(Error{
        ErrorKind::System, "the run cannot be repeated from its events, so it was not recorded"});
  }

 private:
  void begin(sim::Simulation& simulation) {
    auto made = sim::RecordingWriter::create(file_, recording_.header);
    if (!made) {
      error_ = std::move(made).error();
      return;
    }
    writer_ = *std::move(made);
    simulation.add_observer(*writer_);
    simulation.on_pass(
        [&](const sim::PassRun& /*pass*/) { writer_->keyframe(simulation.world()); });
  }

  void end(const sim::Simulation& simulation) {
    if (writer_ == nullptr) return;
    writer_->keyframe(simulation.world());
    const bool complete = recording_.end && recording_.end->complete;
    const auto written = writer_->finish({complete, simulation.event_count(),
                                          simulation.event_digest(), simulation.world().digest()});
    if (!written) error_ = written.error();
  }

  const std::string file_;
  const sim::Recording& recording_;
  std::unique_ptr<sim::RecordingWriter> writer_;
  std::optional<Error> error_;
};

}  // namespace

Result<std::string> draw_tree(const TreeToExport& tree, sim::Picture picture, Progress& progress,
                              const std::stop_token& stop) {
  const PassInfo& pass = *tree.pass;
  const auto summary = summary_at(tree, progress, stop);
  if (stop.stop_requested()) return stopped();
  sim::PassPicture shown{tree.history->scenario(), pass.operation, pass.action_code, *pass.plan};
  shown.run = summary.get();
  shown.times = tree.history->origin().runner != "threads";
  shown.fold = tree.fold;
  sim::TreeView view = view_of(shown);
  if (tree.part) view = part_of(view, *tree.part);
  progress.begin("drawing");
  if (stop.stop_requested()) return stopped();
  return sim::draw(view, picture);
}

Result<void> write_trace(const History& history, const std::string& file, Progress& progress,
                         const std::stop_token& stop) {
  Result<NewFile> made = NewFile::create(file);
  if (!made) return tl::unexpected(std::move(made).error());
  progress.begin("writing", history.size());
  const auto end = history.end();
  sim::TraceWriter writer([&](std::string_view text) { made->write(text); },
                          end ? *end->world : history.world());
  walk_run(
      history, progress, stop,
      [&](const PassInfo& pass) {
        writer.begin_pass(pass.plan,
                          sim::pass_text(history.scenario(), pass.operation, pass.action_code));
      },
      [&](const Event& event, const std::string& text) { writer.on_event(event, text); });
  writer.finish();
  if (stop.stop_requested()) return stopped();
  return made->commit();
}

Result<void> write_recording(const History& history, const std::string& file, Progress& progress,
                             const std::stop_token& stop) {
  Result<NewFile> made = NewFile::create(file);
  if (!made) return tl::unexpected(std::move(made).error());
  progress.begin("reading the run");
  const sim::Recording recording = recording_of(history, history.size());
  if (auto done = Recorder(made->beside(), recording).record(progress, stop); !done) return done;
  return made->commit();
}

}  // namespace cascade::gui
