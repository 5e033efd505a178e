// SPDX-License-Identifier: Apache-2.0
#include "gui/platform/font_files.h"

#include <ft2build.h>
#include FT_FREETYPE_H

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace cascade::gui {
namespace {

namespace fs = std::filesystem;

/// By the XDG base directories, the user's first.
std::vector<fs::path> font_folders() {
  std::vector<fs::path> folders;
  const char* const home = std::getenv("HOME");
  const char* const own = std::getenv("XDG_DATA_HOME");
  if (own != nullptr && *own != '\0') {
    folders.push_back(fs::path(own) / "fonts");
  } else if (home != nullptr) {
    folders.push_back(fs::path(home) / ".local/share/fonts");
  }
  if (home != nullptr) folders.push_back(fs::path(home) / ".fonts");
  folders.emplace_back("/usr/local/share/fonts");
  folders.emplace_back("/usr/share/fonts");
  folders.emplace_back("/usr/share/fonts-droid-fallback");  // Debian's, with Hangul
  return folders;
}

void add_files_below(const fs::path& folder, std::vector<std::string>& files) {
  std::vector<std::string> found;
  std::error_code error;
  const auto options = fs::directory_options::skip_permission_denied;
  for (fs::recursive_directory_iterator at(folder, options, error), end; !error && at != end;
       at.increment(error)) {
    std::error_code ignored;
    if (at->is_regular_file(ignored)) found.push_back(at->path().string());
  }
  std::sort(found.begin(), found.end());
  files.insert(files.end(), found.begin(), found.end());
}

}  // namespace

std::vector<std::string> installed_fonts() {
  std::vector<std::string> files;
  for (const fs::path& folder : font_folders()) add_files_below(folder, files);
  return files;
}

std::string pick_font(std::span<const std::string> files, std::span<const std::string_view> names,
                      std::u32string_view characters) {
  for (const std::string_view name : names) {
    const auto found = std::find_if(files.begin(), files.end(), [&](const std::string& file) {
      return fs::path(file).filename() == fs::path(name) && std::ifstream(file).good() &&
             (characters.empty() || has_characters(file, characters));
    });
    if (found != files.end()) return *found;
  }
  return {};
}

bool has_characters(const std::string& file, std::u32string_view characters) {
  FT_Library library = nullptr;
  if (FT_Init_FreeType(&library) != 0) return false;
  FT_Face face = nullptr;
  bool has = FT_New_Face(library, file.c_str(), 0, &face) == 0;
  if (has) {
    has = std::all_of(characters.begin(), characters.end(), [face](char32_t character) {
      return FT_Get_Char_Index(face, static_cast<FT_ULong>(character)) != 0;
    });
  }
  FT_Done_FreeType(library);  // and its faces
  return has;
}

}  // namespace cascade::gui
