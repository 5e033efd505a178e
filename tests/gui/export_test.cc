// SPDX-License-Identifier: Apache-2.0
// What is taken away from the app is what the headless program makes of the same recording.
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "gui/model/canvas.h"
#include "gui/model/command.h"
#include "gui/model/messages.h"
#include "gui/model/pane_source.h"
#include "gui/model/player.h"
#include "gui/model/script.h"
#include "gui/model/text_file.h"
#include "gui/model/tree_pane.h"
#include "gui/model/view_state.h"
#include "gui/model/workbench.h"
#include "sim/recording/recording.h"
#include "sim/recording/replay.h"
#include "sim/report/draw_dot.h"
#include "sim/report/pass_picture.h"
#include "sim/report/report.h"
#include "sim/report/trace.h"
#include "sim/report/tree_part.h"
#include "tests/gui/session.h"
#include "tests/support/fake_host.h"
#include "tests/support/folder.h"

namespace cascade::gui {
namespace {

struct Exporting : Session {
  /// What a command writes.
  [[nodiscard]] std::string written(const std::string& command) {
    works(command + " " + folder.file("out"));
    const auto text = read_text_file(folder.file("out"));
    REQUIRE(text);
    return *text;
  }

  cascade::test::Folder folder;
};

sim::Recording recorded(Exporting& session) {
  session.works("export recording " + session.folder.file("a.recording"));
  auto recording = sim::load_recording(session.folder.file("a.recording"));
  REQUIRE(recording);
  return *std::move(recording);
}

/// As `cascade tree` draws the pass of the recording, and as `cascade run --trace` writes it.
struct Redrawn {
  std::string dot;
  std::string svg;
  std::string trace;
};
Redrawn redrawn(const sim::Recording& recording, std::uint32_t operation, std::uint32_t pass) {
  Redrawn drawn;
  std::unique_ptr<sim::TraceWriter> trace;
  sim::ReplayHooks hooks;
  hooks.at_begin = [&](sim::Simulation& simulation) {
    trace = std::make_unique<sim::TraceWriter>([&](std::string_view text) { drawn.trace += text; },
                                               simulation.world());
    simulation.on_pass([&](const sim::PassRun& begun) {
      trace->begin_pass(begun.plan,
                        sim::pass_text(simulation.scenario(), begun.operation, begun.action_code));
    });
    simulation.add_observer(*trace);
  };
  hooks.at_end = [&](const sim::Simulation& simulation) {
    for (const auto& run : simulation.passes()) {
      if (run->operation != operation || run->pass != pass) continue;
      const sim::TreeView view = view_of(simulation, *run, true);
      drawn.dot = *sim::draw(view, sim::Picture::Dot);
      drawn.svg = *sim::draw(view, sim::Picture::Svg);
    }
    trace->finish();
  };
  const auto report = sim::replay(recording, hooks);
  REQUIRE(report);
  CHECK(report->same());
  return drawn;
}

std::shared_ptr<const PassInfo> shown(Exporting& session) {
  return shown_pass(session.workbench.source());
}

TEST_CASE("Export: trees, traces and recordings are those of the headless program",
          "[gui][export][threads][slow]") {
  for (const auto& entry : std::filesystem::directory_iterator(kScenarios)) {
    if (entry.path().extension() != ".yaml") continue;
    CAPTURE(entry.path().string());
    Exporting session;
    session.works("open '" + entry.path().string() + "'; run");
    const auto pass = shown(session);
    REQUIRE(pass);
    const sim::Recording recording = recorded(session);
    REQUIRE(recording.end);
    CHECK(recording.end->complete);
    if (pass->plan == nullptr) {
      CHECK_FALSE(session.script("export dot " + session.folder.file("none.dot")) == "done");
      continue;
    }
    const Redrawn expected = redrawn(recording, pass->operation, pass->pass);
    CHECK(session.written("export dot") == expected.dot);
    CHECK(session.written("export svg") == expected.svg);
    CHECK(session.written("export trace") == expected.trace);
    CHECK(session.written("export png").starts_with("\x89PNG"));
  }
}

TEST_CASE("Export: without a choice it is the pass that `cascade tree` draws",
          "[gui][export][threads][slow]") {
  for (const auto* const name :
       {"delete-zone", "failing-stop", "veto", "keep-vm", "lost-diamond"}) {
    CAPTURE(name);
    Exporting session;
    session.works("open '" + kScenarios + "/" + name + ".yaml'; run");
    sim::ReplayHooks hooks;
    std::uint32_t main = 99;
    hooks.at_end = [&](const sim::Simulation& simulation) {
      main = sim::main_pass(simulation, 0)->pass;
    };
    REQUIRE(sim::replay(recorded(session), hooks));
    CHECK(shown(session)->pass == main);
  }
}

TEST_CASE("Export: an opened recording is exported as it was recorded", "[gui][export][threads]") {
  Exporting session;
  session.works("open '" + kScenarios + "/isolate-failures.yaml'; run");
  const sim::Recording first = recorded(session);
  const std::string dot = session.written("export dot");
  session.works("open " + session.folder.file("a.recording") + "; export recording " +
                session.folder.file("b.recording"));
  const auto again = sim::load_recording(session.folder.file("b.recording"));
  REQUIRE(again);
  CHECK(again->events == first.events);
  CHECK(again->texts == first.texts);
  CHECK(again->header.overrides == first.header.overrides);
  CHECK(again->header.scenario_text == first.header.scenario_text);
  CHECK(again->end->world_digest == first.end->world_digest);
  REQUIRE(again->keyframes.size() == first.keyframes.size());
  for (std::size_t i = 0; i < first.keyframes.size(); ++i) {
    CHECK(again->keyframes[i].packed == first.keyframes[i].packed);
  }
  CHECK(session.written("export dot") == dot);
}

TEST_CASE("Export: a tree is that of the position", "[gui][export][threads]") {
  Exporting session;
  session.works("open '" + kScenarios + "/failing-stop.yaml'; run");
  const std::string at_end = session.written("export dot");
  CHECK(at_end.find("acts_failed") != std::string::npos);
  session.works("begin");
  const std::string planned = session.written("export dot");
  CHECK(planned.find("acts_") == std::string::npos);
  session.works("step.pass; end");
  CHECK(session.written("export dot") == at_end);
}

TEST_CASE("Export: the part in view is the tree without what is not to be seen",
          "[gui][export][threads][slow]") {
  Exporting session;
  session.works("open '" + kScenarios + "/delete-zone.yaml'; run");
  const std::string whole = session.written("export dot");
  CHECK(session.written("export part dot") == whole);
  TreePane& pane = session.workbench.tree();
  session.works("collapse all");
  const std::string part = session.written("export part dot");
  CHECK(part.size() < whole.size());
  CHECK(part.find("n0") != std::string::npos);
  CHECK(session.written("export dot") == whole);
  CHECK(session.written("export part svg").find("<svg") != std::string::npos);

  session.works("expand all");
  pane.canvas().resize(800, 600);
  pane.canvas().show(pane.box(3), 4);
  CHECK(session.written("export part dot").size() < part.size() + whole.size() / 2);
  pane.canvas().centre_on(1e6, 1e6);
  CHECK(session.script("export part dot " + session.folder.file("x")).find("no node is in view") !=
        std::string::npos);
}

TEST_CASE("Export: what cannot be written is an error and leaves nothing",
          "[gui][export][threads]") {
  Exporting session;
  CHECK(session.script("export dot a.dot").find("not possible") != std::string::npos);
  session.works("open '" + kScenarios + "/veto.yaml'; run");
  for (const auto* const kind : {"dot", "svg", "png", "recording", "trace"}) {
    CAPTURE(kind);
    const std::string why =
        session.script("export " + std::string(kind) + " " + session.folder.file("no/folder/x"));
    CHECK(why.find("no/folder/x") != std::string::npos);
  }
  CHECK(std::filesystem::is_empty(session.folder.path()));
  // Asked for a name, nothing is written yet.
  session.works("export recording");
  CHECK(session.workbench.view().overlay() == Overlay::File);
}

TEST_CASE("Export: names of commands are words", "[gui][export]") {
  const auto lines = parse_script("export part svg 'a b.svg'; export dot x");
  REQUIRE(lines);
  REQUIRE(lines->size() == 2);
  CHECK((*lines)[0].command->id == "export.part_svg");
  CHECK((*lines)[0].arguments == std::vector<std::string>{"a b.svg"});
  CHECK((*lines)[1].command->id == "export.dot");
  CHECK_FALSE(parse_script("export"));
  CHECK(parse_script("export dott x").error().message.find("export dot") != std::string::npos);
}

}  // namespace
}  // namespace cascade::gui
