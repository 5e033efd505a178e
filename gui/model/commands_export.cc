// SPDX-License-Identifier: Apache-2.0
// The menu Export: pictures of trees, recordings and traces, made in jobs.
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "gui/model/command_tables.h"
#include "gui/model/document.h"
#include "gui/model/jobs.h"
#include "gui/model/messages.h"
#include "gui/model/pane_source.h"
#include "gui/model/run_export.h"
#include "gui/model/text_file.h"
#include "gui/model/tree_pane.h"
#include "gui/model/view_state.h"
#include "gui/model/workbench.h"

namespace cascade::gui {
namespace {

using sim::Picture;
using WriteFile =
    std::function<Result<void>(const std::string& file, Progress&, const std::stop_token&)>;

void ask_for_file(Workbench& workbench, const char* command, const char* title,
                  const std::string& ending) {
  workbench.view().ask(FileQuestion{.command = command,
                                    .title = title,
                                    .saving = true,
                                    .suggested = workbench.document().name() + ending,
                                    .endings = {ending}});
}

Result<void> start(Workbench& workbench, const std::string& file, WriteFile write) {
  workbench.jobs().start("writing " + file,
                         [&workbench, file, write = std::move(write)](
                             Progress& progress, const std::stop_token& stop) -> Jobs::Deliver {
                           Result<void> written = write(file, progress, stop);
                           // Whoever stopped it knows.
                           if (stop.stop_requested() && !written)
                             return [] { return Result<void>(); };
                           return [&workbench, written, file]() -> Result<void> {
                             if (written) workbench.messages().note("written: " + file);
                             return written;
                           };
                         });
  return {};
}

/// What the panel shows. Errors: why there is no tree.
Result<TreeToExport> tree_of(Workbench& workbench, bool part) {
  const PaneSource source = workbench.source();
  TreePane& pane = workbench.tree();
  pane.update(source);
  TreeToExport tree{source.history, shown_pass(source), source.snapshot->position,
                    pane.folds_idle(), std::nullopt};
  if (tree.pass == nullptr) return input_error("nothing has been planned yet: there is no tree");
  if (tree.pass->plan == nullptr) {
    return tl::unexpected(tree.pass->refusal.value_or(
        Error{ErrorKind::Refused, "this pass was not planned: there is no tree"}));
  }
  if (!part) return tree;
  if (pane.outline() == nullptr) return input_error("the tree is not there yet: wait until it is");
  tree.part = pane.in_view();
  if (tree.part->empty()) return input_error("no node is in view: move the tree, or fit it");
  return tree;
}

struct PictureKind {
  Picture picture;
  bool part;
  const char* command;
  const char* title;
  const char* ending;
};
constexpr PictureKind kDot{Picture::Dot, false, "export.dot", "Save the tree as DOT", ".dot"};
constexpr PictureKind kSvg{Picture::Svg, false, "export.svg", "Save the tree as SVG", ".svg"};
constexpr PictureKind kPng{Picture::Png, false, "export.png", "Save the tree as PNG", ".png"};
constexpr PictureKind kPartDot{Picture::Dot, true, "export.part_dot",
                               "Save the part in view as DOT", ".dot"};
constexpr PictureKind kPartSvg{Picture::Svg, true, "export.part_svg",
                               "Save the part in view as SVG", ".svg"};
constexpr PictureKind kPartPng{Picture::Png, true, "export.part_png",
                               "Save the part in view as PNG", ".png"};

template <const PictureKind& kind>
Result<void> picture(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 1); !checked) return checked;
  auto tree = tree_of(workbench, kind.part);
  if (!tree) return tl::unexpected(std::move(tree).error());
  if (arguments.empty()) {
    ask_for_file(workbench, kind.command, kind.title, kind.ending);
    return {};
  }
  return start(workbench, arguments[0],
               [tree = *std::move(tree)](const std::string& file, Progress& progress,
                                         const std::stop_token& stop) -> Result<void> {
                 const auto content = draw_tree(tree, kind.picture, progress, stop);
                 if (!content) return tl::unexpected(content.error());
                 if (stop.stop_requested()) return input_error("stopped");
                 return write_text_file(file, *content);
               });
}

using WriteRun = Result<void> (*)(const History&, const std::string&, Progress&,
                                  const std::stop_token&);
struct RunKind {
  WriteRun write;
  const char* command;
  const char* title;
  const char* ending;
};
constexpr RunKind kRecording{write_recording, "export.recording", "Save the recording of the run",
                             ".recording"};
constexpr RunKind kTrace{write_trace, "export.trace",
                         "Save the run as a trace for ui.perfetto.dev or chrome://tracing",
                         ".trace.json"};

template <const RunKind& kind>
Result<void> whole_run(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 1); !checked) return checked;
  if (arguments.empty()) {
    ask_for_file(workbench, kind.command, kind.title, kind.ending);
    return {};
  }
  return start(workbench, arguments[0],
               [history = workbench.history()](const std::string& file, Progress& progress,
                                               const std::stop_token& stop) {
                 return kind.write(*history, file, progress, stop);
               });
}

}  // namespace

std::vector<Command> export_commands() {
  constexpr MenuRow kRow{"Export"};
  constexpr auto* kAll = "The tree of the shown pass at this position, every node of it.";
  constexpr auto* kPart =
      "What of the tree is in the panel: without what is collapsed, out of "
      "focus or out of view.";
  return {
      kRow("export.dot", "Tree as DOT…", kAll, {}, has_snapshot, picture<kDot>, "FILE",
           "export dot"),
      kRow("export.svg", "Tree as SVG…", kAll, {}, has_snapshot, picture<kSvg>, "FILE",
           "export svg"),
      kRow("export.png", "Tree as PNG…", kAll, {}, has_snapshot, picture<kPng>, "FILE",
           "export png"),
      kRow("export.part_dot", "Part in view as DOT…", kPart, {}, has_snapshot, picture<kPartDot>,
           "FILE", "export part dot"),
      kRow("export.part_svg", "Part in view as SVG…", kPart, {}, has_snapshot, picture<kPartSvg>,
           "FILE", "export part svg"),
      kRow("export.part_png", "Part in view as PNG…", kPart, {}, has_snapshot, picture<kPartPng>,
           "FILE", "export part png"),
      kRow("export.recording", "Recording…",
           "All that has happened so far: open, replay or compare it again.", {}, has_snapshot,
           whole_run<kRecording>, "FILE", "export recording"),
      kRow("export.trace", "Trace…", "For ui.perfetto.dev and chrome://tracing.", {}, has_snapshot,
           whole_run<kTrace>, "FILE", "export trace"),
  };
}

}  // namespace cascade::gui
