// SPDX-License-Identifier: Apache-2.0
// The settings on disk: read once, written when they have changed and have then been still for a
// moment. A file that cannot be understood is set aside, never written over.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "engine/time.h"
#include "gui/model/messages.h"
#include "gui/model/settings.h"

namespace cascade::gui {

struct SettingsFiles {
  std::string choices;
  std::string state;
  friend bool operator==(const SettingsFiles&, const SettingsFiles&) = default;
};

/// The value of an environment variable; null: it is not set.
using Environment = std::function<const char*(const char* name)>;

/// cascade-lab/settings.json below XDG_CONFIG_HOME (~/.config) and cascade-lab/state.json below
/// XDG_STATE_HOME (~/.local/state); relative paths in those variables do not count. Nothing: there
/// is no home either.
std::optional<SettingsFiles> usual_settings_files(const Environment& environment);
/// Both files in one folder, which need not be there.
SettingsFiles settings_files_in(const std::string& folder);

/// Thread: the UI's.
class SettingsStore {
 public:
  /// Nothing: nothing is read or written.
  explicit SettingsStore(std::optional<SettingsFiles> files) : files_(std::move(files)) {}

  /// What is on disk; defaults for what is not. Mistakes are told, and the file that has them is
  /// renamed to "NAME.broken".
  Settings load(Messages& messages);

  /// `now`: the settings as they are. True: `messages` got one.
  bool tick(Duration elapsed, const Settings& now, Messages& messages);
  /// Writes what has changed. True: `messages` got one.
  bool flush(const Settings& now, Messages& messages);
  /// When tick() is wanted again; nothing: not before something else happens.
  [[nodiscard]] std::optional<Duration> next_tick() const;

 private:
  struct Part {
    std::string kept;       ///< The text on disk.
    bool writable = false;  ///< What is there is understood, or nothing is there.
  };
  void load_part(SettingsPart part, const std::string& file, Settings& settings,
                 Messages& messages);
  bool flush_part(SettingsPart part, const std::string& file, const Settings& now,
                  Messages& messages);
  [[nodiscard]] bool differs(const Settings& now) const;
  [[nodiscard]] Part& of(SettingsPart part) {
    return part == SettingsPart::Choices ? choices_ : state_;
  }

  std::optional<SettingsFiles> files_;
  Part choices_;
  Part state_;
  Settings seen_;                 ///< At the last tick.
  std::optional<Duration> left_;  ///< Until they are written; nothing: they are.
};

}  // namespace cascade::gui
