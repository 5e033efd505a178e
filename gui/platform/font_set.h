// SPDX-License-Identifier: Apache-2.0
// The fonts of the window: DejaVu Sans, bold and mono, filled up from whatever fonts with Chinese,
// Japanese and Korean the machine has. Built again when the scale changes or a text brings new
// characters.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gui/platform/glyph_ranges.h"

struct ImFont;

namespace cascade::gui {

/// Thread: the UI's. Between frames only: fonts of a frame must not change while it is built.
class FontSet {
 public:
  FontSet();

  /// Characters that will be drawn.
  void add_text(std::string_view utf8);
  void add_character(char32_t character);
  /// Of the monitor times the user's zoom; 0.5 .. 6.
  void set_scale(float scale);
  /// Builds ImGui's font atlas where anything changed. True: it did, and the texture with it.
  bool refresh();

  [[nodiscard]] float scale() const { return scale_; }
  // Null before the first refresh().
  [[nodiscard]] ImFont* regular() const { return regular_; }
  [[nodiscard]] ImFont* bold() const { return bold_; }
  [[nodiscard]] ImFont* mono() const { return mono_; }
  /// What is missing on this machine, in one sentence; empty: nothing.
  [[nodiscard]] const std::string& complaint() const { return complaint_; }

  /// Height of the text at scale 1, in pixels.
  static constexpr float kTextSize = 14.0F;

 private:
  ImFont* add_font(const std::string& file, float size);

  CharacterSet characters_;
  float scale_ = 1;
  bool stale_ = true;
  std::string regular_file_;
  std::string bold_file_;
  std::string mono_file_;
  std::vector<std::string> fallback_files_;  ///< With the scripts that the others have not.
  std::string complaint_;
  std::vector<unsigned short> ranges_;  ///< ImGui keeps pointers into it.
  ImFont* regular_ = nullptr;
  ImFont* bold_ = nullptr;
  ImFont* mono_ = nullptr;
};

}  // namespace cascade::gui
