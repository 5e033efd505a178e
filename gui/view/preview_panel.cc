// SPDX-License-Identifier: Apache-2.0
#include "gui/view/preview_panel.h"

#include <fmt/format.h>
#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gui/model/document.h"
#include "gui/model/preview_pane.h"
#include "gui/model/workbench.h"
#include "gui/view/invoke.h"
#include "gui/view/widgets.h"
#include "sim/base/text.h"
#include "sim/scenario/scenario_words.h"

namespace cascade::gui {
namespace {

constexpr ImGuiTableFlags kTable = ImGuiTableFlags_RowBg | ImGuiTableFlags_SizingFixedFit;
constexpr int kVetoLines = 6;        // before they scroll
constexpr int kRefusalLines = 4;     // of one that refuses
constexpr float kRefusedLines = 10;  // of all of them, before they scroll
constexpr std::size_t kRefusalsMeasured = 60;
constexpr float kInstanceLines = 12;  // at least

void select(Selection& selection, Resource resource) {
  selection = {};
  selection.type = resource.type;
  selection.resource = resource;
}

void right_cell(Colour colour, const std::string& words) {
  ImGui::TableNextColumn();
  text_right(colour, words);
}

/// A column as wide as its title and the longest of its cells, from the first frame on; text_right
/// gives a table nothing to measure.
void measured_column(const char* title, const std::string& longest) {
  const float width =
      std::max(ImGui::CalcTextSize(title).x, ImGui::CalcTextSize(longest.c_str()).x);
  ImGui::TableSetupColumn(title, ImGuiTableColumnFlags_WidthFixed, width);
}

void keep_longer(std::string& longest, std::string words) {
  if (words.size() > longest.size()) longest = std::move(words);
}

std::string longest_of(const std::vector<std::string>& words) {
  std::string longest;
  for (const std::string& word : words) keep_longer(longest, sim::printable(word));
  return longest;
}

void draw_operations(PreviewPane& pane) {
  const auto& operations = pane.model()->operations();
  if (operations.size() < 2) return;
  ImGui::SetNextItemWidth(-1);
  if (!ImGui::BeginCombo("##operation", sim::printable(pane.operation()->title).c_str())) return;
  for (std::size_t i = 0; i < operations.size(); ++i) {
    const std::string label = fmt::format("{}. {}", i + 1, sim::printable(operations[i].title));
    if (ImGui::Selectable(label.c_str(), i == pane.chosen())) pane.choose(i);
  }
  ImGui::EndCombo();
}

/// Over at most kRefusalLines lines; what does not fit gives way to an ellipsis.
std::string in_lines(const PreviewVeto& refusal, float width) {
  std::string all = wrapped(refusal.text(), width);
  std::size_t end = all.find('\n');
  for (int line = 1; line < kRefusalLines && end != std::string::npos; ++line) {
    end = all.find('\n', end + 1);
  }
  if (end != std::string::npos) all.replace(end, std::string::npos, "…");
  return all;
}

float height_of(const std::string& lines) {
  return ImGui::CalcTextSize(lines.c_str()).y + ImGui::GetStyle().ItemSpacing.y;
}

void draw_refusal(const PanelContext& context, Selection& selection, const PreviewVeto& refusal,
                  const std::string& lines, float height) {
  const ImVec2 at = ImGui::GetCursorPos();
  const ImVec2 size{0, height - ImGui::GetStyle().ItemSpacing.y};
  if (ImGui::Selectable("##refusal", selection.resource == refusal.resource, 0, size)) {
    select(selection, refusal.resource);
  }
  tooltip(refusal.text());
  ImGui::SetCursorPos(at);
  coloured_text(context.theme.mistake, lines);
  ImGui::SetCursorPos({at.x, at.y + height});
}

/// Few stand below each other as tall as they are; of many each takes as much as the tallest.
void draw_refusal_list(const PanelContext& context, Selection& selection,
                       const std::vector<PreviewVeto>& refusals, float width) {
  const auto draw = [&](std::size_t i, std::optional<float> height) {
    const std::string lines = in_lines(refusals[i], width);
    ImGui::PushID(static_cast<int>(i));
    draw_refusal(context, selection, refusals[i], lines, height.value_or(height_of(lines)));
    ImGui::PopID();
  };
  if (refusals.size() <= kRefusalsMeasured) {
    for (std::size_t i = 0; i < refusals.size(); ++i) draw(i, std::nullopt);
    return;
  }
  const float tallest = ImGui::GetTextLineHeight() * static_cast<float>(kRefusalLines) +
                        ImGui::GetStyle().ItemSpacing.y;
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(refusals.size()), tallest);
  while (clipper.Step()) {
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      draw(static_cast<std::size_t>(i), tallest);
    }
  }
}

