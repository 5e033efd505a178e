// SPDX-License-Identifier: Apache-2.0
#include "gui/view/events_panel.h"

#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/time_text.h"
#include "gui/model/player.h"
#include "gui/model/view_state.h"
#include "gui/model/workbench.h"
#include "gui/view/data_table_view.h"
#include "gui/view/invoke.h"
#include "gui/view/long_list.h"
#include "gui/view/outcome_icon.h"
#include "gui/view/widgets.h"
#include "sim/base/text.h"

namespace cascade::gui {
namespace {

/// A button that opens a list of words to tick; `mask` has a bit per word, 0 stands for all.
template <class Name>
void draw_choice(const PanelContext& context, const char* label, int count, std::uint32_t& mask,
                 const Name& name) {
  const Colour colour = mask != 0 ? context.theme.accent : context.theme.text;
  ImGui::PushStyleColor(ImGuiCol_Text, colour);
  if (ImGui::SmallButton(label)) ImGui::OpenPopup(label);
  ImGui::PopStyleColor();
  if (!ImGui::BeginPopup(label)) return;
  for (int i = 0; i < count; ++i) {
    const std::uint32_t bit = 1U << static_cast<unsigned>(i);
    bool on = (mask & bit) != 0;
    if (ImGui::Checkbox(std::string(name(i)).c_str(), &on)) mask ^= bit;
  }
  if (button("All", mask != 0)) mask = 0;
  ImGui::EndPopup();
}

constexpr float kButtonGap = 4;

float button_width(const char* label) {
  return ImGui::CalcTextSize(label).x + 2 * ImGui::GetStyle().FramePadding.x;
}

void draw_toggle(PanelContext& context, const char* label, std::string_view command, bool on) {
  const Command& row = *find_command(command);
  go_on_in_line(button_width(label), kButtonGap * context.scale);
  ImGui::BeginDisabled(!is_enabled(context.workbench, row));
  ImGui::PushStyleColor(ImGuiCol_Text, on ? context.theme.accent : context.theme.text);
  if (ImGui::SmallButton(label)) invoke(context.workbench, row);
  ImGui::PopStyleColor();
  ImGui::EndDisabled();
  command_tooltip(context.theme, row);
}

/// What the column of kinds needs: none is cut, nor an outcome beside its sign.
float widest_kind() {
  float widest = 0;
  for (int kind = 0; kind < kEventKindCount; ++kind) {
    const std::string words(to_string(static_cast<EventKind>(kind)));
    widest = std::max(widest, ImGui::CalcTextSize(words.c_str()).x);
  }
  return widest;
}

/// Cut at the beginning where it is too long: numbers stand at the end.
void draw_subject(Colour colour, const std::string& subject) {
  const float room = ImGui::GetContentRegionAvail().x;
  coloured_text(colour, shortened_front(subject, room));
}

// Shares of what the other columns leave.
constexpr float kSubject = 3;
constexpr float kDetail = 1.6F;

constexpr ImGuiTableFlags kLinesTable =
    ImGuiTableFlags_Resizable | ImGuiTableFlags_Hideable | ImGuiTableFlags_Reorderable |
    ImGuiTableFlags_RowBg | ImGuiTableFlags_NoSavedSettings | ImGuiTableFlags_SizingStretchProp;

}  // namespace

void EventsPanel::draw(PanelContext& context) {
  const EventsPane& pane = context.workbench.events();
  take_requests(context);
  if (pane.empty()) {
    empty_state(context.theme, "No run", "Run a scenario or open a recording to see its events.");
    return;
  }
  draw_filters(context);
  draw_chips(context);
  draw_lines(context);
}

void EventsPanel::take_requests(PanelContext& context) {
  for (const ViewRequest request : context.workbench.view().take_requests(id())) {
    if (request == ViewRequest::Find) to_field_ = true;
    if (request == ViewRequest::Fit || request == ViewRequest::Focus) followed_.reset();
  }
}

void EventsPanel::draw_filters(PanelContext& context) {
  EventsPane& pane = context.workbench.events();
  if (std::exchange(to_field_, false)) ImGui::SetKeyboardFocusHere();
  if (!ImGui::IsAnyItemActive()) words_ = pane.filter_text();
  ImGui::SetNextItemWidth(-1);
  if (ImGui::InputTextWithHint("##filter", "Filter: a resource, step, reaction or message",
                               &words_)) {
    pane.set_filter_text(words_);
  }
  EventFilter filter = pane.list().filter();
  draw_choice(context, "Kind", kEventKindCount, filter.kinds,
              [](int kind) { return to_string(static_cast<EventKind>(kind)); });
  ImGui::SameLine(0, kButtonGap * context.scale);
  draw_choice(context, "Outcome", kOutcomeCount, filter.outcomes,
              [](int outcome) { return to_string(static_cast<Outcome>(outcome)); });
  pane.list().set_filter(filter);
  draw_toggle(context, "Failures", "events.failures", pane.only_failures());
  draw_toggle(context, "Selection", "events.selection", false);
  draw_toggle(context, "Follow", "events.follow", pane.following());
  go_on_in_line(button_width("CSV"), kButtonGap * context.scale);
  copy_button(context, id());
}

void EventsPanel::draw_chips(PanelContext& context) {
  EventsPane& pane = context.workbench.events();
  const bool filtered = !pane.list().filter().empty();
  coloured_text(filtered ? context.theme.accent : context.theme.faint_text, pane.status());
  if (!filtered) return;
  ImGui::SameLine();
  if (ImGui::SmallButton("All")) invoke(context.workbench, "events.all");
  for (const FilterPart part : kFilterParts) {
    const EventFilter filter = pane.list().filter();
    const std::string words = filter_words(filter, part, *pane.list().listed().history());
    if (words.empty()) continue;
    ImGui::PushID(static_cast<int>(part));
    if (ImGui::SmallButton((words + "  ×").c_str())) pane.list().set_filter(without(filter, part));
    tooltip("Takes this filter off");
    ImGui::PopID();
  }
}

void EventsPanel::follow(const EventsPane& pane) {
  // Before all that is listed: to where it begins.
  const std::uint64_t current = pane.current().value_or(0);
  if (!pane.following() || current == followed_) return;
  followed_ = current;
  scroll_.show(current);
}

void EventsPanel::draw_lines(PanelContext& context) {
  EventsPane& pane = context.workbench.events();
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float bar = ImGui::GetStyle().ScrollbarSize;
  const float row = ImGui::GetTextLineHeight() + 2 * ImGui::GetStyle().CellPadding.y;
  const auto fitting = static_cast<std::int64_t>(std::floor(room.y / row)) - 1;  // the head
  if (fitting < 1 || room.x < 4 * bar) return;
  scroll_.set_size(pane.list().listed().size(), static_cast<std::uint64_t>(fitting));
  follow(pane);
  ImGui::BeginChild("lines", {room.x - bar, room.y}, false,
                    ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  scroll_with_input(scroll_);
  if (begin_table(room.x - bar, pane.list().listed().history()->size())) {
    const std::optional<std::uint64_t> current = pane.current();
    std::uint64_t nth = scroll_.first();
    for (const EventLine& line : pane.lines(nth, scroll_.end())) {
      draw_line(context, line, current == nth);
      ++nth;
    }
    ImGui::EndTable();
  }
  ImGui::EndChild();
  ImGui::SameLine(0, 0);
  long_scrollbar(context.theme, scroll_, room.y);
  if (const auto position = pane.take_wanted_position()) context.workbench.player().seek(*position);
}

// Columns are as wide as the longest number and kind need; another width is another table for
// ImGui. Where little is left for the others, the detail stands in one column with the subject.
bool EventsPanel::begin_table(float room, std::uint64_t events) {
  const std::string last = sim::grouped(events);
  const float numbers = ImGui::CalcTextSize(last.c_str()).x;
  const float times = ImGui::CalcTextSize("99h 59m").x;
  const float kinds = widest_kind();
  const float rest = room - numbers - times - kinds - 10 * ImGui::GetStyle().CellPadding.x;
  const float subject = ImGui::CalcTextSize("PrimaryStorage/12").x;
  narrow_ = rest * kSubject < subject * (kSubject + kDetail);
  const std::string name = "events" + std::to_string(last.size()) + (narrow_ ? "narrow" : "");
  if (!ImGui::BeginTable(name.c_str(), narrow_ ? 5 : 6, kLinesTable)) return false;
  ImGui::TableSetupColumn("#", ImGuiTableColumnFlags_WidthFixed, numbers);
  ImGui::TableSetupColumn("time", ImGuiTableColumnFlags_WidthFixed, times);
  ImGui::TableSetupColumn("event", ImGuiTableColumnFlags_WidthFixed, kinds);
  ImGui::TableSetupColumn(narrow_ ? "subject, detail" : "subject", ImGuiTableColumnFlags_None,
                          kSubject);
  if (!narrow_) ImGui::TableSetupColumn("detail", ImGuiTableColumnFlags_None, kDetail);
  ImGui::TableSetupColumn("pass", ImGuiTableColumnFlags_DefaultHide, 1);
  ImGui::TableHeadersRow();
  return true;
}

void EventsPanel::draw_line(PanelContext& context, const EventLine& line, bool current) {
  Workbench& workbench = context.workbench;
  const Theme& theme = context.theme;
  const bool happened = line.position < workbench.events().position();
  const Selection& selection = workbench.selection();
  const bool same = selection.resource && selection.resource == line.link.resource;
  ImGui::TableNextRow();
  if (current) ImGui::TableSetBgColor(ImGuiTableBgTarget_RowBg0, with_alpha(theme.accent, 70));
  ImGui::PushID(static_cast<int>(line.position));
  ImGui::PushStyleColor(ImGuiCol_Text, happened ? theme.text : theme.faint_text);
  ImGui::TableNextColumn();
  const bool selected = selection.position == line.position;
  if (ImGui::Selectable(sim::grouped(line.number()).c_str(), selected,
                        ImGuiSelectableFlags_SpanAllColumns)) {
    workbench.events().go_to(line, workbench.selection());
  }
  tooltip(to_text(line.at) + "  " + line.subject + (line.detail.empty() ? "" : "\n" + line.detail));
  draw_menu(context, line);
  ImGui::TableNextColumn();
  text(sim::short_duration(line.at.time_since_epoch()));
  ImGui::TableNextColumn();
  if (line.outcome) {
    const float height = ImGui::GetTextLineHeight();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    draw_outcome_icon(*ImGui::GetWindowDrawList(), {at.x + height / 2, at.y + height / 2},
                      height * 0.36F, look_of(theme, line.outcome));
    ImGui::Dummy({height, height});
    ImGui::SameLine(0, height * 0.25F);
    text(to_string(*line.outcome));
  } else {
    text(to_string(line.kind));
  }
  ImGui::TableNextColumn();
  draw_subject(same ? theme.accent : ImGui::GetColorU32(ImGuiCol_Text), line.subject);
  if (narrow_) {
    ImGui::SameLine(0, ImGui::GetTextLineHeight() / 2);
    coloured_text(theme.faint_text, line.detail);
  } else {
    ImGui::TableNextColumn();
    text(line.detail);
  }
  ImGui::TableNextColumn();
  text(line.pass);
  ImGui::PopStyleColor();
  ImGui::PopID();
}

void EventsPanel::draw_menu(PanelContext& context, const EventLine& line) {
  if (!ImGui::BeginPopupContextItem("menu")) return;
  EventList& list = context.workbench.events().list();
  const History& history = *list.listed().history();
  const auto offer = [&](const Selection& about, FilterPart part) {
    const EventFilter wanted = only_selected(list.filter(), about);
    const std::string words = filter_words(wanted, part, history);
    if (words.empty()) return;
    if (ImGui::MenuItem(("Only " + words).c_str())) list.set_filter(wanted);
  };
  offer({.resource = line.link.resource}, FilterPart::Resource);
  offer({.pass = line.link.pass, .step = line.link.step}, FilterPart::Step);
  offer({.type = line.link.type}, FilterPart::Type);
  offer({.pass = line.link.pass}, FilterPart::Pass);
  const std::string kind(to_string(line.kind));
  if (ImGui::MenuItem(("Only “" + kind + "”").c_str())) {
    EventFilter filter = list.filter();
    filter.kinds = 1U << static_cast<unsigned>(line.kind);
    list.set_filter(filter);
  }
  ImGui::Separator();
  if (ImGui::MenuItem("All events")) list.set_filter({});
  ImGui::EndPopup();
}

}  // namespace cascade::gui
