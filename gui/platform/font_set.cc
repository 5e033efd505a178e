// SPDX-License-Identifier: Apache-2.0
#include "gui/platform/font_set.h"

#include <imgui.h>
#include <imgui_freetype.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "gui/platform/font_files.h"

namespace cascade::gui {
namespace {

constexpr std::array<std::string_view, 1> kRegular{"DejaVuSans.ttf"};
constexpr std::array<std::string_view, 1> kBold{"DejaVuSans-Bold.ttf"};
constexpr std::array<std::string_view, 1> kMono{"DejaVuSansMono.ttf"};
/// What fills the gaps.
constexpr std::array<std::string_view, 11> kFallback{"NotoSansCJK-Regular.ttc",
                                                     "NotoSansCJKsc-Regular.otf",
                                                     "DroidSansFallbackFull.ttf",
                                                     "DroidSansFallback.ttf",
                                                     "wqy-microhei.ttc",
                                                     "wqy-zenhei.ttc",
                                                     "NanumGothic.ttf",
                                                     "UnDotum.ttf",
                                                     "Baekmuk Gulim.ttf",
                                                     "unifont.otf",
                                                     "unifont.ttf"};
constexpr std::u32string_view kChineseAndJapanese = U"\u4E2D\u673A\u306E";
constexpr std::u32string_view kKorean = U"\uAC00\uD55C\uD7A3";
/// U+25A1, a box: drawn for characters that no font has.
constexpr ImWchar kBox = 0x25A1;

}  // namespace

FontSet::FontSet() : characters_(basic_characters()) {
  const std::vector<std::string> files = installed_fonts();
  std::vector<std::string> missing;
  regular_file_ = pick_font(files, kRegular);
  bold_file_ = pick_font(files, kBold);
  mono_file_ = pick_font(files, kMono);
  for (const std::u32string_view script : {kChineseAndJapanese, kKorean}) {
    const auto covers = [&](const std::string& file) { return has_characters(file, script); };
    if (std::any_of(fallback_files_.begin(), fallback_files_.end(), covers)) continue;
    const std::string file = pick_font(files, kFallback, script);
    if (!file.empty()) fallback_files_.push_back(file);
    if (file.empty()) missing.emplace_back(script == kKorean ? "Korean" : "Chinese and Japanese");
  }
  if (regular_file_.empty()) {
    complaint_ = "DejaVu Sans is not installed (package fonts-dejavu-core): only ASCII is drawn";
  } else if (!missing.empty()) {
    complaint_ = "no font with " + missing[0] + (missing.size() > 1 ? " or " + missing[1] : "") +
                 " is installed (package fonts-droid-fallback): such characters are drawn as boxes";
  }
}

void FontSet::add_text(std::string_view utf8) {
  if (add_characters(characters_, utf8)) stale_ = true;
}

void FontSet::add_character(char32_t character) {
  if (gui::add_character(characters_, character)) stale_ = true;
}

void FontSet::set_scale(float scale) {
  const float wanted = std::clamp(scale, 0.5F, 6.0F);
  if (std::abs(wanted - scale_) < 0.001F) return;
  scale_ = wanted;
  stale_ = true;
}

ImFont* FontSet::add_font(const std::string& file, float size) {
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  ImFontConfig config;
  config.SizePixels = std::round(size * scale_);
  config.FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
  config.GlyphRanges = ranges_.data();
  if (file.empty()) return atlas.AddFontDefault(&config);
  ImFont* const font =
      atlas.AddFontFromFileTTF(file.c_str(), config.SizePixels, &config, config.GlyphRanges);
  if (font == nullptr) return regular_;
  // Glyphs of the first font win, so these fill its gaps.
  config.MergeMode = true;
  for (const std::string& fallback : fallback_files_) {
    atlas.AddFontFromFileTTF(fallback.c_str(), config.SizePixels, &config, ranges_.data());
  }
  font->FallbackChar = kBox;
  return font;
}

bool FontSet::refresh() {
  if (!stale_) return false;
  stale_ = false;
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  atlas.Clear();
  atlas.FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
  ranges_ = glyph_ranges(characters_);
  regular_ = nullptr;
  regular_ = add_font(regular_file_, kTextSize);
  bold_ = add_font(bold_file_, kTextSize);
  mono_ = add_font(mono_file_, kTextSize - 1);
  if (regular_ == nullptr) regular_ = atlas.AddFontDefault();
  ImGui::GetIO().FontDefault = regular_;
  atlas.Build();
  return true;
}

}  // namespace cascade::gui