/// Who refuses.
void draw_refusals(const PanelContext& context, Selection& selection, std::string_view what,
                   const std::vector<PreviewVeto>& refusals) {
  if (refusals.empty()) return;
  const std::string title = fmt::format("{}: {}###{}", what, sim::grouped(refusals.size()), what);
  if (!section(context.bold, title)) return;
  const float width = ImGui::GetContentRegionAvail().x - ImGui::GetStyle().ScrollbarSize;
  const float most = ImGui::GetTextLineHeight() * kRefusedLines;
  float height = ImGui::GetStyle().ItemSpacing.y;
  for (std::size_t i = 0; i < refusals.size() && height < most; ++i) {
    height += height_of(in_lines(refusals[i], width));
  }
  ImGui::BeginChild(std::string(what).c_str(), {0, std::min(height, most)});
  draw_refusal_list(context, selection, refusals, width);
  ImGui::EndChild();
}

void draw_type(const PanelContext& context, PreviewPane& pane, const PreviewType& type) {
  ImGui::TableNextRow();
  ImGui::TableNextColumn();
  const bool filtered = pane.filter().type == type.type;
  if (ImGui::Selectable(sim::printable(type.name).c_str(), filtered,
                        ImGuiSelectableFlags_SpanAllColumns)) {
    PreviewInstances::Filter filter;
    if (!filtered) filter.type = type.type;
    pane.set_filter(std::move(filter));
  }
  tooltip("Only these in the list of resources");
  right_cell(context.theme.text, sim::grouped(type.affected));
  right_cell(context.theme.faint_text, sim::grouped(type.live));
  right_cell(context.theme.faint_text, type.below == 0 ? "" : sim::grouped(type.below));
  for (const PreviewCount& count : type.counts) {
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    const std::string words =
        count.state.empty() ? count.reaction : count.state + ": " + count.reaction;
    coloured_text(context.theme.faint_text, "   " + sim::printable(words));
    right_cell(context.theme.faint_text, sim::grouped(count.resources));
  }
}

void draw_counts(const PanelContext& context, PreviewPane& pane) {
  const PreviewOperation& operation = *pane.operation();
  if (operation.types.empty()) {
    wrapped_text(context.theme.faint_text, "Nothing would be done.");
    return;
  }
  const std::string title =
      fmt::format("Would change {}###counts", sim::counted(operation.affected, "resource"));
  if (!section(context.bold, title) || !ImGui::BeginTable("counts", 4, kTable)) return;
  ImGui::TableSetupColumn("Type", ImGuiTableColumnFlags_WidthStretch);
  std::uint64_t most = 0;
  for (const PreviewType& type : operation.types) {
    most = std::max<std::uint64_t>({most, type.affected, type.live, type.below});
  }
  for (const char* column : {"Changed", "Of", "Below"}) measured_column(column, sim::grouped(most));
  ImGui::TableHeadersRow();
  for (const PreviewType& type : operation.types) draw_type(context, pane, type);
  ImGui::EndTable();
}

void draw_times(const PanelContext& context, const PreviewOperation& operation) {
  const std::string title =
      "Predicted time: " + sim::short_duration(operation.predicted) + "###times";
  if (!section(context.bold, title) || !ImGui::BeginTable("times", 3, kTable)) return;
  std::string longest;
  std::string schedule;
  for (const auto& prediction : operation.predictions) {
    keep_longer(longest, sim::short_duration(prediction.time));
    keep_longer(schedule, std::string(sim::word_of(sim::kScheduleWords, prediction.schedule)));
  }
  measured_column("Schedule", schedule);
  measured_column("Time", longest);
  ImGui::TableSetupColumn("Own", ImGuiTableColumnFlags_WidthStretch);
  for (const auto& prediction : operation.predictions) {
    const bool own = prediction.schedule == operation.schedule;
    const Colour colour = own ? context.theme.text : context.theme.faint_text;
    ImGui::TableNextColumn();
    coloured_text(colour, sim::word_of(sim::kScheduleWords, prediction.schedule));
    right_cell(colour, sim::short_duration(prediction.time));
    ImGui::TableNextColumn();
    if (own) coloured_text(context.theme.faint_text, "as the scenario says");
  }
  ImGui::EndTable();
}

