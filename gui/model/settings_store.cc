// SPDX-License-Identifier: Apache-2.0
#include "gui/model/settings_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "gui/model/text_file.h"

namespace cascade::gui {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

/// Splitters are dragged and panels clicked; each move is not worth a file.
constexpr Duration kStill = 1s;
constexpr std::string_view kFolder = "cascade-lab";
constexpr int kBrokenMax = 100;

/// The folder of `variable`, or `usual` in the home folder; empty: neither.
fs::path xdg_folder(const Environment& environment, const char* variable, const char* usual) {
  const char* const set = environment(variable);
  if (set != nullptr && fs::path(set).is_absolute()) return fs::path(set) / kFolder;
  const char* const home = environment("HOME");
  if (home == nullptr || !fs::path(home).is_absolute()) return {};
  return fs::path(home) / usual / kFolder;
}

/// A name beside `file` that nothing has.
std::string free_name(const std::string& file) {
  std::error_code ignored;
  std::string name = file + ".broken";
  for (int number = 2; fs::exists(name, ignored) && number <= kBrokenMax; ++number) {
    name = fmt::format("{}.broken{}", file, number);
  }
  return name;
}

}  // namespace

std::optional<SettingsFiles> usual_settings_files(const Environment& environment) {
  const fs::path config = xdg_folder(environment, "XDG_CONFIG_HOME", ".config");
  const fs::path state = xdg_folder(environment, "XDG_STATE_HOME", ".local/state");
  if (config.empty() || state.empty()) return std::nullopt;
  return SettingsFiles{(config / "settings.json").string(), (state / "state.json").string()};
}

SettingsFiles settings_files_in(const std::string& folder) {
  return {(fs::path(folder) / "settings.json").string(),
          (fs::path(folder) / "state.json").string()};
}

Settings SettingsStore::load(Messages& messages) {
  Settings settings;
  if (files_) {
    load_part(SettingsPart::Choices, files_->choices, settings, messages);
    load_part(SettingsPart::State, files_->state, settings, messages);
  }
  seen_ = settings;
  return settings;
}

void SettingsStore::load_part(SettingsPart part, const std::string& file, Settings& settings,
                              Messages& messages) {
  std::error_code code;
  if (fs::status(file, code).type() == fs::file_type::not_found) {
    of(part) = {settings_text(settings, part), true};
    return;
  }
  const auto text = read_text_file(file);
  if (!text) {
    messages.warning(text.error().message + "; settings are not kept this time");
    return;
  }
  const Result<void> read = read_settings(*text, file, part, settings);
  if (read) {
    of(part) = {settings_text(settings, part), true};
    return;
  }
  const std::string aside = free_name(file);
  fs::rename(file, aside, code);
  if (code) {
    messages.warning(
        fmt::format("{}\nThe file cannot be set aside as {}: {}; settings are not "
                    "kept this time",
                    read.error().message, aside, code.message()));
    return;
  }
  of(part) = {"", true};
  messages.warning(
      fmt::format("{}\nThe settings file was set aside as {}; what is not right in it starts as "
                  "for a new user",
                  read.error().message, aside));
}

bool SettingsStore::differs(const Settings& now) const {
  return (choices_.writable && settings_text(now, SettingsPart::Choices) != choices_.kept) ||
         (state_.writable && settings_text(now, SettingsPart::State) != state_.kept);
}

bool SettingsStore::tick(Duration elapsed, const Settings& now, Messages& messages) {
  if (!files_) return false;
  if (now != seen_) {
    seen_ = now;
    left_.reset();
    if (differs(now)) left_ = kStill;
    return false;
  }
  if (!left_) return false;
  *left_ -= std::min(*left_, elapsed);
  return *left_ == Duration::zero() && flush(now, messages);
}

bool SettingsStore::flush(const Settings& now, Messages& messages) {
  left_.reset();
  if (!files_) return false;
  const bool first = flush_part(SettingsPart::Choices, files_->choices, now, messages);
  return flush_part(SettingsPart::State, files_->state, now, messages) || first;
}

bool SettingsStore::flush_part(SettingsPart part, const std::string& file, const Settings& now,
                               Messages& messages) {
  Part& kept = of(part);
  std::string text = settings_text(now, part);
  if (!kept.writable || text == kept.kept) return false;
  std::error_code code;
  fs::create_directories(fs::path(file).parent_path(), code);
  const Result<void> written = write_text_file(file, text);
  // One message is enough: as if written, until something else changes.
  kept.kept = std::move(text);
  if (!written) messages.warning("settings are not kept: " + written.error().message);
  return !written;
}

std::optional<Duration> SettingsStore::next_tick() const {
  return left_;
}

}  // namespace cascade::gui
