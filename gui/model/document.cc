// SPDX-License-Identifier: Apache-2.0
#include "gui/model/document.h"

#include <filesystem>

namespace cascade::gui {

void Document::set(OpenedFile opened) {
  kind_ = opened.kind;
  file_ = std::move(opened.file);
  name_ = std::filesystem::path(file_).stem().string();
  text_ = std::move(opened.text);
  overrides_ = std::move(opened.overrides);
  loader_ = std::move(opened.loader);
  model_ = std::move(opened.model);
  scenario_ = std::move(opened.scenario);
}

Result<sim::Scenario> Document::scenario_with(sim::Overrides settings) const {
  auto overrides = overrides_;
  overrides.insert(overrides.end(), settings.begin(), settings.end());
  return sim::parse_scenario(text_, file_, overrides, loader_);
}

}  // namespace cascade::gui
