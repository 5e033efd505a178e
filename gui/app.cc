// SPDX-License-Identifier: Apache-2.0
#include "gui/app.h"

#include <imgui.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <utility>
#include <vector>

#include "gui/layout/graphviz_layout.h"
#include "gui/model/command.h"
#include "gui/model/messages.h"
#include "gui/model/script.h"
#include "gui/model/view_state.h"
#include "gui/platform/cpu_time.h"
#include "gui/platform/png_file.h"
#include "gui/platform/system_theme.h"
#include "gui/view/audit_panel.h"
#include "gui/view/breakpoints_panel.h"
#include "gui/view/canvas_panels.h"
#include "gui/view/compare_panel.h"
#include "gui/view/events_panel.h"
#include "gui/view/inspector_panel.h"
#include "gui/view/invoke.h"
#include "gui/view/preview_panel.h"
#include "gui/view/scenario_panel.h"
#include "gui/view/style.h"
#include "sim/reader/shipped.h"

namespace cascade::gui {
namespace {

using namespace std::chrono_literals;

/// How often a picture that is asked for looks whether the window has come to rest.
constexpr Duration kPictureLook = 20ms;

std::optional<SettingsFiles> settings_files(const AppOptions& options) {
  const bool unattended = options.script || options.bench;
  if (options.settings == "none" || (options.settings.empty() && unattended)) return std::nullopt;
  if (!options.settings.empty()) return settings_files_in(options.settings);
  return usual_settings_files([](const char* name) { return std::getenv(name); });
}

std::vector<std::unique_ptr<Panel>> make_panels(Window& window, std::function<void()> wake) {
  PanelServices services;
  services.place = place_with_graphviz;
  services.upload = [&window](int slot, int width, int height, const std::uint32_t* pixels) {
    return window.upload(slot, width, height, pixels);
  };
  services.wake = std::move(wake);
  std::vector<std::unique_ptr<Panel>> panels;
  panels.push_back(std::make_unique<ScenarioPanel>(sim::shipped_scenarios()));
  panels.push_back(std::make_unique<PreviewPanel>());
  for (auto& panel : make_canvas_panels(services)) panels.push_back(std::move(panel));
  panels.push_back(std::make_unique<ComparePanel>());
  panels.push_back(std::make_unique<InspectorPanel>());
  panels.push_back(std::make_unique<EventsPanel>());
  panels.push_back(std::make_unique<AuditPanel>());
  panels.push_back(std::make_unique<BreakpointsPanel>());
  return panels;
}

}  // namespace

App::App(Window& window, const AppOptions& options)
    : window_(window),
      options_(options),
      workbench_(*this, place_with_graphviz),
      settings_(settings_files(options)),
      shell_(make_panels(window, [this] { wake(); })) {
  workbench_.view().set_system_dark(system_is_dark());
  if (!window_.fonts().complaint().empty()) {
    workbench_.messages().warning(window_.fonts().complaint());
  }
  workbench_.on_command([this](const Command& command, const Result<void>& done) {
    pacer_.news();
    log_.command(command, done);
  });
  last_tick_ = clock_.now();
  const std::vector<std::string_view> panels = shell_.panel_ids();
  workbench_.view().set_panels({panels.begin(), panels.end()});
  workbench_.view().set_layout(PanelLayout::standard(panels));
  apply_settings(settings_.load(workbench_.messages()), workbench_);
  kept_theme_ = workbench_.view().theme();
  if (options_.theme) invoke(workbench_, "view.theme", *options_.theme);
  if (options_.files.size() == 1) invoke(workbench_, "file.open", options_.files.front());
}

Result<void> App::start() {
  if (options_.log) {
    if (auto opened = log_.open(*options_.log, workbench_.view()); !opened) return opened;
  }
  std::vector<ScriptLine> lines;
  if (options_.files.size() == 2) lines = comparing(options_.files[0], options_.files[1]);
  if (options_.script) {
    auto asked = parse_script(*options_.script);
    if (!asked) return tl::unexpected(std::move(asked).error());
    std::move(asked->begin(), asked->end(), std::back_inserter(lines));
  }
  const bool unattended = options_.script.has_value();
  if (unattended || !lines.empty()) workbench_.script().start(std::move(lines), unattended);
  return {};
}

/// What --theme says is not kept, unless the user then chooses a theme.
Settings App::settings_now() const {
  Settings settings = settings_of(workbench_);
  if (options_.theme == theme_word(settings.theme)) settings.theme = kept_theme_;
  return settings;
}

void App::wake() {
  // One event is enough until it was seen: the flag is cleared before news is looked for.
  if (!woken_.exchange(true)) window_.wake();
}

void App::quit(int exit_code) {
  exit_code_ = exit_code;
}

void App::screenshot(const std::string& file, std::function<void(Result<void>)> done) {
  pictures_.push_back({file, std::move(done)});
  pacer_.news();
}

void App::set_clipboard(const std::string& text) {
  ImGui::SetClipboardText(text.c_str());
}

int App::run() {
  while (!exit_code_) {
    wait_and_tick();
    const std::optional<Duration> wait = pacer_.wait(clock_.now());
    if (!exit_code_ && wait && *wait <= Duration::zero()) draw_frame();
  }
  settings_.flush(settings_now(), workbench_.messages());
  if (options_.script && workbench_.script().failure()) {
    std::fprintf(stderr, "cascade-gui: --exec: %s\n", workbench_.script().failure()->c_str());
  }
  return *exit_code_;
}

Duration App::turn() {
  const Duration before = thread_cpu_time();
  pacer_.news();
  wait_and_tick();
  draw_frame();
  return thread_cpu_time() - before - painting_;
}

void App::settle() {
  pacer_.news();
  do {
    wait_and_tick();
    const std::optional<Duration> wait = pacer_.wait(clock_.now());
    if (wait && *wait <= Duration::zero()) draw_frame();
  } while (!at_rest_ && !exit_code_);
}

void App::run_for(Duration duration) {
  const Instant end = clock_.now() + duration;
  for (Instant now = clock_.now(); now < end && !exit_code_; now = clock_.now()) {
    wait_and_tick(end - now);
    const std::optional<Duration> wait = pacer_.wait(clock_.now());
    if (clock_.now() < end && wait && *wait <= Duration::zero()) draw_frame();
  }
}

void App::wait_and_tick(std::optional<Duration> at_most) {
  // Asked before each sleep: the frame before may have used up what was asked for then.
  const Instant begin = clock_.now();
  if (const auto next = settings_.next_tick()) pacer_.wake_at(begin + *next);
  if (const auto next = workbench_.next_tick()) pacer_.wake_at(begin + *next);
  std::optional<Duration> wait = pacer_.wait(begin);
  if (at_most) wait = std::min(wait.value_or(*at_most), *at_most);
  const bool happened = window_.wait(wait);
  const bool woken = woken_.exchange(false);
  if (happened || woken || window_.input_pending()) pacer_.news();
  take_window_events();
  const Instant now = clock_.now();
  const Duration elapsed = now - std::exchange(last_tick_, now);
  if (workbench_.tick(elapsed)) pacer_.news();
  if (settings_.tick(elapsed, settings_now(), workbench_.messages())) pacer_.news();
  pacer_.set_visible(!window_.minimized());
}

void App::take_window_events() {
  if (window_.close_wanted()) {
    window_.refuse_close();
    invoke(workbench_, "file.quit");
  }
  open_dropped(workbench_, window_.take_dropped());
}

void App::apply_look() {
  const ViewState& view = workbench_.view();
  const float monitor =
      options_.scale ? static_cast<float>(*options_.scale) / 100 : window_.content_scale();
  const float scale = monitor * static_cast<float>(view.zoom()) / 100;
  if (dark_ == view.dark() && scale_ == scale) return;
  dark_ = view.dark();
  scale_ = scale;
  theme_ = make_theme(*dark_);
  apply_style(theme_, scale_);
  window_.fonts().set_scale(scale_);
}

void App::draw_frame() {
  apply_look();
  window_.fonts().add_text(workbench_.view().take_wanted_characters());
  window_.begin_frame();
  PanelContext context{workbench_, theme_, scale_, window_.fonts().bold(), window_.fonts().mono()};
  shell_.draw(context);
  const Duration before = thread_cpu_time();
  window_.end_frame(theme_.panel);
  const bool settled = is_settled();
  if (settled) save_pictures();
  window_.present();
  painting_ = thread_cpu_time() - before;
  pacer_.drawn(clock_.now(), shell_.animating());
  if (!pictures_.empty()) pacer_.wake_at(clock_.now() + kPictureLook);
  at_rest_ = settled && !workbench_.busy() && !workbench_.script().running();
  log_.frame(workbench_, at_rest_);
  ++frames_;
}

/// The frame that was painted is what will be seen until something happens.
bool App::is_settled() const {
  const bool awaits = window_.input_pending() || workbench_.view().wants_characters();
  return !awaits && !shell_.animating() && pacer_.last_frame() && workbench_.settled() &&
         !shell_.unfinished();
}

void App::save_pictures() {
  for (WantedPicture& wanted : std::exchange(pictures_, {})) {
    wanted.done(write_png(window_.read_picture(), wanted.file));
    pacer_.news();  // whoever waited for it goes on
  }
}

}  // namespace cascade::gui
