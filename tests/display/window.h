// SPDX-License-Identifier: Apache-2.0
// The desktop program in its window: a test presses keys and clicks on what the program's log
// (gui/app_log.h) says is there, and waits for what the log says was done.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "gui/model/panel_layout.h"
#include "tests/display/screen.h"

namespace cascade::test {

/// A running cascade-gui. Its settings are in a folder of its own.
class Window {
 public:
  Window(const Screen& screen, const Folder& folder, std::vector<std::string> arguments);

  // Mouse and keyboard. Names of places as in the log: "button run.start", "node Zone / Host".
  void click(const std::string& place, int times = 1) const;
  void double_click(const std::string& place) const;
  void key(const std::string& keys) const;  ///< "ctrl+shift+p", as xdotool takes them.
  void type(const std::string& text) const;
  void command(const std::string& line);  ///< Through the palette of commands.

  // What the log says. Each fails the test when the program ends or hangs before.
  struct Rest {
    std::uint64_t position = 0;
    std::uint64_t of = 0;
  };
  Rest rest();                            ///< The next time that nothing moves.
  void done(const std::string& command);  ///< Until that command was run.
  /// That many frames were drawn while the job went on.
  void working(const std::string& job, int frames);
  Rest rest_after(const std::string& command) {
    done(command);
    return rest();
  }
  /// Until the place is there, or not any more, and nothing moves.
  void until(const std::string& place, bool there);
  [[nodiscard]] bool shows(const std::string& place) const { return places_.contains(place); }
  [[nodiscard]] const std::map<std::string, gui::Box>& places() const { return places_; }

  /// When it had come to rest for the first time: behind what --exec asked for.
  [[nodiscard]] const Rest& first() const { return first_; }

  /// Closes it as Ctrl+Q does.
  Ended quit();

 private:
  std::string line();
  [[nodiscard]] std::vector<std::string> to(const std::string& place) const;

  const Screen& screen_;
  Program program_;
  std::string id_;
  Rest first_;
  std::map<std::string, gui::Box> places_;
};

/// A picture of a window.
struct Image {
  explicit Image(const std::string& file);
  [[nodiscard]] std::uint32_t pixel(int x, int y) const;
  /// Different colours in that part.
  [[nodiscard]] std::size_t colours(const gui::Box& box) const;
  /// Mean of all channels, 0 .. 255.
  [[nodiscard]] int brightness() const;
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> pixels;  ///< Three bytes each.
};

/// Where pictures are kept, with the build.
std::string picture_file(std::string_view name);

}  // namespace cascade::test