void draw_path(const PanelContext& context, const PreviewOperation& operation) {
  const auto& path = operation.critical_path;
  if (path.empty() || !section(context.bold, "Critical path")) return;
  const auto lines = static_cast<int>(path.size());
  const float height =
      ImGui::GetTextLineHeightWithSpacing() * static_cast<float>(std::min(lines, kVetoLines)) +
      ImGui::GetStyle().ItemSpacing.y;
  if (!ImGui::BeginTable("path", 2, kTable | ImGuiTableFlags_ScrollY, {0, height})) return;
  std::string longest;
  for (const sim::CriticalLine& line : path) keep_longer(longest, line.took);
  measured_column("Took", longest);
  ImGui::TableSetupColumn("Act", ImGuiTableColumnFlags_WidthStretch);
  ImGuiListClipper clipper;
  clipper.Begin(lines);
  while (clipper.Step()) {
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      const sim::CriticalLine& line = path[static_cast<std::size_t>(i)];
      right_cell(context.theme.text, line.took);
      ImGui::TableNextColumn();
      text(sim::printable(line.reaction + " " + line.what));
      tooltip(sim::printable(line.path));
    }
  }
  ImGui::EndTable();
}

/// A list to choose one word, or any, from.
void draw_choice(const char* id, const char* any, const std::vector<std::string>& words,
                 std::string& chosen) {
  if (!ImGui::BeginCombo(id, chosen.empty() ? any : sim::printable(chosen).c_str())) return;
  if (ImGui::Selectable(any, chosen.empty())) chosen.clear();
  for (const std::string& word : words) {
    if (ImGui::Selectable(sim::printable(word).c_str(), word == chosen)) chosen = word;
  }
  ImGui::EndCombo();
}

void draw_filter(PreviewPane& pane) {
  PreviewInstances::Filter filter = pane.filter();
  const auto& types = pane.operation()->types;
  std::vector<std::string> names;
  std::string chosen;
  for (const PreviewType& type : types) {
    names.push_back(type.name);
    if (filter.type == type.type) chosen = type.name;
  }
  ImGui::SetNextItemWidth(-1);
  ImGui::InputTextWithHint("##words", "Filter by name", &filter.words);
  const float width = (ImGui::GetContentRegionAvail().x - 2 * ImGui::GetStyle().ItemSpacing.x) / 3;
  ImGui::PushItemWidth(width);
  const std::string before = chosen;
  draw_choice("##type", "any type", names, chosen);
  ImGui::SameLine();
  draw_choice("##state", "any state", pane.states(), filter.state);
  ImGui::SameLine();
  draw_choice("##reaction", "any reaction", pane.reactions(), filter.reaction);
  ImGui::PopItemWidth();
  if (chosen != before) {
    filter.type.reset();
    filter.state.clear();
    filter.reaction.clear();
    for (const PreviewType& type : types) {
      if (type.name == chosen) filter.type = type.type;
    }
  }
  pane.set_filter(std::move(filter));
}

void draw_instance(const PanelContext& context, const PreviewPane& pane,
                   const PreviewInstances::Row& row) {
  const PreviewModel& model = *pane.model();
  Selection& selection = context.workbench.selection();
  ImGui::TableNextRow();
  ImGui::TableNextColumn();
  const std::string name = sim::printable(model.world().name(row.resource));
  if (ImGui::Selectable(name.c_str(), selection.resource == row.resource,
                        ImGuiSelectableFlags_SpanAllColumns)) {
    select(selection, row.resource);
  }
  ImGui::TableNextColumn();
  coloured_text(context.theme.faint_text,
                sim::printable(state_of(*pane.operation(), row.resource)));
  ImGui::TableNextColumn();
  text(sim::printable(pane.operation()->groups[row.group].reaction));
}

