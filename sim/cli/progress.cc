// SPDX-License-Identifier: Apache-2.0
// Carriage returns and real time, which only decides how often something is drawn.
#include "sim/cli/progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <utility>

#include "sim/base/text.h"
#include "sim/cli/terminal.h"

namespace cascade::sim::cli {
namespace {

using namespace std::chrono_literals;

constexpr Duration kPatience = 500ms;  // shorter work shows nothing
constexpr Duration kInterval = 100ms;
constexpr std::uint32_t kEventsPerLook = 1024;
constexpr std::size_t kWidth = 78;

bool line_is_drawn = false;

}  // namespace

Progress::Progress(std::string what)
    : shown_(can_show_progress()), what_(std::move(what)), next_draw_(clock_.now() + kPatience) {}

Progress::~Progress() {
  clear_progress_line();
}

void Progress::phase(const std::string& what) {
  if (shown_ && clock_.now() >= next_draw_) draw(what);
}

WorkWatch Progress::watch() {
  return {[this](const Work& work) { look(work); }, stop_.get_token()};
}

void Progress::look(const Work& work) {
  if (interrupted()) stop_.request_stop();
  if (!shown_ || clock_.now() < next_draw_) return;
  const std::string done = grouped(work.done);
  switch (work.kind) {
    case Work::Kind::Generating:
      return draw(fmt::format("generating the world, {} resources", done));
    case Work::Kind::Planning:
      return draw(fmt::format("planning, {} links", done));
    case Work::Kind::Predicting:
      return draw(fmt::format("predicting, {} events", done));
  }
}

void Progress::begin_pass(const PassRun& pass, std::size_t passes) {
  action_ = fmt::format("pass {} of {}, {}", pass.pass + 1, passes, pass.action_code);
  acts_ = pass.plan ? pass.plan->act_count() : 0;
  ended_ = 0;
  phase(action_);
}

void Progress::on_event(const Event& event, std::string_view /*text*/) {
  if (event.kind == EventKind::ActEnded) ++ended_;
  if (!shown_ || ++events_ % kEventsPerLook != 0) return;
  if (clock_.now() < next_draw_) return;
  const std::uint64_t percent =
      acts_ == 0 ? 100 : std::min<std::uint64_t>(100, ended_ * 100 / acts_);
  draw(fmt::format("{}: {:3}% of {} acts, {}", action_, percent, grouped(acts_),
                   short_duration(event.at.time_since_epoch())));
}

void Progress::draw(const std::string& line) {
  next_draw_ = clock_.now() + kInterval;
  const std::string text = shortened(printable(what_ + ": " + line), kWidth);
  std::fprintf(stderr, "\r%s\x1B[K", text.c_str());
  std::fflush(stderr);
  line_is_drawn = true;
}

void clear_progress_line() {
  if (!line_is_drawn) return;
  std::fputs("\r\x1B[K", stderr);
  std::fflush(stderr);
  line_is_drawn = false;
}

}  // namespace cascade::sim::cli
