// SPDX-License-Identifier: Apache-2.0
#include "gui/model/file_browser.h"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>

namespace cascade::gui {
namespace {

namespace fs = std::filesystem;

/// A folder of its own, removed at the end.
class BrowsedFolder {
 public:
  BrowsedFolder()
      : path_(fs::temp_directory_path() / ("cascade_browser_" + std::to_string(::getpid()))) {
    fs::create_directories(path_ / "models" / "old");
    for (const char* const name : {"b.yaml", "A.YAML", "notes.txt", ".hidden.yaml", "机房.yaml"}) {
      std::ofstream(path_ / name) << "x";
    }
  }
  BrowsedFolder(const BrowsedFolder&) = delete;
  BrowsedFolder& operator=(const BrowsedFolder&) = delete;
  ~BrowsedFolder() {
    std::error_code error;
    fs::remove_all(path_, error);
  }
  [[nodiscard]] std::string path(const std::string& name = "") const {
    return name.empty() ? path_.string() : (path_ / name).string();
  }

 private:
  fs::path path_;
};

std::string names(const FileBrowser& browser) {
  std::string result;
  for (const FileEntry& entry : browser.entries()) {
    if (!result.empty()) result += " ";
    result += entry.name + (entry.folder ? "/" : "");
  }
  return result;
}

TEST_CASE("FileBrowser: folders come first, then files with the wanted endings", "[gui][files]") {
  const BrowsedFolder folder;
  FileBrowser browser(folder.path(), {".yaml"});
  CHECK(browser.complaint().empty());
  CHECK(names(browser) == "models/ A.YAML b.yaml 机房.yaml");
  browser.show_all(true);
  CHECK(names(browser) == "models/ A.YAML b.yaml notes.txt 机房.yaml");
  browser.set_filter("a.Y");
  CHECK(names(browser) == "A.YAML");
  browser.set_filter(".hid");
  CHECK(names(browser) == ".hidden.yaml");
  CHECK(browser.entries()[0].bytes == 1);
}

TEST_CASE("FileBrowser: going up selects the folder that was left", "[gui][files]") {
  const BrowsedFolder folder;
  FileBrowser browser(folder.path(), {});
  browser.enter("models");
  CHECK(browser.folder() == folder.path("models"));
  CHECK(names(browser) == "old/");
  browser.up();
  CHECK(browser.folder() == folder.path());
  CHECK(browser.entries()[browser.selected()].name == "models");
}

TEST_CASE("FileBrowser: the selection stays inside the list", "[gui][files]") {
  const BrowsedFolder folder;
  FileBrowser browser(folder.path(), {".yaml"});
  browser.move(-5);
  CHECK(browser.selected() == 0);
  browser.move(100);
  CHECK(browser.selected() == 3);
  browser.set_filter("no such file");
  CHECK(browser.entries().empty());
  browser.move(1);
  CHECK(browser.selected() == 0);
}

TEST_CASE("FileBrowser: what is no folder is told, and it stays where it was", "[gui][files]") {
  const BrowsedFolder folder;
  FileBrowser browser(folder.path(), {});
  browser.enter("b.yaml");
  CHECK(browser.folder() == folder.path());
  CHECK(browser.complaint().find("b.yaml") != std::string::npos);
  browser.enter("models");
  CHECK(browser.complaint().empty());
  const FileBrowser elsewhere(folder.path("gone"), {});
  CHECK(elsewhere.folder() == fs::current_path().string());
  CHECK_FALSE(elsewhere.complaint().empty());
}

TEST_CASE("FileBrowser: paths may be relative, absolute, or begin at home", "[gui][files]") {
  const BrowsedFolder folder;
  const FileBrowser browser(folder.path(), {});
  CHECK(browser.path_of("b.yaml") == folder.path("b.yaml"));
  CHECK(browser.path_of("models/../b.yaml") == folder.path("b.yaml"));
  CHECK(browser.path_of("/etc/") == "/etc");
  CHECK(browser.path_of("/") == "/");
  const auto parents = browser.parents();
  CHECK(parents.front().second == "/");
  CHECK(parents.back().second == folder.path());
}

}  // namespace
}  // namespace cascade::gui
