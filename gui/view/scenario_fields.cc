// SPDX-License-Identifier: Apache-2.0
#include "gui/view/scenario_fields.h"

#include <fmt/format.h>
#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <utility>

#include "gui/model/document.h"
#include "gui/model/view_state.h"
#include "gui/model/workbench.h"
#include "gui/view/invoke.h"
#include "gui/view/widgets.h"
#include "sim/base/text.h"
#include "sim/scenario/scenario_edit.h"

namespace cascade::gui {
namespace {

constexpr float kLabel = 84;
constexpr float kNumber = 84;

/// While it lives the field of a path is drawn; one with a mistake has a frame around it.
class FieldFrame {
 public:
  FieldFrame(const PanelContext& context, std::string_view path)
      : wrong_(!draft_of(context).mistakes_at(path).empty()) {
    if (!wrong_) return;
    ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, std::max(1.0F, context.scale));
    ImGui::PushStyleColor(ImGuiCol_Border, context.theme.mistake);
  }
  FieldFrame(const FieldFrame&) = delete;
  FieldFrame& operator=(const FieldFrame&) = delete;
  ~FieldFrame() {
    if (!wrong_) return;
    ImGui::PopStyleColor();
    ImGui::PopStyleVar();
  }

 private:
  bool wrong_;
};

void draw_label(const PanelContext& context, std::string_view label, std::string_view about) {
  ImGui::AlignTextToFramePadding();
  coloured_text(context.theme.faint_text, label);
  tooltip(about);
  ImGui::SameLine(kLabel * context.scale);
}

void set_yaml(PanelContext& context, const std::string& path, const std::string& yaml) {
  invoke(context.workbench, "scenario.set", path + "=" + yaml);
}

/// Nothing typed takes the key away.
void set_words(PanelContext& context, const std::string& path, const std::string& words) {
  if (words == draft_of(context).value(path)) return;
  if (!words.empty()) {
    set_yaml(context, path, sim::yaml_scalar(words));
  } else if (draft_of(context).has(path)) {
    invoke(context.workbench, "scenario.unset", path);
  }
}

/// "1/1000" -> "[1, 1000]"
std::string ratio_yaml(std::string_view words) {
  const std::size_t slash = words.find('/');
  if (slash == std::string_view::npos) return sim::yaml_scalar(words);
  const auto part = [](std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    while (text.ends_with(' ')) text.remove_suffix(1);
    return sim::yaml_scalar(text);
  };
  return fmt::format("[{}, {}]", part(words.substr(0, slash)), part(words.substr(slash + 1)));
}

}  // namespace

const ScenarioDraft& draft_of(const PanelContext& context) {
  return context.workbench.document().draft();
}

void ScenarioFields::begin() {
  before_ = std::exchange(shown_, {});
}

bool ScenarioFields::has(std::string_view path) const {
  return std::any_of(before_.begin(), before_.end(), [&](const std::string& field) {
    return path.starts_with(field) && (path.size() == field.size() || path[field.size()] == '.');
  });
}

void ScenarioFields::draw_mistakes(const PanelContext& context, const std::string& path) {
  shown_.push_back(path);
  const std::string words = draft_of(context).mistakes_at(path);
  if (words.empty()) return;
  wrapped_text(context.theme.mistake, words);
}

std::optional<std::string> ScenarioFields::input(const std::string& path,
                                                 const std::string& current,
                                                 const std::string& hint) {
  // What was begun in a field that then was not drawn any more does not count.
  const int frame = ImGui::GetFrameCount();
  const bool mine = path_ == path && frame <= frame_ + 1;
  std::string shown = mine ? words_ : current;
  ImGui::InputTextWithHint(("###" + path).c_str(), hint.c_str(), &shown,
                           ImGuiInputTextFlags_AutoSelectAll);
  if (ImGui::IsItemActive()) {
    path_ = path;
    words_ = std::move(shown);
    frame_ = frame;
    return std::nullopt;
  }
  if (!mine) return std::nullopt;
  path_.clear();
  return shown;
}

