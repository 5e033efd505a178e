// SPDX-License-Identifier: Apache-2.0
// The window: the only place that knows GLFW and OpenGL. It waits for events, feeds ImGui with them
// one change at a time, draws what ImGui built, and takes pictures of it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/result.h"
#include "engine/time.h"
#include "gui/platform/font_set.h"

namespace cascade::gui {

struct WindowOptions {
  std::string title;
  int width = 1440;  ///< In pixels of the screen.
  int height = 900;
};

/// Where the window stands, to be opened there again.
struct WindowSize {
  int width = 0;
  int height = 0;
};

/// What is seen, row by row from the top, four bytes per pixel: red, green, blue, 255.
struct Picture {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> pixels;
};

/// One at a time. Thread: the one that made it, except wake().
class Window {
 public:
  /// Makes ImGui's context as well. Errors: no display, no OpenGL 3.3; they say what does without.
  static Result<std::unique_ptr<Window>> open(const WindowOptions& options);
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;
  virtual ~Window() = default;

  /// Takes events; first waits until there are some or `timeout` (none: for ever) is over. True:
  /// something happened.
  virtual bool wait(std::optional<Duration> timeout) = 0;
  /// Ends a wait, now or the next one. Any thread.
  virtual void wake() = 0;
  /// Events that no frame has seen yet.
  [[nodiscard]] virtual bool input_pending() const = 0;

  /// Starts a frame of ImGui with the next events.
  virtual void begin_frame() = 0;
  /// Paints it on a background of this colour (0xAABBGGRR).
  virtual void end_frame(std::uint32_t background) = 0;
  /// Of the frame painted last; call it between end_frame() and present().
  [[nodiscard]] virtual Picture read_picture() const = 0;
  virtual void present() = 0;

  [[nodiscard]] virtual bool close_wanted() const = 0;
  virtual void refuse_close() = 0;
  /// Files dropped since the last call.
  virtual std::vector<std::string> take_dropped() = 0;
  virtual void set_title(const std::string& title) = 0;
  [[nodiscard]] virtual bool minimized() const = 0;
  [[nodiscard]] virtual WindowSize size() const = 0;
  /// Of the monitor: 1 is about 96 dots per inch.
  [[nodiscard]] virtual float content_scale() const = 0;
  [[nodiscard]] virtual FontSet& fonts() = 0;
  /// Makes pixels (0xAABBGGRR, row by row) into a texture, an ImTextureID. One per slot, the next
  /// one takes its place; a slot is a small number.
  virtual void* upload(int slot, int width, int height, const std::uint32_t* pixels) = 0;

 protected:
  Window() = default;
};

}  // namespace cascade::gui
