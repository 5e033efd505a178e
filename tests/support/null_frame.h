// SPDX-License-Identifier: Apache-2.0
// ImGui without a window or OpenGL: panels draw into lists that nobody paints, and a test moves the
// mouse and types.
#pragma once

#include <imgui.h>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include "gui/model/command.h"
#include "gui/view/key_dispatch.h"
#include "gui/view/panel.h"
#include "gui/view/style.h"
#include "gui/view/theme.h"

namespace cascade::gui::test {

/// One panel that fills a window of 400 by 600 pixels.
class NullFrame {
 public:
  static constexpr float kWidth = 400;
  static constexpr float kHeight = 600;

  NullFrame(Workbench& workbench, Panel& panel) : workbench_(workbench), panel_(panel) {
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.DisplaySize = {kWidth, kHeight};
    io.DeltaTime = 0.02F;
    for (const auto& [key, chord] : {std::pair{ImGuiKey_Enter, Chord::Enter},
                                     {ImGuiKey_Escape, Chord::Escape},
                                     {ImGuiKey_Backspace, Chord::Backspace}}) {
      io.KeyMap[key] = key_code(chord);
    }
    unsigned char* pixels = nullptr;
    int width = 0;
    int height = 0;
    io.Fonts->GetTexDataAsAlpha8(&pixels, &width, &height);
    apply_style(theme_, 1);
    draw(3);
  }
  ~NullFrame() { ImGui::DestroyContext(); }
  NullFrame(const NullFrame&) = delete;
  NullFrame& operator=(const NullFrame&) = delete;

  void draw(int frames = 1) {
    for (int i = 0; i < frames; ++i) {
      ImGui::NewFrame();
      ImGui::SetNextWindowPos({0, 0});
      ImGui::SetNextWindowSize({kWidth, kHeight});
      ImGui::Begin("panel", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove);
      PanelContext context{workbench_, theme_, 1, nullptr, nullptr};
      panel_.draw(context);
      ImGui::End();
      ImGui::Render();
    }
  }
  void click(float x, float y) {
    ImGuiIO& io = ImGui::GetIO();
    io.MousePos = {x, y};
    draw(2);
    io.MouseDown[0] = true;
    draw();
    io.MouseDown[0] = false;
    draw(2);
    io.DeltaTime = 1;  // The next click is not this one's second.
    draw();
    io.DeltaTime = 0.02F;
  }
  void wheel(float notches) {
    ImGui::GetIO().MouseWheel = notches;
    draw();
    ImGui::GetIO().MouseWheel = 0;
  }
  void press(std::uint32_t key) {
    const auto code = static_cast<std::size_t>(key_code(key));
    ImGui::GetIO().KeysDown[code] = true;
    draw();
    ImGui::GetIO().KeysDown[code] = false;
    draw(2);
  }
  void type(std::string_view text) {
    for (const char c : text) {
      ImGui::GetIO().AddInputCharacter(static_cast<unsigned char>(c));
      draw();
    }
  }

 private:
  Workbench& workbench_;
  Panel& panel_;
  Theme theme_ = make_theme(true);
};

}  // namespace cascade::gui::test
