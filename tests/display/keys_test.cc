// SPDX-License-Identifier: Apache-2.0
// Keys, menus and dialogs in a real window.
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>

#include "tests/display/window.h"

namespace cascade::test {
namespace {

TEST_CASE("Window: a file that is there is replaced only when that is confirmed", "[display]") {
  const Folder folder;
  const Screen screen;
  const std::string file = folder.write("there.dot", "mine");
  Window window(screen, folder,
                {"--size", "1280x720", "--exec", "open " + shipped("veto") + "; run"});

  window.command("export.dot");
  window.until("dialog Save", true);
  window.key("ctrl+a");
  window.type(file);
  window.key("Return");
  window.until("dialog Replace", true);
  CHECK(content_of(file) == "mine");
  window.key("Escape");
  window.until("dialog Replace", false);
  CHECK(content_of(file) == "mine");

  window.command("export.dot");
  window.until("dialog Save", true);
  window.key("ctrl+a");
  window.type(file);
  window.key("Return");
  window.until("dialog Replace", true);
  window.key("Return");
  (void)window.rest_after("export.dot");
  CHECK(content_of(file).starts_with("digraph"));
  CHECK(window.quit().code == 0);
}

TEST_CASE("Window: larger and smaller, with keys", "[display]") {
  const Folder folder;
  const Screen screen;
  Window window(screen, folder, {"--size", "1280x720"});
  const auto height = [&] { return window.places().at("button file.open").height; };
  const int usual = height();
  window.key("ctrl+plus");
  (void)window.rest_after("view.zoom_in");
  CHECK(height() > usual);
  window.key("ctrl+0");
  (void)window.rest_after("view.zoom_reset");
  CHECK(height() == usual);
  window.key("ctrl+minus");
  (void)window.rest_after("view.zoom_out");
  CHECK(height() < usual);
  CHECK(window.quit().code == 0);
}

}  // namespace
}  // namespace cascade::test
