// SPDX-License-Identifier: Apache-2.0
#include "gui/view/breakpoints_panel.h"

#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "gui/model/breakpoints.h"
#include "gui/model/player.h"
#include "gui/model/view_state.h"
#include "gui/model/workbench.h"
#include "gui/view/break_dot.h"
#include "gui/view/invoke.h"
#include "gui/view/theme.h"
#include "gui/view/widgets.h"
#include "sim/base/text.h"

namespace cascade::gui {
namespace {

constexpr std::string_view kHint =
    "node Zone/Cluster, type Host, resource Host/3, outcome failed, time 1.5s";

/// Where a click on it goes: to the next stop, from the last one to the first again.
std::optional<std::uint64_t> target_of(const BreakState& state) {
  return state.next ? state.next : state.first;
}

}  // namespace

void BreakpointsPanel::draw(PanelContext& context) {
  for (const ViewRequest request : context.workbench.view().take_requests(id())) {
    if (request == ViewRequest::Find) to_field_ = true;
  }
  draw_field(context);
  if (context.workbench.breakpoints().all().empty()) {
    empty_state(context.theme, "No breakpoints",
                "A run stops where one stands. F9 sets one on what is selected.");
    return;
  }
  draw_list(context);
}

void BreakpointsPanel::draw_field(PanelContext& context) {
  const float room = ImGui::CalcTextSize("Add").x + 3 * ImGui::GetStyle().FramePadding.x;
  if (std::exchange(to_field_, false)) ImGui::SetKeyboardFocusHere();
  ImGui::SetNextItemWidth(std::max(40.0F, ImGui::GetContentRegionAvail().x - room));
  const bool entered = ImGui::InputTextWithHint("##new", ("Stop at: " + std::string(kHint)).c_str(),
                                                &words_, ImGuiInputTextFlags_EnterReturnsTrue);
  tooltip("Behind it may stand: outcome failed, action delete, count 3");
  ImGui::SameLine();
  const bool clicked = button("Add", !words_.empty());
  if ((entered || clicked) && !words_.empty()) {
    const std::size_t before = context.workbench.breakpoints().version();
    invoke(context.workbench, "break.add", words_);
    // A mistake stays to be mended.
    if (context.workbench.breakpoints().version() != before) words_.clear();
    to_field_ = entered;
  }
}

void BreakpointsPanel::draw_list(PanelContext& context) {
  constexpr ImGuiTableFlags kFlags = ImGuiTableFlags_RowBg | ImGuiTableFlags_ScrollY |
                                     ImGuiTableFlags_NoSavedSettings |
                                     ImGuiTableFlags_SizingFixedFit;
  if (!ImGui::BeginTable("list", 4, kFlags, ImGui::GetContentRegionAvail())) return;
  ImGui::TableSetupScrollFreeze(0, 1);
  const float line = ImGui::GetTextLineHeight();
  ImGui::TableSetupColumn("", ImGuiTableColumnFlags_WidthFixed, ImGui::GetFrameHeight());
  ImGui::TableSetupColumn("stop at", ImGuiTableColumnFlags_WidthStretch);
  ImGui::TableSetupColumn("hits", ImGuiTableColumnFlags_WidthFixed, 4 * line);
  ImGui::TableSetupColumn("", ImGuiTableColumnFlags_WidthFixed, 1.3F * line);
  ImGui::TableHeadersRow();
  for (std::size_t i = 0; i < context.workbench.breakpoints().all().size(); ++i) {
    ImGui::PushID(static_cast<int>(i));
    draw_row(context, i);
    ImGui::PopID();
  }
  ImGui::EndTable();
}

void BreakpointsPanel::draw_row(PanelContext& context, std::size_t index) {
  Breakpoints& all = context.workbench.breakpoints();
  const Breakpoint& breakpoint = all.all()[index];
  const BreakState& state = all.state(index);
  ImGui::TableNextRow();
  ImGui::TableNextColumn();
  bool enabled = breakpoint.enabled;
  if (ImGui::Checkbox("##on", &enabled)) all.enable(index, enabled);
  ImGui::TableNextColumn();
  Breakpoint shown = breakpoint;
  shown.enabled = true;  // the box says it
  const std::string words = sim::printable(to_text(shown));
  const float height = ImGui::GetTextLineHeight();
  const std::string lines = wrapped(words, ImGui::GetContentRegionAvail().x - height * 1.2F);
  const float tall = ImGui::CalcTextSize(lines.c_str()).y;
  if (ImGui::Selectable("##row", state.here, ImGuiSelectableFlags_AllowItemOverlap, {0, tall})) {
    if (const auto place = target_of(state)) context.workbench.player().seek(*place);
  }
  const char* about = target_of(state) ? "Click: go to where it stops next" : "Stops nowhere here";
  tooltip(state.trouble.empty() ? std::string_view(about) : std::string_view(state.trouble));
  ImGui::SameLine(0, 0);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  draw_break_dot(*ImGui::GetWindowDrawList(), {at.x + height / 2, at.y + height / 2},
                 height * 0.36F, context.theme,
                 breakpoint.enabled ? Breakpoints::Dot::On : Breakpoints::Dot::Off);
  ImGui::Dummy({height * 1.2F, height});
  ImGui::SameLine(0, 0);
  const bool faint = !breakpoint.enabled || !state.trouble.empty();
  coloured_text(faint ? context.theme.faint_text : context.theme.text, lines);
  ImGui::TableNextColumn();
  if (!state.trouble.empty()) {
    coloured_text(context.theme.mistake, "?");
    tooltip(state.trouble);
  } else if (context.workbench.history() != nullptr) {
    text_right(context.theme.text, sim::grouped(state.hits));
  }
  ImGui::TableNextColumn();
  if (ImGui::SmallButton("×")) all.remove(index);
  tooltip("Remove");
}

}  // namespace cascade::gui
