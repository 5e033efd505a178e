// SPDX-License-Identifier: Apache-2.0
// The desktop program: reads the command line, opens the window, runs the app in it.
#include <cstdio>
#include <string>
#include <vector>

#include "gui/app.h"
#include "gui/app_bench.h"
#include "gui/app_options.h"
#include "gui/platform/window.h"

namespace cascade::gui {
namespace {

int complain(const Error& error) {
  std::fprintf(stderr, "cascade-gui: %s\n", error.message.c_str());
  return 1;
}

int run(const std::vector<std::string>& arguments) {
  const auto options = parse_app_options(arguments);
  if (!options) return complain(options.error());
  if (options->help || options->version) {
    const std::string text = options->help ? app_help() : "cascade-gui " CASCADE_VERSION "\n";
    return std::fputs(text.c_str(), stdout) < 0 || std::fflush(stdout) != 0 ? 1 : 0;
  }
  WindowOptions window_options;
  window_options.title = "Cascade Lab";
  window_options.width = options->width.value_or(window_options.width);
  window_options.height = options->height.value_or(window_options.height);
  const auto window = Window::open(window_options);
  if (!window) return complain(window.error());
  if (options->bench) {
    AppOptions bench = *options;
    const std::string recording = bench.files.empty() ? std::string() : bench.files.front();
    bench.files.clear();
    App app(**window, bench);
    return run_bench(app, recording);
  }
  App app(**window, *options);
  if (const auto started = app.start(); !started) return complain(started.error());
  return app.run();
}

}  // namespace
}  // namespace cascade::gui

int main(int argc, char** argv) {
  return cascade::gui::run({argv + 1, argv + argc});
}