void draw_refused_plan(const PanelContext& context, const std::string& why) {
  ImGui::PushFont(context.bold);
  coloured_text(context.theme.mistake, "Refused");
  ImGui::PopFont();
  wrapped_text(context.theme.text, sim::printable(why));
}

/// What is to be kept, and what that makes impossible.
void draw_keep(const PanelContext& context, const PreviewOperation& operation) {
  if (operation.keep.empty() || !section(context.bold, "Kept")) return;
  for (const std::string& line : operation.keep) wrapped_text(context.theme.text, line);
}

/// What is agreed to, and the button that does it.
void draw_confirmation(const PanelContext& context, const PreviewOperation& operation) {
  wrapped_text(context.theme.text, sim::printable(operation.confirmation));
  const bool refused = operation.refused();
  if (refused) {
    wrapped_text(context.theme.mistake, "It would be refused: nothing would be changed.");
  }
  const bool can_run = is_enabled(context.workbench, *find_command("run.start"));
  if (primary_button(context.theme, refused ? "Run it nevertheless" : "Run it", can_run)) {
    invoke(context.workbench, "run.start");
  }
}

}  // namespace

void PreviewPanel::draw_instances(PanelContext& context, PreviewPane& pane) {
  if (!section(context.bold, "Resources")) return;
  draw_filter(pane);
  searching_ = pane.advance();
  const std::string found = sim::grouped(pane.rows().size());
  coloured_text(context.theme.faint_text, searching_ ? found + " found, searching…" : found);
  const float line = ImGui::GetTextLineHeightWithSpacing();
  const float height = std::max(ImGui::GetContentRegionAvail().y, line * kInstanceLines);
  if (!ImGui::BeginTable("instances", 3, kTable | ImGuiTableFlags_ScrollY, {0, height})) return;
  ImGui::TableSetupScrollFreeze(0, 1);
  ImGui::TableSetupColumn("Resource", ImGuiTableColumnFlags_WidthStretch);
  measured_column("State", longest_of(pane.states()));
  measured_column("Reaction", longest_of(pane.reactions()));
  ImGui::TableHeadersRow();
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(pane.rows().size()));
  while (clipper.Step()) {
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      ImGui::PushID(i);
      draw_instance(context, pane, pane.rows()[static_cast<std::size_t>(i)]);
      ImGui::PopID();
    }
  }
  ImGui::EndTable();
}

void PreviewPanel::draw(PanelContext& context) {
  Workbench& workbench = context.workbench;
  PreviewPane& pane = workbench.preview();
  searching_ = false;
  if (workbench.document().scenario() == nullptr) {
    empty_state(context.theme, "Nothing to look ahead at",
                "Open a scenario: here stands what it would do, before anything is done.");
    return;
  }
  if (workbench.document().draft().is_open() && !workbench.document().draft().mistakes().empty()) {
    empty_state(context.theme, "The scenario has mistakes", "The panel Scenario shows them.");
    return;
  }
  if (pane.state() == PreviewPane::State::None) invoke(workbench, "run.preview");
  if (pane.state() == PreviewPane::State::Working) {
    empty_state(context.theme, "Looking ahead…", "Nothing is changed by it.");
    return;
  }
  if (pane.state() == PreviewPane::State::Failed) {
    if (empty_state(context.theme, "There is no preview", sim::printable(pane.why()),
                    "Look again")) {
      invoke(workbench, "run.preview");
    }
    return;
  }
  draw_operations(pane);
  const PreviewOperation& operation = *pane.operation();
  if (operation.refusal) {
    draw_refused_plan(context, *operation.refusal);
    return;
  }
  draw_confirmation(context, operation);
  Selection& selection = workbench.selection();
  draw_refusals(context, selection, "Vetoes", operation.vetoes);
  draw_refusals(context, selection, "Conditions not met", operation.unmet);
  draw_refusals(context, selection, "Protected", operation.breaches);
  draw_keep(context, operation);
  draw_counts(context, pane);
  draw_times(context, operation);
  draw_path(context, operation);
  draw_instances(context, pane);
}

}  // namespace cascade::gui
