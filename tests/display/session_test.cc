// SPDX-License-Identifier: Apache-2.0
// What somebody does in a first session, with a real mouse and keyboard.
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>

#include "tests/display/window.h"

namespace cascade::test {
namespace {

const std::vector<std::string> kSize{"--size", "1440x900", "--theme", "dark"};

/// Every panel that is to be seen has something drawn in it.
void check_drawn(const Window& window, const Image& image) {
  CHECK(image.width == 1440);
  CHECK(image.height == 900);
  int panels = 0;
  for (const auto& [name, box] : window.places()) {
    if (!name.starts_with("panel ")) continue;
    ++panels;
    INFO(name);
    CHECK(image.colours(box) > 8);
  }
  CHECK(panels >= 4);
}

Image picture_of(Window& window, const std::string& name) {
  const std::string file = picture_file(name);
  std::filesystem::remove(file);
  window.command("screenshot " + file);
  (void)window.rest_after("file.screenshot");
  return Image(file);
}

TEST_CASE("Window: while a job goes on its progress is drawn, without anybody's doing",
          "[display]") {
  const Folder folder;
  const Screen screen;
  const std::string file = folder.file("slow.yaml");
  const NamedPipe pipe(file);
  Window window(screen, folder, kSize);
  window.command("open " + file);
  // It waits for the text. The first frames come from the command, later ones for the job alone.
  NamedPipe::serve(file, content_of(shipped("veto")),
                   [&] { window.working("opening " + file, 12); });
  (void)window.rest();
  CHECK(window.quit().code == 0);
}

TEST_CASE("Window: open, run, step back, collapse, switch the theme, export", "[display]") {
  const Folder folder;
  const Screen screen;
  const std::string zone = folder.write(
      "zone.yaml",
      "model: zstack\ntopology: { preset: small }\noperations: [{ delete: Zone/1 }]\n");
  Window window(screen, folder, kSize);

  window.key("ctrl+o");
  (void)window.rest_after("file.open");
  window.type(zone);
  window.key("Return");
  (void)window.rest_after("file.open");

  window.click("button run.start");
  const Window::Rest ran = window.rest_after("run.start");
  CHECK(ran.of > 100);
  CHECK(ran.position == ran.of);
  check_drawn(window, picture_of(window, "session-run"));

  // The tree at its end is the one that the other program draws of the same recording.
  const std::string recording = folder.file("run.recording");
  const std::string dot = folder.file("tree.dot");
  window.command("export recording " + recording);
  (void)window.rest_after("export.recording");
  window.command("export dot " + dot);
  (void)window.rest_after("export.dot");
  const Ended drawn = run_cascade({"tree", recording, "--format", "dot"});
  CHECK(drawn.code == 0);
  CHECK(content_of(dot) == drawn.out);

  window.key("Left");
  CHECK(window.rest_after("step.event_back").position == ran.of - 1);
  window.click("button step.event_back");
  CHECK(window.rest_after("step.event_back").position == ran.of - 2);
  window.key("ctrl+Home");
  CHECK(window.rest_after("play.start").position == 0);
  window.key("ctrl+End");
  CHECK(window.rest_after("play.end").position == ran.of);

  // A breakpoint on the node that was clicked: the run stops where it begins.
  window.key("ctrl+Home");
  (void)window.rest_after("play.start");
  window.click("node Zone / Cluster / Host");
  window.key("F9");
  (void)window.rest_after("break.toggle");
  window.key("F5");
  const Window::Rest stopped = window.rest_after("run.continue");
  CHECK(stopped.position > 0);
  CHECK(stopped.position < ran.of);
  window.key("F9");
  (void)window.rest_after("break.toggle");
  window.key("F5");
  CHECK(window.rest_after("run.continue").position == ran.of);

  const std::string inside = "node Zone / Cluster / Host / VmInstance";
  REQUIRE(window.shows(inside));
  window.double_click("node Zone / Cluster / Host");
  window.until(inside, false);
  CHECK(window.shows("node Zone / Cluster / Host"));
  const Image dark = picture_of(window, "session-collapsed");
  check_drawn(window, dark);
  // The other way: the keyboard opens what the mouse has selected.
  window.click("node Zone / Cluster / Host");
  window.key("space");
  window.until(inside, true);
  window.key("c");
  (void)window.rest_after("tree.toggle");
  window.until(inside, false);

  window.key("ctrl+t");
  (void)window.rest_after("view.theme");
  const Image light = picture_of(window, "session-light");
  check_drawn(window, light);
  CHECK(light.brightness() > dark.brightness() + 60);

  CHECK(window.quit().code == 0);
}

TEST_CASE("Window: ten quick clicks count ten", "[display]") {
  const Folder folder;
  const Screen screen;
  std::vector<std::string> arguments = kSize;
  arguments.insert(arguments.end(), {"--exec", "open " + shipped("failing-stop") + "; run; begin"});
  Window window(screen, folder, arguments);
  REQUIRE(window.first().position == 0);
  window.click("button step.event", 10);
  for (int i = 0; i < 10; ++i) window.done("step.event");
  CHECK(window.rest().position == 10);

  (void)screen.tool({"key", "--delay", "1", "--repeat", "10", "Left"});
  for (int i = 0; i < 10; ++i) window.done("step.event_back");
  CHECK(window.rest().position == 0);
  CHECK(window.quit().code == 0);
}

}  // namespace
}  // namespace cascade::test
