// SPDX-License-Identifier: Apache-2.0
// Settings as text and on disk: round trips, what is broken in them, where they lie.
#include "gui/model/settings.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <map>
#include <string>

#include "gui/model/breakpoints.h"
#include "gui/model/recent_files.h"
#include "gui/model/settings_store.h"
#include "gui/model/text_file.h"
#include "gui/model/workbench.h"
#include "tests/support/fake_host.h"
#include "tests/support/folder.h"

namespace cascade::gui {
namespace {

using cascade::test::Folder;
using namespace std::chrono_literals;

Settings unusual() {
  Settings settings;
  settings.theme = ThemeChoice::Light;
  settings.zoom = 150;
  settings.layout = "row 3000 (tabs 0 tree) (tabs 1 events audit)";
  settings.recent = {"/work/a b/ünïcode.yaml", "/tmp/\"quoted\" \\ $HOME.yaml", "/x/'y': # z"};
  settings.breakpoints = {"type VmInstance", "outcome failed"};
  return settings;
}

struct Read {
  Settings settings;
  std::string error;
};
Read read(std::string_view text, SettingsPart part) {
  Read result;
  const Result<void> done = read_settings(text, "s.json", part, result.settings);
  if (!done) result.error = done.error().message;
  return result;
}

TEST_CASE("Settings: both parts come back as they were written", "[gui][settings]") {
  const Settings before = unusual();
  Settings after;
  for (const SettingsPart part : {SettingsPart::Choices, SettingsPart::State}) {
    const Result<void> done = read_settings(settings_text(before, part), "s.json", part, after);
    REQUIRE(done);
  }
  CHECK(after == before);
  CHECK(settings_text({}, SettingsPart::Choices) ==
        "{\n  \"version\": 1,\n  \"theme\": \"system\",\n  \"zoom\": 100\n}\n");
}

TEST_CASE("Settings: names that no JSON can hold are left out", "[gui][settings]") {
  Settings settings;
  settings.recent = {"/a\nb", "/\xff", "/good"};
  const std::string text = settings_text(settings, SettingsPart::State);
  CHECK(read(text, SettingsPart::State).settings.recent == std::vector<std::string>{"/good"});
}

TEST_CASE("Settings: unknown keys do no harm", "[gui][settings]") {
  const Read known =
      read(R"({"version": 1, "zoom": 125, "of_tomorrow": {"a": [1]}})", SettingsPart::Choices);
  CHECK(known.error.empty());
  CHECK(known.settings.zoom == 125);
}

TEST_CASE("Settings: a wrong value is told with its place, the others are taken",
          "[gui][settings]") {
  const Read choices =
      read("{\n\"version\": 1,\n\"theme\": \"pink\",\n\"zoom\": 125\n}", SettingsPart::Choices);
  CHECK(choices.error == "s.json:3:10: 'theme' is system, dark or light, not 'pink'");
  CHECK(choices.settings.zoom == 125);
  CHECK(choices.settings.theme == ThemeChoice::System);

  const Read types =
      read(R"({"version": 1, "theme": ["dark"], "zoom": "125"})", SettingsPart::Choices);
  CHECK(types.error.find("'theme' must be text, not a list") != std::string::npos);
  CHECK(types.error.find("'zoom' must be a whole number from 50 to 300") != std::string::npos);
  CHECK(types.settings == Settings{});

  const Read state =
      read(R"({"version": 1, "recent": [["/a"], {}], "layout": "x"})", SettingsPart::State);
  CHECK(state.error.find("'recent' must be a name or a list of names") != std::string::npos);
  CHECK(state.settings.layout == "x");
}

TEST_CASE("Settings: what is no settings file, or one of tomorrow, is refused", "[gui][settings]") {
  for (const char* const text : {"", "[]", "null", "{", "{\"zoom\": 125}", "\x01\x02",
                                 "{\"version\": 2, \"zoom\": 125}", "{\"version\": \"1\"}"}) {
    CAPTURE(text);
    const Read result = read(text, SettingsPart::Choices);
    CHECK_FALSE(result.error.empty());
    CHECK(result.settings == Settings{});
  }
}

TEST_CASE("SettingsFiles: XDG folders, their defaults, no home", "[gui][settings]") {
  std::map<std::string, std::string> variables;
  const Environment environment = [&](const char* name) -> const char* {
    const auto found = variables.find(name);
    return found == variables.end() ? nullptr : found->second.c_str();
  };
  CHECK_FALSE(usual_settings_files(environment));
  variables["HOME"] = "/home/u";
  CHECK(usual_settings_files(environment) ==
        SettingsFiles{"/home/u/.config/cascade-lab/settings.json",
                      "/home/u/.local/state/cascade-lab/state.json"});
  variables["XDG_CONFIG_HOME"] = "/c";
  variables["XDG_STATE_HOME"] = "relative";
  CHECK(
      usual_settings_files(environment) ==
      SettingsFiles{"/c/cascade-lab/settings.json", "/home/u/.local/state/cascade-lab/state.json"});
}

TEST_CASE("SettingsStore: written when still for a second, read back by the next session",
          "[gui][settings]") {
  const Folder folder;
  const SettingsFiles files = settings_files_in(folder.file("deep/er"));
  Messages messages;
  SettingsStore store(files);
  const Settings first = store.load(messages);
  CHECK(first == Settings{});
  CHECK_FALSE(store.next_tick());
  Settings now = unusual();
  store.tick(16ms, now, messages);
  CHECK(store.next_tick() == Duration(1s));
  store.tick(600ms, now, messages);
  now.zoom = 200;
  store.tick(600ms, now, messages);
  CHECK_FALSE(std::filesystem::exists(files.choices));
  store.tick(1s, now, messages);
  CHECK_FALSE(store.next_tick());
  CHECK(std::filesystem::exists(files.choices));
  CHECK(SettingsStore(files).load(messages) == now);
  CHECK(messages.log().empty());
}

TEST_CASE("SettingsStore: nothing is written that nobody changed", "[gui][settings]") {
  const Folder folder;
  const SettingsFiles files = settings_files_in(folder.path().string());
  Messages messages;
  SettingsStore store(files);
  store.flush(store.load(messages), messages);
  CHECK(std::filesystem::is_empty(folder.path()));
  SettingsStore none(std::nullopt);
  CHECK(none.load(messages) == Settings{});
  none.tick(1s, unusual(), messages);
  none.flush(unusual(), messages);
  CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("SettingsStore: a broken file is set aside, with a message, and not lost",
          "[gui][settings]") {
  const Folder folder;
  const SettingsFiles files = settings_files_in(folder.path().string());
  const std::string broken = "{ \"version\": 1, \"zoom\": 150, \"theme\": 7 ";
  Messages messages;
  for (const char* const aside : {".broken", ".broken2"}) {
    REQUIRE(write_text_file(files.choices, broken));
    SettingsStore store(files);
    CHECK(store.load(messages).zoom == 100);
    CHECK_FALSE(std::filesystem::exists(files.choices));
    const auto kept = read_text_file(files.choices + aside);
    REQUIRE(kept);
    CHECK(*kept == broken);
    CHECK(messages.log().back().text.find("set aside as " + files.choices + aside) !=
          std::string::npos);
    store.flush(unusual(), messages);
    CHECK(SettingsStore(files).load(messages).zoom == 150);
  }
  CHECK(messages.log().size() == 2);
}

TEST_CASE("SettingsStore: what cannot be read is not written over", "[gui][settings]") {
  const Folder folder;
  const SettingsFiles files = settings_files_in(folder.path().string());
  std::filesystem::create_directory(files.choices);
  Messages messages;
  SettingsStore store(files);
  CHECK(store.load(messages) == Settings{});
  CHECK(messages.log().size() == 1);
  store.flush(unusual(), messages);
  CHECK(std::filesystem::is_directory(files.choices));
  CHECK(std::filesystem::exists(files.state));
}

TEST_CASE("SettingsStore: a folder that cannot be made is told once", "[gui][settings]") {
  const Folder folder;
  REQUIRE(write_text_file(folder.file("taken"), "a file"));
  const SettingsFiles files = settings_files_in(folder.file("taken/below"));
  Messages messages;
  SettingsStore store(files);
  store.load(messages);
  Settings now;
  now.zoom = 150;
  CHECK(store.flush(now, messages));
  CHECK_FALSE(store.flush(now, messages));
  CHECK(messages.log().size() == 1);
}

TEST_CASE("Settings: the window's look goes there and back", "[gui][settings]") {
  test::FakeHost host;
  Workbench one(host);
  Workbench other(host);
  for (Workbench* const workbench : {&one, &other}) {
    workbench->view().set_panels({"tree", "events", "inspector"});
    workbench->view().set_layout(
        PanelLayout::standard(std::vector<std::string_view>{"tree", "events", "inspector"}));
  }
  CHECK(settings_of(one) == Settings{});
  one.view().set_theme(ThemeChoice::Dark);
  one.view().zoom_in();
  one.view().layout().move("events", "tree", PanelSide::Left);
  one.recent().add("/a.yaml");
  one.recent().add("/b.yaml");
  one.recent().add("/a.yaml");
  for (const char* const line :
       {"type VmInstance outcome failed count 3", "resource 'Host/a b'", "time 1.5s off"}) {
    const auto breakpoint = parse_breakpoint(line);
    REQUIRE(breakpoint);
    one.breakpoints().add(*breakpoint);
  }
  one.breakpoints().enable(1, false);
  const Settings settings = settings_of(one);
  REQUIRE(settings.breakpoints.size() == 3);
  CHECK(settings.recent == std::vector<std::string>{"/a.yaml", "/b.yaml"});
  apply_settings(settings, other);
  CHECK(settings_of(other) == settings);
  CHECK(other.view().layout() == one.view().layout());
  CHECK(other.breakpoints().all() == one.breakpoints().all());
  Settings odd = settings;
  odd.layout = "no layout";
  odd.breakpoints.insert(odd.breakpoints.begin(), "nothing of that kind");
  apply_settings(odd, other);
  CHECK(other.breakpoints().all() == one.breakpoints().all());
  CHECK(other.view().layout() == one.view().layout());
}

TEST_CASE("RecentFiles: the oldest are forgotten", "[gui][settings]") {
  RecentFiles recent;
  for (int i = 0; i < 20; ++i) recent.add(std::to_string(i));
  CHECK(recent.files().size() == RecentFiles::kKept);
  CHECK(recent.files().front() == "19");
  recent.clear();
  CHECK(recent.files().empty());
}

}  // namespace
}  // namespace cascade::gui
