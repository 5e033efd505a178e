// SPDX-License-Identifier: Apache-2.0
// The program: owns the workbench and the frame around it, and runs the loop that waits for events
// and draws frames.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/real_clock.h"
#include "gui/app_log.h"
#include "gui/app_options.h"
#include "gui/model/host.h"
#include "gui/model/settings.h"
#include "gui/model/settings_store.h"
#include "gui/model/workbench.h"
#include "gui/platform/frame_pacer.h"
#include "gui/platform/window.h"
#include "gui/view/shell.h"
#include "gui/view/theme.h"

namespace cascade::gui {

/// Thread: the UI's, except wake().
class App final : public Host {
 public:
  /// `window` outlives it.
  App(Window& window, const AppOptions& options);

  /// Begins what --log and --exec asked for. Errors: the file; it is no script, and where.
  [[nodiscard]] Result<void> start();
  /// Until the user or a script ends it; the program's exit code.
  int run();

  // For --bench.
  [[nodiscard]] Workbench& workbench() { return workbench_; }
  /// One turn of the loop, with a frame in any case; CPU time of this thread in it, without what
  /// OpenGL takes.
  Duration turn();
  // As run() does, until nothing is being computed or moves, or for so long.
  void settle();
  void run_for(Duration duration);
  [[nodiscard]] std::uint64_t frames() const { return frames_; }

  void wake() override;
  void quit(int exit_code) override;
  void screenshot(const std::string& file, std::function<void(Result<void>)> done) override;
  void set_clipboard(const std::string& text) override;

 private:
  [[nodiscard]] Settings settings_now() const;
  void wait_and_tick(std::optional<Duration> at_most = {});
  void take_window_events();
  void draw_frame();
  void apply_look();
  [[nodiscard]] bool is_settled() const;
  void save_pictures();

  Window& window_;
  AppOptions options_;
  RealClock clock_;
  FramePacer pacer_;
  std::atomic<bool> woken_ = false;
  Workbench workbench_;
  SettingsStore settings_;
  ThemeChoice kept_theme_ = ThemeChoice::System;  ///< Where --theme has another for this once.
  Shell shell_;
  Theme theme_;
  std::optional<bool> dark_;  ///< Of the style that ImGui has now.
  float scale_ = 0;
  Instant last_tick_{};
  std::optional<int> exit_code_;
  struct WantedPicture {
    std::string file;
    std::function<void(Result<void>)> done;
  };
  std::vector<WantedPicture> pictures_;  ///< Of the next complete frame.
  AppLog log_;
  bool at_rest_ = false;
  std::uint64_t frames_ = 0;
  Duration painting_{};  ///< What OpenGL took in the last frame, of this thread's CPU time.
};

}  // namespace cascade::gui
