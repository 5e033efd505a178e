// SPDX-License-Identifier: Apache-2.0
// A scenario while it is edited: text, mistakes by path, undo, saving, the command line that runs
// the same; and the commands that do all this in the app.
#include "gui/model/scenario_draft.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>

#include "gui/model/command.h"
#include "gui/model/document.h"
#include "gui/model/messages.h"
#include "gui/model/operation_fields.h"
#include "gui/model/preview_pane.h"
#include "gui/model/recent_files.h"
#include "gui/model/scenario_choices.h"
#include "gui/model/script.h"
#include "gui/model/text_file.h"
#include "gui/model/view_state.h"
#include "gui/model/workbench.h"
#include "sim/reader/model_reader.h"
#include "tests/gui/session.h"
#include "tests/support/fake_host.h"
#include "tests/support/folder.h"

namespace cascade::gui {
namespace {

using cascade::test::Folder;

constexpr std::string_view kText = R"(# Deletes a zone.
model: zstack  # ours
topology: { preset: tiny, zones: 2 }
operations: [{ delete: Zone/1 }]
faults:
  - { kind: fail, type: Host }  # one
)";

struct Opened {
  explicit Opened(std::string_view text = kText, sim::Overrides overrides = {}) {
    const auto opened = draft.open(std::string(text), "/work/a b.yaml", overrides, {});
    INFO((opened ? "" : opened.error().message));
    REQUIRE(opened);
  }
  ScenarioDraft draft;
};

TEST_CASE("ScenarioDraft: numbers that are set count, wrong ones too", "[gui][draft]") {
  Opened opened;
  ScenarioDraft& draft = opened.draft;
  CHECK(draft.numbers_set() == 1);
  REQUIRE(draft.set_words("topology.vms_per_host", "3"));
  CHECK(draft.numbers_set() == 2);
  REQUIRE(draft.set_words("topology.vms_per_host", "many"));
  CHECK_FALSE(draft.mistakes().empty());
  CHECK(draft.numbers_set() == 2);
}

TEST_CASE("ScenarioDraft: what is set is in the text and in the scenario, comments stay",
          "[gui][draft]") {
  Opened opened;
  ScenarioDraft& draft = opened.draft;
  CHECK_FALSE(draft.changed());
  REQUIRE(draft.set_words("seed", "7"));
  REQUIRE(draft.set_words("schedule", "by_step"));
  REQUIRE(draft.set_words("topology.vms_per_host", "3"));
  REQUIRE(draft.set("operations.0.delete", "Zone/2"));
  REQUIRE(draft.append("faults", "{ kind: slow, type: VmInstance, factor: 4 }"));
  REQUIRE(draft.set("faults.0.ratio", "[1, 2]"));
  CHECK(draft.changed());
  CHECK(draft.mistakes().empty());
  CHECK_FALSE(draft.rewritten());
  CHECK(draft.text().find("# Deletes a zone.\nmodel: zstack  # ours\n") == 0);
  CHECK(draft.text().find("  # one\n") != std::string::npos);
  const auto again = sim::parse_scenario(draft.text(), "a.yaml");
  REQUIRE(again);
  for (const sim::Scenario* const scenario : {&*again, &draft.scenario()}) {
    CHECK(scenario->seed == 7);
    CHECK(scenario->schedule == Schedule::ByStep);
    CHECK(scenario->topology.number("vms_per_host") == 3);
    CHECK(scenario->topology.number("zones") == 2);
    CHECK(scenario->operations.at(0).roots == std::vector<std::string>{"Zone/2"});
    REQUIRE(scenario->faults.size() == 2);
    CHECK(scenario->faults[0].ratio.has_value());
    CHECK(scenario->faults[1].factor == 4);
  }
  REQUIRE(draft.remove("faults.1"));
  REQUIRE(draft.remove("faults.0"));
  CHECK(draft.scenario().faults.empty());
  CHECK_FALSE(draft.has("faults"));
}

TEST_CASE("ScenarioDraft: mistakes are told at their field, the last right scenario stays",
          "[gui][draft]") {
  Opened opened;
  ScenarioDraft& draft = opened.draft;
  REQUIRE(draft.set_words("topology.zones", "many"));
  REQUIRE(draft.set_words("faults.0.type", "Hots"));
  REQUIRE(draft.set_words("schedule", "at once: all"));
  REQUIRE(draft.set_words("operations.0.delete", "Zone"));
  CHECK(draft.mistakes_at("topology.zones").find("whole number") != std::string::npos);
  CHECK(draft.mistakes_at("faults.0.type").find("did you mean 'Host'") != std::string::npos);
  CHECK(draft.mistakes_at("faults").find("did you mean 'Host'") != std::string::npos);
  CHECK(draft.mistakes_at("schedule").find("'at once: all'") != std::string::npos);
  CHECK_FALSE(draft.mistakes_at("operations.0.delete").empty());
  CHECK(draft.mistakes_at("topology.preset").empty());
  CHECK(draft.mistakes_at("seed").empty());
  CHECK(draft.mistakes().size() == 4);
  CHECK(draft.scenario().topology.number("zones") == 2);
  CHECK_FALSE(draft.check());
  CHECK_FALSE(draft.run_options());
  for (int i = 0; i < 4; ++i) draft.undo();
  CHECK(draft.mistakes().empty());
  CHECK(draft.check());
  CHECK(draft.text() == kText);
}

TEST_CASE("ScenarioDraft: unknown keys of a topology are told where they stand", "[gui][draft]") {
  Opened opened;
  REQUIRE(opened.draft.set_words("topology.preset", "cyclic"));
  CHECK(opened.draft.mistakes_at("topology.zones").find("unknown key 'zones'") !=
        std::string::npos);
}

TEST_CASE("ScenarioDraft: undo, redo, and back to what was opened", "[gui][draft]") {
  Opened opened;
  ScenarioDraft& draft = opened.draft;
  CHECK_FALSE(draft.can_undo());
  draft.undo();
  REQUIRE(draft.set_words("seed", "7"));
  REQUIRE(draft.set_words("seed", "8"));
  REQUIRE(draft.set_words("seed", "8"));
  draft.undo();
  CHECK(draft.value("seed") == "7");
  CHECK(draft.can_redo());
  draft.redo();
  CHECK(draft.scenario().seed == 8);
  draft.undo();
  REQUIRE(draft.set_words("seed", "9"));
  CHECK_FALSE(draft.can_redo());
  draft.revert();
  CHECK_FALSE(draft.changed());
  CHECK(draft.scenario().seed == 1);
  draft.undo();
  CHECK(draft.scenario().seed == 9);
}

TEST_CASE("ScenarioDraft: what cannot be set changes nothing", "[gui][draft]") {
  Opened opened;
  CHECK_FALSE(opened.draft.set("seed", "[1"));
  CHECK_FALSE(opened.draft.set("model.name", "x"));
  CHECK_FALSE(opened.draft.remove("seed"));
  CHECK(opened.draft.text() == kText);
  CHECK_FALSE(opened.draft.can_undo());
}

TEST_CASE("ScenarioDraft: what a recording had replaced becomes part of its text", "[gui][draft]") {
  const std::vector<std::pair<std::string, std::string>> overrides{{"seed", "5"},
                                                                   {"topology.zones", "1"}};
  Opened opened(kText, overrides);
  CHECK(opened.draft.scenario().seed == 5);
  CHECK(opened.draft.value("topology.zones") == "1");
  CHECK_FALSE(opened.draft.changed());
}

TEST_CASE("ScenarioDraft: the options that run the same as the changes", "[gui][draft]") {
  Opened opened;
  ScenarioDraft& draft = opened.draft;
  CHECK(draft.run_options() == std::string());
  REQUIRE(draft.set_words("seed", "7"));
  REQUIRE(draft.set_words("merge", "union"));
  REQUIRE(draft.set_words("topology.zones", "3"));
  REQUIRE(draft.set("operations.0.delete", "[Zone/1, Zone/2]"));
  REQUIRE(draft.append("faults", "{ kind: hang }"));
  const auto options = draft.run_options();
  REQUIRE(options);
  CHECK(*options ==
        " --set topology.zones=3 --set 'operations.0.delete=[Zone/1, Zone/2]'"
        " --set 'faults=[{ kind: fail, type: Host }, { kind: hang }]' --seed 7 --merge union");
  REQUIRE(draft.remove("faults"));
  CHECK_FALSE(draft.run_options());
}

TEST_CASE("ScenarioDraft: texts that are too large are not edited", "[gui][draft]") {
  ScenarioDraft draft;
  const std::string text =
      std::string(kText) + "# " + std::string(ScenarioDraft::kBytesMax, 'x') + "\n";
  const auto opened = draft.open(text, "a.yaml", {}, {});
  REQUIRE_FALSE(opened);
  CHECK(opened.error().message.find("512 KiB") != std::string::npos);
  CHECK_FALSE(draft.is_open());
}

sim::YamlNode tree_of(std::string_view text) {
  auto tree = sim::parse_yaml(text, "");
  REQUIRE(tree);
  return *std::move(tree);
}

TEST_CASE("OperationFields: every form of an operation, and another one for its targets",
          "[gui][draft]") {
  const auto model = sim::load_model("zstack", "");
  REQUIRE(model);
  const auto root = tree_of(
      "operations: [{ delete: [Zone/1, Zone/2] }, { delete: Host/1, mode: enforcing },"
      " { detach: PrimaryStorage/1, from: Cluster/1 }, { run: permissive, on: Zone/3 }]");
  const auto fields = [&](std::size_t index) {
    return operation_fields(root, operation_paths(root).at(index), model->get());
  };
  CHECK(fields(0).name == (*model)->operations.front().name);
  CHECK(fields(0).targets == "Zone/1, Zone/2");
  CHECK(fields(0).targets_path == "operations.0.delete");
  CHECK(fields(1).name == "enforcing");
  CHECK(fields(3).name == "permissive");
  CHECK(fields(3).targets_path == "operations.3.on");
  const OperationFields detach = fields(2);
  const sim::OperationSpec* const spec = (*model)->find_operation(detach.name);
  REQUIRE(spec != nullptr);
  CHECK(spec->argument == *(*model)->find_type("Cluster"));
  CHECK(detach.argument_path == "operations.2.from");
  CHECK(with_operation(detach, *spec, **model) ==
        "{ run: " + detach.name + ", on: PrimaryStorage/1, with: Cluster/1 }");
  CHECK(with_operation(fields(0), *spec, **model) ==
        "{ run: " + detach.name + ", on: [Zone/1, Zone/2], with: Cluster/1 }");
  CHECK(with_operation(fields(3), *(*model)->find_operation("enforcing"), **model) ==
        "{ run: enforcing, on: Zone/3 }");
  const auto group = tree_of(
      "operations: [{ delete: Zone/1 }, { together: [{ delete: Host/1 }, { delete: Host/2 }] }]");
  CHECK(operation_paths(group) == std::vector<std::string>{"operations.0",
                                                           "operations.1.together.0",
                                                           "operations.1.together.1"});
  CHECK(operation_fields(group, "operations.1.together.1", model->get()).targets == "Host/2");
  CHECK(targets_yaml(" Zone/1 ,Zone/2,") == "[Zone/1, Zone/2]");
  CHECK(targets_yaml("Zone/1") == "Zone/1");
  CHECK(targets_yaml("") == "\"\"");
}

TEST_CASE("Scenario choices: resources by type, then by the beginning of the name",
          "[gui][draft]") {
  const auto scenario = sim::parse_scenario(kText, "a.yaml");
  REQUIRE(scenario);
  const sim::Model& model = *scenario->model;
  const auto world = sim::generate_world(scenario->model, scenario->topology, 1);
  REQUIRE(world);
  CHECK(find_resources("host", model, world->get(), true).front() == "Host/1");
  CHECK(find_resources("Zone/", model, world->get(), true) ==
        std::vector<std::string>{"Zone/1", "Zone/2"});
  CHECK(find_resources("Zone/2", model, world->get(), true) == std::vector<std::string>{"Zone/2"});
  CHECK(find_resources("Zone/3", model, world->get(), true).empty());
  CHECK(find_resources("Nowhere/", model, world->get(), true).empty());
  const auto all = find_resources("", model, world->get(), false);
  const auto joining = find_resources("", model, world->get(), true);
  CHECK(all.size() > joining.size());
  CHECK(find_resources("zone", model, nullptr, true).front() == "Zone/1");
  CHECK(find_resources("Zone/", model, nullptr, true).empty());
  const auto reactions = reaction_names(model, "VmInstance");
  CHECK(std::find(reactions.begin(), reactions.end(), "stop") != reactions.end());
  CHECK(matching("vmi", type_names(model)).front() == "VmInstance");
  CHECK_FALSE(matching("HostVm", edge_names(model)).empty());
}

struct Editing : Session {
  Editing() {
    file = folder.file("mine.yaml");
    REQUIRE(write_text_file(file, kText));
  }
  bool script(const std::string& text, bool unattended = true) {
    return test::run_script(workbench, host, text, unattended) == "done";
  }
  [[nodiscard]] std::string on_disk() const {
    const auto text = read_text_file(file);
    return text ? *text : "";
  }