void ScenarioFields::text(PanelContext& context, std::string_view label, const std::string& path,
                          const std::string& hint, std::string_view about) {
  draw_label(context, label, about);
  {
    const FieldFrame frame(context, path);
    ImGui::SetNextItemWidth(-1);
    const auto entered = input(path, draft_of(context).value(path), hint);
    if (entered) set_words(context, path, *entered);
  }
  draw_mistakes(context, path);
}

void ScenarioFields::number(PanelContext& context, std::string_view label, const std::string& path,
                            const std::string& hint, const std::string& about) {
  const float width = kNumber * context.scale;
  const float room = ImGui::GetContentRegionAvail().x - width - ImGui::GetStyle().ItemSpacing.x;
  ImGui::AlignTextToFramePadding();
  const bool set = draft_of(context).has(path);
  coloured_text(set ? context.theme.text : context.theme.faint_text, shortened(label, room));
  tooltip(about);
  ImGui::SameLine(ImGui::GetCursorPosX() + room + ImGui::GetStyle().ItemSpacing.x);
  {
    const FieldFrame frame(context, path);
    ImGui::SetNextItemWidth(-1);
    const auto entered = input(path, draft_of(context).value(path), hint);
    if (entered) set_words(context, path, *entered);
  }
  draw_mistakes(context, path);
}

void ScenarioFields::words(PanelContext& context, std::string_view label, const std::string& path,
                           const std::vector<Word>& words, std::string_view fallback) {
  draw_label(context, label, {});
  std::string current = draft_of(context).value(path);
  if (current.empty()) current = fallback;
  {
    const FieldFrame frame(context, path);
    ImGui::SetNextItemWidth(-1);
    if (ImGui::BeginCombo(("###" + path).c_str(), sim::printable(current).c_str(),
                          ImGuiComboFlags_HeightLargest)) {
      for (const Word& word : words) {
        const std::string name(word.word);
        if (ImGui::Selectable(name.c_str(), name == current) && name != current) {
          set_words(context, path, name);
        }
        tooltip(word.about);
      }
      ImGui::EndCombo();
    }
  }
  draw_mistakes(context, path);
}

std::optional<std::string> ScenarioFields::choice_of(PanelContext& context, std::string_view label,
                                                     const std::string& path,
                                                     const std::string& current,
                                                     const ChoicePopup::Find& find) {
  draw_label(context, label, {});
  std::optional<std::string> chosen;
  {
    const FieldFrame frame(context, path);
    chosen = popup_.draw(context, path, current, find);
  }
  draw_mistakes(context, path);
  return chosen;
}

void ScenarioFields::choice(PanelContext& context, std::string_view label, const std::string& path,
                            bool optional, const ChoicePopup::Find& find) {
  constexpr const char* kAny = "any";
  const std::string current = draft_of(context).value(path);
  const auto with_any = [&](std::string_view query) {
    std::vector<std::string> rows = find(query);
    if (optional && !current.empty() && query.empty()) rows.insert(rows.begin(), kAny);
    return rows;
  };
  const auto chosen =
      choice_of(context, label, path, optional && current.empty() ? kAny : current, with_any);
  if (chosen) set_words(context, path, optional && *chosen == kAny ? "" : *chosen);
}

void ScenarioFields::ratio(PanelContext& context, std::string_view label, const std::string& path) {
  const ScenarioDraft& draft = draft_of(context);
  std::string current = draft.value(path);
  if (draft.has(path + ".1") && !draft.has(path + ".2")) {
    current = draft.value(path + ".0") + "/" + draft.value(path + ".1");
  }
  draw_label(context, label, "How often, drawn for each attempt");
  {
    const FieldFrame frame(context, path);
    ImGui::SetNextItemWidth(-1);
    const auto entered = input(path, current, "always; or 1/1000");
    if (entered && *entered != current) {
      entered->empty() ? set_words(context, path, "")
                       : set_yaml(context, path, ratio_yaml(*entered));
    }
  }
  draw_mistakes(context, path);
}

}  // namespace cascade::gui
