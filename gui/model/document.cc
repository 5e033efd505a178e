// SPDX-License-Identifier: Apache-2.0
#include "gui/model/document.h"

#include <fmt/format.h>

#include <filesystem>

#include "sim/base/text.h"

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
  draft_.close();
  why_fixed_.clear();
  if (!scenario_) return;
  const auto editable = draft_.open(text_, file_, overrides_, loader_);
  if (!editable) why_fixed_ = editable.error().message;
}

const sim::Scenario* Document::scenario() const {
  if (draft_.is_open()) return &draft_.scenario();
  return scenario_ ? &*scenario_ : nullptr;
}

const std::shared_ptr<const sim::Model>& Document::model() const {
  const sim::Scenario* const edited = scenario();
  return edited == nullptr ? model_ : edited->model;
}

Result<std::string> Document::command_line() const {
  const bool recorded = kind_ == sim::SourceKind::Recording;
  if (recorded && draft_.changed()) {
    return input_error("a recording was changed: save it as a scenario, then copy the command");
  }
  auto options = draft_.run_options();
  if (!options) return options;
  return fmt::format("cascade {} {}{}", recorded ? "replay" : "run", sim::shell_quoted(file_),
                     *options);
}

void Document::set_saved(const std::string& file) {
  kind_ = sim::SourceKind::Scenario;
  file_ = file;
  name_ = std::filesystem::path(file_).stem().string();
  draft_.set_saved(file);
}

Result<sim::Scenario> Document::scenario_with(sim::Overrides settings) const {
  if (draft_.is_open()) return sim::parse_scenario(draft_.text(), file_, settings, loader_);
  auto overrides = overrides_;
  overrides.insert(overrides.end(), settings.begin(), settings.end());
  return sim::parse_scenario(text_, file_, overrides, loader_);
}

}  // namespace cascade::gui
