// SPDX-License-Identifier: Apache-2.0
#include "gui/view/style.h"

#include <imgui.h>

namespace cascade::gui {
namespace {

void apply_sizes(ImGuiStyle& style, float scale) {
  style = ImGuiStyle();
  style.WindowPadding = {8, 6};
  style.FramePadding = {6, 3};
  style.CellPadding = {5, 2};
  style.ItemSpacing = {6, 4};
  style.ItemInnerSpacing = {5, 4};
  style.IndentSpacing = 16;
  style.ScrollbarSize = 12;
  style.GrabMinSize = 10;
  style.WindowRounding = 4;
  style.ChildRounding = 0;
  style.FrameRounding = 3;
  style.PopupRounding = 4;
  style.ScrollbarRounding = 6;
  style.TabRounding = 3;
  style.WindowBorderSize = 1;
  style.ChildBorderSize = 0;
  style.FrameBorderSize = 0;
  style.WindowTitleAlign = {0.0F, 0.5F};
  style.ScaleAllSizes(scale);
}

void set(ImGuiStyle& style, ImGuiCol which, Colour colour) {
  style.Colors[which] = ImGui::ColorConvertU32ToFloat4(colour);
}

void apply_surfaces(ImGuiStyle& style, const Theme& theme) {
  set(style, ImGuiCol_Text, theme.text);
  set(style, ImGuiCol_TextDisabled, theme.faint_text);
  set(style, ImGuiCol_WindowBg, theme.panel);
  set(style, ImGuiCol_ChildBg, with_alpha(theme.panel, 0));
  set(style, ImGuiCol_PopupBg, theme.panel);
  set(style, ImGuiCol_Border, theme.line);
  set(style, ImGuiCol_FrameBg, theme.field);
  set(style, ImGuiCol_FrameBgHovered, theme.field_hovered);
  set(style, ImGuiCol_FrameBgActive, theme.field_active);
  set(style, ImGuiCol_TitleBg, theme.window);
  set(style, ImGuiCol_TitleBgActive, theme.window);
  set(style, ImGuiCol_TitleBgCollapsed, theme.window);
  set(style, ImGuiCol_MenuBarBg, theme.window);
  set(style, ImGuiCol_ScrollbarBg, with_alpha(theme.panel, 0));
  set(style, ImGuiCol_ScrollbarGrab, theme.field_active);
  set(style, ImGuiCol_ScrollbarGrabHovered, theme.waiting);
  set(style, ImGuiCol_ScrollbarGrabActive, theme.accent);
  set(style, ImGuiCol_ModalWindowDimBg, with_alpha(0, 120));
}

void apply_widgets(ImGuiStyle& style, const Theme& theme) {
  set(style, ImGuiCol_CheckMark, theme.accent);
  set(style, ImGuiCol_SliderGrab, theme.accent);
  set(style, ImGuiCol_SliderGrabActive, theme.accent);
  set(style, ImGuiCol_Button, theme.field);
  set(style, ImGuiCol_ButtonHovered, theme.field_hovered);
  set(style, ImGuiCol_ButtonActive, theme.field_active);
  set(style, ImGuiCol_Header, theme.selection);
  set(style, ImGuiCol_HeaderHovered, theme.field_hovered);
  set(style, ImGuiCol_HeaderActive, theme.field_active);
  set(style, ImGuiCol_Separator, theme.line);
  set(style, ImGuiCol_SeparatorHovered, theme.accent);
  set(style, ImGuiCol_SeparatorActive, theme.accent);
  set(style, ImGuiCol_ResizeGrip, with_alpha(theme.line, 120));
  set(style, ImGuiCol_ResizeGripHovered, theme.accent);
  set(style, ImGuiCol_ResizeGripActive, theme.accent);
  set(style, ImGuiCol_Tab, theme.window);
  set(style, ImGuiCol_TabHovered, theme.field_hovered);
  set(style, ImGuiCol_TabActive, theme.panel);
  set(style, ImGuiCol_TabUnfocused, theme.window);
  set(style, ImGuiCol_TabUnfocusedActive, theme.panel);
  set(style, ImGuiCol_PlotLines, theme.phase1);
  set(style, ImGuiCol_PlotHistogram, theme.accent);
  set(style, ImGuiCol_TableHeaderBg, theme.window);
  set(style, ImGuiCol_TableBorderStrong, theme.line);
  set(style, ImGuiCol_TableBorderLight, with_alpha(theme.line, 110));
  set(style, ImGuiCol_TableRowBgAlt, with_alpha(theme.text, 8));
  set(style, ImGuiCol_TextSelectedBg, theme.selection);
  set(style, ImGuiCol_DragDropTarget, theme.accent);
  set(style, ImGuiCol_NavHighlight, theme.accent);
}

}  // namespace

void apply_style(const Theme& theme, float scale) {
  ImGuiStyle& style = ImGui::GetStyle();
  apply_sizes(style, scale);
  apply_surfaces(style, theme);
  apply_widgets(style, theme);
}

}  // namespace cascade::gui
