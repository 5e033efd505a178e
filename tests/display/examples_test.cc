// SPDX-License-Identifier: Apache-2.0
// Scripts of the program in a real window.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/display/window.h"

namespace cascade::test {
namespace {

std::vector<std::string> scenarios() {
  std::vector<std::string> files;
  for (const auto* const folder : {"", "/zstack"}) {
    for (const auto& entry :
         std::filesystem::directory_iterator(std::string(CASCADE_SCENARIOS) + folder)) {
      if (entry.path().extension() == ".yaml") files.push_back(entry.path().string());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

Ended run_gui(const Screen& screen, const Folder& folder,
              const std::vector<std::string>& arguments) {
  ProgramOptions options{.program = CASCADE_GUI_PROGRAM, .environment = screen.environment()};
  options.environment.push_back("HOME=" + folder.path().string());
  options.environment.emplace_back("ASAN_OPTIONS=detect_leaks=0");
  return Program(arguments, options).wait();
}

TEST_CASE("Window: every shipped scenario opens and runs", "[display]") {
  const Folder folder;
  const Screen screen;
  std::string script;
  const auto files = scenarios();
  REQUIRE(files.size() > 20);
  for (const std::string& file : files) script += "open '" + file + "'; run; step -5;\n";
  const std::string picture = picture_file("examples-last");
  std::filesystem::remove(picture);
  script += "screenshot '" + picture + "'; quit";
  const Ended ended = run_gui(screen, folder, {"--size", "800x600", "--exec", script});
  CHECK(ended.err.empty());
  REQUIRE(ended.code == 0);
  const Image image(picture);
  CHECK(image.width == 800);
  CHECK(image.colours({0, 0, image.width, image.height}) > 30);
}

TEST_CASE("Window: a script that fails says why and leaves the picture that was asked for",
          "[display]") {
  const Folder folder;
  const Screen screen;
  const std::string picture = folder.file("a.png");
  const Ended ended = run_gui(screen, folder,
                              {"--size", "800x600", "--exec",
                               "open nowhere.yaml; run; screenshot " + picture + "; export dot " +
                                   folder.file("a.dot") + "; quit"});
  CHECK(ended.code == 1);
  CHECK(ended.err.find("open nowhere.yaml: cannot read nowhere.yaml") != std::string::npos);
  CHECK(ended.err.find("a.png shows the window as it was then") != std::string::npos);
  CHECK(Image(picture).width == 800);
  CHECK(folder.names() == std::vector<std::string>{"a.png"});

  const Ended export_failed =
      run_gui(screen, folder,
              {"--exec", "open " + shipped("veto") + "; run; export svg /nowhere/x.svg; quit"});
  CHECK(export_failed.code == 1);
  CHECK(export_failed.err.find("/nowhere/x.svg") != std::string::npos);
}

TEST_CASE("Window: a second file is run B, a third is too many", "[display]") {
  const Folder folder;
  const Screen screen;
  const Ended two = run_gui(screen, folder,
                            {shipped("veto"), shipped("account"), "--exec", "compare.swap; quit"});
  INFO(two.err);
  CHECK(two.code == 0);
  const Ended three = run_gui(screen, folder, {"a.yaml", "b.yaml", "c.yaml"});
  CHECK(three.code == 1);
  CHECK(three.err.find("'c.yaml' is one file too many") != std::string::npos);
}

TEST_CASE("Window: names that are not ASCII do not keep a picture waiting", "[display]") {
  const Folder folder;
  const Screen screen;
  const std::string file =
      folder.write("names.yaml",
                   "model: guarded\ntopology: { resources: { Project: [机房] } }\n"
                   "operations: [{ delete: Project/机房 }]\n");
  const std::string picture = picture_file("names");
  std::filesystem::remove(picture);
  const Ended ended =
      run_gui(screen, folder, {file, "--exec", "run; screenshot " + picture + "; quit"});
  INFO(ended.err);
  REQUIRE(ended.code == 0);
  const Image image(picture);
  CHECK(image.colours({0, 0, image.width, image.height}) > 30);
}

TEST_CASE("Window: pictures at all sizes, in both themes, enlarged", "[display]") {
  struct Case {
    const char* name;
    const char* size;
    const char* scale;
    const char* theme;
  };
  const Folder folder;
  const Screen screen;
  for (const Case& it :
       {Case{"1280-dark", "1280x720", "1", "dark"}, Case{"1920-light", "1920x1080", "1", "light"},
        Case{"2x-dark", "2560x1440", "2", "dark"}, Case{"3x-light", "2560x1440", "3", "light"}}) {
    CAPTURE(it.name);
    const std::string file = picture_file(it.name);
    std::filesystem::remove(file);
    const Ended ended =
        run_gui(screen, folder,
                {"--size", it.size, "--scale", it.scale, "--theme", it.theme, "--exec",
                 "open " + shipped("isolate-failures") +
                     "; run; step.previous_failure; screenshot " + file + "; quit"});
    INFO(ended.err);
    REQUIRE(ended.code == 0);
    const Image image(file);
    CHECK(std::to_string(image.width) + "x" + std::to_string(image.height) == it.size);
    CHECK((image.brightness() > 128) == (std::string(it.theme) == "light"));
    CHECK(image.colours({0, 0, image.width, image.height}) > 100);
  }
}

}  // namespace
}  // namespace cascade::test
