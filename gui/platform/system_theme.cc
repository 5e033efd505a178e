// SPDX-License-Identifier: Apache-2.0
#include "gui/platform/system_theme.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

namespace cascade::gui {
namespace {

namespace fs = std::filesystem;

std::string trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\r')) text.remove_suffix(1);
  return std::string(text);
}

fs::path config_folder() {
  const char* const own = std::getenv("XDG_CONFIG_HOME");
  if (own != nullptr && *own != '\0') return own;
  const char* const home = std::getenv("HOME");
  return home == nullptr ? fs::path() : fs::path(home) / ".config";
}

/// What a settings.ini says; nothing: not a word about it.
std::optional<bool> dark_in(const fs::path& file) {
  std::ifstream stream(file);
  std::optional<bool> dark;
  for (std::string line; std::getline(stream, line);) {
    const std::size_t equals = line.find('=');
    if (equals == std::string::npos) continue;
    const std::string key = trimmed(std::string_view(line).substr(0, equals));
    const std::string value = trimmed(std::string_view(line).substr(equals + 1));
    if (key == "gtk-application-prefer-dark-theme") return value == "1" || value == "true";
    if (key == "gtk-theme-name") dark = is_dark_theme_name(value);
  }
  return dark;
}

}  // namespace

bool is_dark_theme_name(std::string_view name) {
  const auto ends_with = [name](std::string_view end) {
    if (name.size() < end.size()) return false;
    const std::string_view tail = name.substr(name.size() - end.size());
    for (std::size_t i = 0; i < end.size(); ++i) {
      const char c =
          tail[i] >= 'A' && tail[i] <= 'Z' ? static_cast<char>(tail[i] - 'A' + 'a') : tail[i];
      if (c != end[i]) return false;
    }
    return true;
  };
  return ends_with("dark");
}

bool system_is_dark() {
  const char* const theme = std::getenv("GTK_THEME");
  if (theme != nullptr && *theme != '\0') return is_dark_theme_name(theme);
  for (const char* const folder : {"gtk-4.0", "gtk-3.0"}) {
    if (const auto dark = dark_in(config_folder() / folder / "settings.ini")) return *dark;
  }
  return true;
}

}  // namespace cascade::gui
