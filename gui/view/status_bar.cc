// SPDX-License-Identifier: Apache-2.0
#include "gui/view/status_bar.h"

#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "engine/time_text.h"
#include "gui/model/breakpoints.h"
#include "gui/model/jobs.h"
#include "gui/model/player.h"
#include "gui/model/workbench.h"
#include "gui/view/break_dot.h"
#include "gui/view/invoke.h"
#include "gui/view/panel.h"
#include "gui/view/widgets.h"
#include "sim/base/text.h"

namespace cascade::gui {
namespace {

/// Strokes above the slider that was drawn last: failures in red, breakpoints as discs.
void draw_marks(const PanelContext& context, const History& history) {
  const ImVec2 from = ImGui::GetItemRectMin();
  const ImVec2 to = ImGui::GetItemRectMax();
  // The grip stays inside of the slider, so do the places that it can point to.
  const float inset = 2 + ImGui::GetStyle().GrabMinSize / 2;
  const float width = to.x - from.x - 2 * inset;
  const auto size = static_cast<float>(std::max<std::uint64_t>(history.size(), 1));
  const auto x = [&](std::uint64_t place) {
    return from.x + inset + width * static_cast<float>(place) / size;
  };
  ImDrawList& list = *ImGui::GetWindowDrawList();
  float drawn = 0;
  for (const std::uint64_t failure : history.failures()) {
    const float at = std::floor(x(failure + 1));
    if (at == drawn) continue;
    drawn = at;
    list.AddRectFilled({at - 1, from.y}, {at + 1, from.y + (to.y - from.y) * 0.35F},
                       look_of(context.theme, Outcome::Failed).border);
  }
  const Breakpoints& breakpoints = context.workbench.breakpoints();
  for (std::size_t i = 0; i < breakpoints.all().size(); ++i) {
    for (const BreakMark& mark : breakpoints.state(i).marks) {
      draw_break_dot(list, {x(mark.place), to.y - 2 * context.scale}, 3 * context.scale,
                     context.theme, Breakpoints::Dot::On);
    }
  }
}

std::string speed_text(int eighths) {
  if (eighths == Player::kAsFastAsPossible) return "max";
  return eighths < 8 ? fmt::format("1/{}", 8 / eighths) : fmt::format("{}", eighths / 8);
}

void draw_speed(PanelContext& context) {
  static constexpr std::array<int, 11> kSpeeds{
      1, 2, 4, 8, 16, 32, 64, 128, 256, 512, Player::kAsFastAsPossible};
  const int speed = context.workbench.player().speed();
  const std::string shown = speed_text(speed);
  ImGui::SameLine();
  if (ImGui::SmallButton((shown == "max" ? "max" : shown + "x").c_str())) {
    ImGui::OpenPopup("speed");
  }
  command_tooltip(context.theme, *find_command("play.speed"));
  if (!ImGui::BeginPopup("speed")) return;
  for (const int choice : kSpeeds) {
    const std::string words = speed_text(choice);
    const std::string label =
        choice == Player::kAsFastAsPossible ? "as fast as possible" : words + "x";
    if (ImGui::MenuItem(label.c_str(), nullptr, choice == speed)) {
      invoke(context.workbench, "play.speed", words);
    }
  }
  ImGui::EndPopup();
}

/// Where the window stands in the run, as a slider over all its events.
void draw_scrubber(PanelContext& context) {
  Player& player = context.workbench.player();
  const auto& history = player.history();
  if (history == nullptr || player.snapshot() == nullptr) return;
  const std::uint64_t size = history->size();
  std::uint64_t position = player.position();
  const std::uint64_t first = 0;
  // In small windows and at large scales the words beside it need their room, too.
  const float room = ImGui::GetIO().DisplaySize.x * 0.25F;
  ImGui::SetNextItemWidth(std::max(120.0F, std::min(320 * context.scale, room)));
  // Without a number in it, the format is what is shown.
  const std::string shown = sim::grouped(position);
  ImGui::BeginDisabled(size == 0);
  if (ImGui::SliderScalar("##position", ImGuiDataType_U64, &position, &first, &size, shown.c_str(),
                          ImGuiSliderFlags_NoInput)) {
    player.seek(position);
  }
  ImGui::EndDisabled();
  draw_marks(context, *history);
  ImGui::SameLine();
  text(fmt::format("event {} of {}, {}", sim::grouped(player.position()), sim::grouped(size),
                   sim::short_duration(player.snapshot()->now.time_since_epoch())));
  tooltip(to_text(player.snapshot()->now));
  draw_speed(context);
}

void draw_job(PanelContext& context, const JobView& job) {
  std::string words = sim::printable(job.name);
  if (!job.what.empty()) words += ": " + sim::printable(job.what);
  if (job.total > 0) {
    words += fmt::format(", {} of {}", sim::grouped(job.done), sim::grouped(job.total));
  } else if (job.done > 0) {
    words += ", " + sim::grouped(job.done);
  }
  if (job.per_second > 0) words += fmt::format(", {} a second", sim::grouped(job.per_second));
  if (job.remaining) words += fmt::format(", {} left", sim::short_duration(*job.remaining));
  coloured_text(context.theme.accent, words);
  ImGui::SameLine();
  if (ImGui::SmallButton(job.stopping ? "stopping…" : "stop"))
    context.workbench.jobs().stop(job.id);
}

}  // namespace

void draw_status_bar(PanelContext& context) {
  draw_scrubber(context);
  const std::vector<JobView> jobs = context.workbench.jobs().views();
  if (context.workbench.player().snapshot() != nullptr) ImGui::SameLine(0, 18 * context.scale);
  if (jobs.empty()) {
    coloured_text(context.theme.faint_text, "Ready");
  } else {
    draw_job(context, jobs.front());
  }
}

}  // namespace cascade::gui