  Folder folder;
  std::string file;
};

TEST_CASE("Scenario commands: set, run again, take back, add and remove faults",
          "[gui][draft][threads]") {
  Editing session;
  REQUIRE(session.script("open " + session.file + "; run"));
  const std::string before = session.workbench.history()->end()->outcome;
  CHECK(before == "failed");
  REQUIRE(session.script("unset faults.0; set seed=3; run"));
  CHECK(session.workbench.history()->end()->outcome == "done");
  CHECK(session.workbench.document().scenario()->seed == 3);
  REQUIRE(
      session.script("undo; undo; redo; scenario.add_fault; scenario.add_fault '{ kind: hang }'"));
  CHECK(session.workbench.document().scenario()->faults.size() == 2);
  REQUIRE(session.script("scenario.revert"));
  CHECK(session.workbench.document().text() == kText);
  CHECK(session.on_disk() == kText);
}

TEST_CASE("Scenario commands: mistakes keep it from running, and are all told",
          "[gui][draft][threads]") {
  Editing session;
  REQUIRE(session.script("open " + session.file + "; set topology.zones=x; set seed=-1"));
  CHECK_FALSE(session.script("run"));
  CHECK(session.last_message().find("topology.zones: ") != std::string::npos);
  CHECK(session.last_message().find("seed: ") != std::string::npos);
  CHECK_FALSE(session.script("preview"));
  CHECK_FALSE(session.script("scenario.copy_command"));
  for (const char* const wrong : {"set seed", "set =1", "unset nothing", "set seed=[", "set a b"}) {
    CAPTURE(wrong);
    CHECK_FALSE(session.script(wrong));
  }
  CHECK(session.script("undo; undo; run"));
}

TEST_CASE("Scenario commands: a preview is of the scenario as it is now", "[gui][draft][threads]") {
  Editing session;
  REQUIRE(session.script("open " + session.file + "; preview"));
  const auto affected = [&] {
    return session.workbench.preview().model()->operations().at(0).affected;
  };
  const auto before = affected();
  REQUIRE(session.script("set topology.vms_per_host=50"));
  CHECK(session.workbench.preview().state() == PreviewPane::State::None);
  REQUIRE(session.script("preview"));
  CHECK(affected() > before);
}

TEST_CASE("Scenario commands: save keeps comments, save as goes elsewhere",
          "[gui][draft][threads]") {
  Editing session;
  REQUIRE(session.script("open " + session.file + "; set seed=3; save"));
  CHECK(session.on_disk() == std::string(kText) + "seed: 3\n");
  CHECK_FALSE(session.workbench.document().draft().changed());
  const std::string other = session.folder.file("other.yaml");
  REQUIRE(session.script("set seed=4; scenario.save_as " + other));
  CHECK(session.on_disk() == std::string(kText) + "seed: 3\n");
  CHECK(session.workbench.document().file() == other);
  CHECK(session.workbench.document().name() == "other");
  CHECK(session.workbench.recent().files().front() == other);
  REQUIRE(session.script("scenario.copy_command"));
  CHECK(session.host.clipboard == "cascade run " + other);
  REQUIRE(session.script("set schedule=by_step; scenario.copy_command"));
  CHECK(session.host.clipboard == "cascade run " + other + " --schedule by_step");
  CHECK_FALSE(session.script("scenario.save_as /nowhere/at/all.yaml"));
  CHECK(session.workbench.document().draft().changed());
}

TEST_CASE("Scenario commands: what somebody else wrote meanwhile is not lost",
          "[gui][draft][threads]") {
  Editing session;
  REQUIRE(session.script("open " + session.file + "; set seed=3"));
  REQUIRE(write_text_file(session.file, "model: other\n"));
  CHECK_FALSE(session.script("save"));
  CHECK(session.on_disk() == "model: other\n");
  CHECK(session.workbench.document().draft().changed());
}

TEST_CASE("Scenario commands: changes are not lost without a question", "[gui][draft][threads]") {
  Editing session;
  REQUIRE(session.script("open " + session.file + "; set seed=3"));
  const auto ask = [&](const char* id, const std::vector<std::string>& arguments) {
    REQUIRE(find_command(id)->run(session.workbench, arguments));
    test::settle(session.workbench, session.host);
    const bool asked = session.workbench.view().overlay() == Overlay::Unsaved;
    if (asked) CHECK(session.workbench.view().unsaved_question().command == id);
    session.workbench.view().close_overlay();
    return asked;
  };
  CHECK(ask("file.open", {session.file}));
  CHECK(ask("file.recent", {}));
  CHECK(ask("file.quit", {}));
  CHECK_FALSE(session.host.exit_code);
  CHECK(session.workbench.document().scenario()->seed == 3);
  REQUIRE(session.script("scenario.revert"));
  CHECK_FALSE(ask("file.quit", {}));
  CHECK(session.host.exit_code == 0);
  // Nobody could answer.
  REQUIRE(session.script("set seed=3; open " + session.file + "; run"));
  CHECK(session.workbench.document().scenario()->seed == 1);
}

TEST_CASE("Scenario commands: nothing to change, nothing is changed", "[gui][draft][threads]") {
  Editing session;
  for (const char* const line : {"set seed=1", "unset seed", "save", "undo", "scenario.add_fault",
                                 "scenario.copy_command", "scenario.save_as x.yaml"}) {
    CAPTURE(line);
    CHECK_FALSE(session.script(line));
  }
}

}  // namespace
}  // namespace cascade::gui
