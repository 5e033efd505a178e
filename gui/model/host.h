// SPDX-License-Identifier: Apache-2.0
// What the model needs of the window around it; the app implements it, tests fake it.
#pragma once

#include <functional>
#include <string>

#include "engine/result.h"

namespace cascade::gui {

/// Thread: the UI's, except wake().
class Host {
 public:
  Host() = default;
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;
  virtual ~Host() = default;
  /// There is news: Workbench::tick() is to be called soon. Any thread; cheap.
  virtual void wake() = 0;
  virtual void quit(int exit_code) = 0;
  /// Writes a PNG of the next complete frame; then calls `done`, on the UI's thread.
  virtual void screenshot(const std::string& file, std::function<void(Result<void>)> done) = 0;
  virtual void set_clipboard(const std::string& text) = 0;
};

}  // namespace cascade::gui
