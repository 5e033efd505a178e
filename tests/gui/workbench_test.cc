// SPDX-License-Identifier: Apache-2.0
// The app as a script sees it: open, run, step, quit; and what happens when something is wrong.
#include "gui/model/workbench.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <string>

#include "gui/model/command.h"
#include "gui/model/document.h"
#include "gui/model/messages.h"
#include "gui/model/player.h"
#include "gui/model/preview_pane.h"
#include "gui/model/script.h"
#include "gui/model/text_file.h"
#include "gui/model/view_state.h"
#include "tests/gui/session.h"
#include "tests/support/fake_host.h"
#include "tests/support/folder.h"

namespace cascade::gui {
namespace {

struct Window : Session {
  void script(const std::string& text, bool quit_on_failure = true) {
    test::run_script(workbench, host, text, quit_on_failure);
  }
};

TEST_CASE("Workbench: a script opens, runs, steps, takes a picture and quits",
          "[gui][workbench][threads]") {
  Window session;
  session.script("open '" + kScenarios +
                 "/failing-stop.yaml'; run; step -10; screenshot x.png;"
                 " step 3; quit");
  CHECK(session.host.exit_code == 0);
  CHECK_FALSE(session.workbench.script().failure());
  REQUIRE(session.workbench.history());
  const auto size = session.workbench.history()->size();
  REQUIRE(session.workbench.history()->end());
  CHECK(session.workbench.history()->end()->outcome == "failed");
  CHECK(session.workbench.snapshot()->position == size - 7);
  CHECK(session.host.pictures == std::vector<std::string>{"x.png"});
}

TEST_CASE("Workbench: a step at the end of the run stays there", "[gui][workbench][threads]") {
  Window session;
  session.script("open " + kScenarios + "/veto.yaml; run; step 10; quit 7");
  CHECK(session.host.exit_code == 7);
  CHECK(session.workbench.snapshot()->position == session.workbench.history()->size());
}

TEST_CASE("Workbench: the first command that fails ends the script", "[gui][workbench][threads]") {
  for (const auto* const text : {"open nowhere.yaml; quit", "run; quit", "step; quit",
                                 "open; quit 1000", "quit now", "stop; quit"}) {
    CAPTURE(text);
    Window session;
    session.script(text);
    CHECK(session.host.exit_code == 1);
    REQUIRE(session.workbench.script().failure());
    CHECK_FALSE(session.workbench.messages().log().empty());
  }
  Window session;
  session.script("open nowhere.yaml", false);
  CHECK_FALSE(session.host.exit_code);
  CHECK(session.workbench.script().failure() ==
        "open nowhere.yaml: cannot read nowhere.yaml: No such file or directory");
}

TEST_CASE("Workbench: a script that fails leaves the next picture that was asked for",
          "[gui][workbench][threads]") {
  Window session;
  session.script("open nowhere.yaml; run; screenshot a.png; screenshot b.png; quit");
  CHECK(session.host.exit_code == 1);
  CHECK(session.host.pictures == std::vector<std::string>{"a.png"});
  CHECK(session.workbench.script().failure()->find("a.png shows") != std::string::npos);

  Window earlier;
  earlier.script("screenshot a.png; run; step; quit");
  CHECK(earlier.host.exit_code == 1);
  CHECK(earlier.host.pictures.size() == 1);
  CHECK(earlier.workbench.script().failure()->find("shows") == std::string::npos);

  Window typed;
  typed.script("run; screenshot a.png", false);
  CHECK(typed.host.pictures.empty());
  CHECK_FALSE(typed.host.exit_code);
}

TEST_CASE("Workbench: whoever listens hears of every command", "[gui][workbench][threads]") {
  Window session;
  std::vector<std::string> heard;
  session.workbench.on_command([&](const Command& command, const Result<void>& done) {
    heard.push_back(std::string(command.id) + (done ? "" : ": " + done.error().message));
  });
  session.script("theme dark; step", false);
  CHECK(heard == std::vector<std::string>{"view.theme", "step.event: this is not possible now"});
}

TEST_CASE("Workbench: a broken file says what is wrong, what was there stays",
          "[gui][workbench][threads]") {
  const cascade::test::Folder folder;
  const std::string file = folder.file("broken.yaml");
  REQUIRE(
      write_text_file(file, "model: zstack\ntopology: tiny\noperations: [{ delte: Zone/1 }]\n"));
  Window session;
  session.script("open " + kScenarios + "/veto.yaml; run; open " + file, false);
  CHECK(session.workbench.document().name() == "veto");
  CHECK(session.workbench.history());
  CHECK(session.last_message().find("broken.yaml:3:") != std::string::npos);
}

TEST_CASE("Workbench: a model shows its type graph, a scenario moves no panel",
          "[gui][workbench][threads]") {
  static constexpr std::string_view kPanels[] = {"tree", "graph", "map"};
  Window session;
  ViewState& view = session.workbench.view();
  view.set_panels({kPanels, kPanels + 3});
  view.set_layout(PanelLayout::standard(kPanels));
  view.show("map");
  session.works("open " + kScenarios + "/veto.yaml");
  CHECK(view.layout().visible("map"));
  session.works("open " + kScenarios + "/models/guarded.yaml");
  CHECK(view.layout().visible("graph"));
  CHECK_FALSE(view.layout().visible("map"));
}

TEST_CASE("Workbench: fonts are asked for what a scenario names, run B's too",
          "[gui][workbench][threads]") {
  const cascade::test::Folder folder;
  const auto with_project = [&](const std::string& name) {
    std::string file = folder.file(name + ".yaml");
    REQUIRE(write_text_file(file, "model: guarded\ntopology:\n  resources:\n    Project: [" + name +
                                      "]\noperations: [{ delete: Project/" + name + " }]\n"));
    return file;
  };
  Window session;
  ViewState& view = session.workbench.view();
  session.works("open " + with_project("机房"));
  const std::string wanted = view.take_wanted_characters();
  CHECK(wanted.find("机") != std::string::npos);
  CHECK(wanted.find("房") != std::string::npos);
  session.works("run");
  CHECK(view.take_wanted_characters().find("机") == std::string::npos);
  session.works("compare " + with_project("서울"));
  const std::string other = view.take_wanted_characters();
  CHECK(other.find("서") != std::string::npos);
  CHECK(other.find("机") == std::string::npos);
}

TEST_CASE("Workbench: a preview belongs to the scenario that is open",
          "[gui][workbench][threads]") {
  Window session;
  session.script("open " + kScenarios + "/veto.yaml; preview");
  CHECK_FALSE(session.workbench.script().failure());
  REQUIRE(session.workbench.preview().operation() != nullptr);
  CHECK_FALSE(session.workbench.preview().operation()->vetoes.empty());
  CHECK_FALSE(session.workbench.history());
  session.script("open " + kScenarios + "/protected.yaml");
  CHECK(session.workbench.preview().state() == PreviewPane::State::None);
  session.script("preview");
  REQUIRE(session.workbench.preview().operation() != nullptr);
  CHECK_FALSE(session.workbench.preview().operation()->breaches.empty());
}

TEST_CASE("Workbench: models open without a run", "[gui][workbench][threads]") {
  Window session;
  session.script("open " + kScenarios + "/models/zstack.yaml");
  CHECK_FALSE(session.workbench.script().failure());
  CHECK(session.workbench.document().kind() == sim::SourceKind::Model);
  REQUIRE(session.workbench.document().model());
  CHECK(session.workbench.document().scenario() == nullptr);
  CHECK_FALSE(session.workbench.history());
}

TEST_CASE("Script: words, quotes and mistakes", "[gui][script]") {
  const auto words = [](std::string_view text) {
    const auto lines = parse_script(text);
    if (!lines) return lines.error().message;
    std::string all;
    for (const ScriptLine& line : *lines) {
      all += line.command->id;
      for (const std::string& argument : line.arguments) all += "|" + argument;
      all += "\n";
    }
    return all;
  };
  CHECK(words("").empty());
  CHECK(words(" ;; \n ").empty());
  CHECK(words("open a.yaml;run") == "file.open|a.yaml\nrun.start\n");
  CHECK(words("open 'a b;c.yaml'\nstep \"\" 'x'y") == "file.open|a b;c.yaml\nstep.event||xy\n");
  CHECK(words("open 'a") == "the quote in \"'a\" is not closed");
  CHECK(words("opne a") == "there is no command 'opne' (did you mean 'open'?)");
}

}  // namespace
}  // namespace cascade::gui
