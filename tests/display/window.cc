// SPDX-License-Identifier: Apache-2.0
#include "tests/display/window.h"

#include <stb_image.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <sstream>

namespace cascade::test {
namespace {

ProgramOptions gui_options(const Screen& screen, const Folder& folder) {
  ProgramOptions options{.program = CASCADE_GUI_PROGRAM};
  options.environment = screen.environment();
  for (const auto* const name : {"HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"}) {
    options.environment.push_back(std::string(name) + "=" + folder.path().string());
  }
  // What libraries around it keep to their end is not this program's.
  options.environment.emplace_back("ASAN_OPTIONS=detect_leaks=0");
  return options;
}

std::vector<std::string> with_log(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"--log", "/dev/stdout", "--scale", "1"});
  return arguments;
}

}  // namespace

Window::Window(const Screen& screen, const Folder& folder, std::vector<std::string> arguments)
    : screen_(screen), program_(with_log(std::move(arguments)), gui_options(screen, folder)) {
  first_ = rest();
  id_ = screen_.tool({"search", "--sync", "--onlyvisible", "--name", "^Cascade Lab"});
  id_ = id_.substr(0, id_.find('\n'));
  // There is no window manager that would do it.
  (void)screen_.tool({"windowfocus", "--sync", id_});
}

std::vector<std::string> Window::to(const std::string& place) const {
  const auto found = places_.find(place);
  CAPTURE(place);
  REQUIRE(found != places_.end());
  const gui::Box& box = found->second;
  return {"mousemove",
          "--sync",
          "--window",
          id_,
          std::to_string(box.x + box.width / 2),
          std::to_string(box.y + box.height / 2)};
}

void Window::click(const std::string& place, int times) const {
  std::vector<std::string> words = to(place);
  words.insert(words.end(), {"click", "--repeat", std::to_string(times), "--delay", "1", "1"});
  (void)screen_.tool(words);
}

void Window::double_click(const std::string& place) const {
  click(place, 2);
}

void Window::key(const std::string& keys) const {
  (void)screen_.tool({"key", "--clearmodifiers", keys});
}

void Window::type(const std::string& text) const {
  (void)screen_.tool({"type", "--delay", "1", text});
}

void Window::command(const std::string& line) {
  key("ctrl+shift+p");
  (void)rest_after("help.palette");
  type(line);
  key("Return");
}

std::string Window::line() {
  const auto read = program_.read_line();
  if (!read) {
    const Ended ended = program_.wait();
    FAIL("the program has ended with " << ended.code << " (signal " << ended.signal
                                       << "), or hangs: " << ended.err);
  }
  std::istringstream words(*read);
  std::string kind;
  words >> kind;
  if (kind == "at") {
    gui::Box box;
    std::string name;
    words >> box.x >> box.y >> box.width >> box.height;
    std::getline(words >> std::ws, name);
    places_[name] = box;
  } else if (kind == "gone") {
    std::string name;
    std::getline(words >> std::ws, name);
    places_.erase(name);
  }
  return *read;
}

Window::Rest Window::rest() {
  for (;;) {
    std::istringstream words(line());
    std::string kind;
    std::string of;
    Rest rest;
    if (words >> kind && kind == "rest") {
      words >> rest.position >> of >> rest.of;
      return rest;
    }
  }
}

void Window::done(const std::string& command) {
  CAPTURE(command);
  for (;;) {
    const std::string read = line();
    if (read == "done " + command) return;
    if (read.starts_with("failed ")) FAIL(read);
  }
}

void Window::working(const std::string& job, int frames) {
  CAPTURE(job);
  while (frames > 0) {
    if (line() == "working " + job) --frames;
  }
}

void Window::until(const std::string& place, bool there) {
  CAPTURE(place);
  while (shows(place) != there) (void)rest();
}

Ended Window::quit() {
  key("ctrl+q");
  return program_.wait();
}

Image::Image(const std::string& file) {
  int channels = 0;
  stbi_uc* const data = stbi_load(file.c_str(), &width, &height, &channels, 3);
  INFO(file);
  REQUIRE(data != nullptr);
  pixels.assign(data, data + static_cast<std::ptrdiff_t>(width) * height * 3);
  stbi_image_free(data);
}

std::uint32_t Image::pixel(int x, int y) const {
  const auto at = (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                   static_cast<std::size_t>(x)) *
                  3;
  return pixels[at] | static_cast<std::uint32_t>(pixels[at + 1]) << 8U |
         static_cast<std::uint32_t>(pixels[at + 2]) << 16U;
}

std::size_t Image::colours(const gui::Box& box) const {
  std::set<std::uint32_t> found;
  for (int y = std::max(box.y, 0); y < std::min(box.y + box.height, height); ++y) {
    for (int x = std::max(box.x, 0); x < std::min(box.x + box.width, width); ++x) {
      found.insert(pixel(x, y));
    }
  }
  return found.size();
}

int Image::brightness() const {
  std::uint64_t sum = 0;
  for (const std::uint8_t channel : pixels) sum += channel;
  return static_cast<int>(sum / std::max<std::size_t>(pixels.size(), 1));
}

std::string picture_file(std::string_view name) {
  return std::string(CASCADE_PICTURES) + "/" + std::string(name) + ".png";
}

}  // namespace cascade::test
