// SPDX-License-Identifier: Apache-2.0
#include "gui/view/status_bar.h"

#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <string>
#include <vector>

#include "engine/time_text.h"
#include "gui/model/jobs.h"
#include "gui/model/player.h"
#include "gui/model/workbench.h"
#include "gui/view/panel.h"
#include "gui/view/widgets.h"
#include "sim/text.h"

namespace cascade::gui {
namespace {

/// Where the window stands in the run, as a slider over all its events.
void draw_scrubber(PanelContext& context) {
  Player& player = context.workbench.player();
  const auto& history = player.history();
  if (history == nullptr || player.snapshot() == nullptr) return;
  const std::uint64_t size = history->size();
  std::uint64_t position = player.position();
  const std::uint64_t first = 0;
  ImGui::SetNextItemWidth(std::max(120.0F, 320 * context.scale));
  if (ImGui::SliderScalar("##position", ImGuiDataType_U64, &position, &first, &size, "%llu",
                          ImGuiSliderFlags_NoInput)) {
    player.seek(position);
  }
  ImGui::SameLine();
  text(fmt::format("event {} of {}, {}", sim::grouped(player.position()), sim::grouped(size),
                   to_text(player.snapshot()->now)));
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
