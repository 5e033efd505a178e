// SPDX-License-Identifier: Apache-2.0
#include "gui/model/settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "gui/model/breakpoints.h"
#include "gui/model/recent_files.h"
#include "gui/model/workbench.h"
#include "sim/base/json_writer.h"
#include "sim/base/text.h"
#include "sim/base/yaml_document.h"

namespace cascade::gui {
namespace {

constexpr std::array<std::pair<ThemeChoice, std::string_view>, 3> kThemes{
    {{ThemeChoice::System, "system"}, {ThemeChoice::Dark, "dark"}, {ThemeChoice::Light, "light"}}};

void write_list(sim::JsonWriter& json, std::string_view key,
                const std::vector<std::string>& lines) {
  json.key(key).begin_array();
  for (const std::string& line : lines) {
    if (sim::printable(line) == line) json.text(line);
  }
  json.end_array();
}

// JSON is YAML, and that reader knows where in the file each value stands.
class SettingsReader {
 public:
  SettingsReader(const sim::YamlNode& root, sim::Diagnostics& diagnostics)
      : root_(root), diagnostics_(diagnostics) {}

  /// False: nothing of it can be understood.
  bool check_version() {
    const sim::YamlNode* const version = root_.find("version");
    if (version == nullptr) {
      diagnostics_.error(root_.position(), "these are no settings: the key 'version' is missing");
      return false;
    }
    const auto number =
        sim::read_integer(*version, "'version'", 1, std::numeric_limits<int>::max(), diagnostics_);
    if (number && *number > kSettingsVersion) {
      diagnostics_.error(version->position(), "a later version of the program has written this");
    }
    return number == kSettingsVersion;
  }

  void read_choices(Settings& settings) {
    if (const sim::YamlNode* const theme = root_.find("theme")) read_theme(*theme, settings);
    if (const sim::YamlNode* const zoom = root_.find("zoom")) {
      const auto percent = sim::read_integer(*zoom, "'zoom'", ViewState::kZoomMin,
                                             ViewState::kZoomMax, diagnostics_);
      if (percent) settings.zoom = static_cast<int>(*percent);
    }
  }

  void read_state(Settings& settings) {
    if (const sim::YamlNode* const layout = root_.find("layout")) {
      if (auto text = sim::read_string(*layout, "'layout'", diagnostics_)) {
        settings.layout = *std::move(text);
      }
    }
    read_list("recent", settings.recent);
    read_list("breakpoints", settings.breakpoints);
  }

 private:
  void read_theme(const sim::YamlNode& node, Settings& settings) {
    const auto word = sim::read_string(node, "'theme'", diagnostics_);
    if (!word) return;
    for (const auto& [theme, name] : kThemes) {
      if (*word != name) continue;
      settings.theme = theme;
      return;
    }
    diagnostics_.error(node.position(), fmt::format("'theme' is system, dark or light, not {}",
                                                    sim::in_quotes(*word)));
  }

  void read_list(std::string_view key, std::vector<std::string>& lines) {
    const sim::YamlNode* const node = root_.find(key);
    if (node == nullptr) return;
    std::vector<std::string> read;
    for (auto& [line, position] : sim::read_names(*node, fmt::format("'{}'", key), diagnostics_)) {
      read.push_back(std::move(line));
    }
    lines = std::move(read);
  }

  const sim::YamlNode& root_;
  sim::Diagnostics& diagnostics_;
};

}  // namespace

std::string settings_text(const Settings& settings, SettingsPart part) {
  std::string text;
  {
    sim::JsonWriter json([&](std::string_view piece) { text += piece; });
    json.begin_object().field("version", kSettingsVersion);
    if (part == SettingsPart::Choices) {
      json.field("theme", theme_word(settings.theme)).field("zoom", settings.zoom);
    } else {
      json.field("layout", settings.layout);
      write_list(json, "recent", settings.recent);
      write_list(json, "breakpoints", settings.breakpoints);
    }
    json.end_object();
  }
  return text;
}

Result<void> read_settings(std::string_view text, const std::string& file, SettingsPart part,
                           Settings& settings) {
  const auto root = sim::parse_yaml(text, file);
  if (!root) return tl::unexpected(root.error());
  sim::Diagnostics diagnostics(file);
  SettingsReader reader(*root, diagnostics);
  if (reader.check_version()) {
    if (part == SettingsPart::Choices) reader.read_choices(settings);
    if (part == SettingsPart::State) reader.read_state(settings);
  }
  if (!diagnostics.ok()) return tl::unexpected(diagnostics.to_error());
  return {};
}

std::string_view theme_word(ThemeChoice theme) {
  return std::find_if(kThemes.begin(), kThemes.end(),
                      [&](const auto& entry) { return entry.first == theme; })
      ->second;
}

Settings settings_of(const Workbench& workbench) {
  Settings settings;
  const ViewState& view = workbench.view();
  settings.theme = view.theme();
  settings.zoom = view.zoom();
  // Who has moved nothing gets what later versions bring.
  const std::vector<std::string_view> panels(view.panels().begin(), view.panels().end());
  if (view.layout() != PanelLayout::standard(panels)) settings.layout = view.layout().to_text();
  settings.recent = workbench.recent().files();
  settings.breakpoints = workbench.breakpoints().lines();
  return settings;
}

void apply_settings(const Settings& settings, Workbench& workbench) {
  ViewState& view = workbench.view();
  view.set_theme(settings.theme);
  view.set_zoom(settings.zoom);
  const std::vector<std::string_view> panels(view.panels().begin(), view.panels().end());
  if (auto layout = PanelLayout::parse(settings.layout, panels))
    view.set_layout(*std::move(layout));
  workbench.recent().set(settings.recent);
  workbench.breakpoints().set_lines(settings.breakpoints);
}

}  // namespace cascade::gui
