// SPDX-License-Identifier: Apache-2.0
// The scenario that is being looked at and edited.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gui/model/open_file.h"
#include "sim/model.h"
#include "sim/scenario.h"
#include "sim/source_kind.h"

namespace cascade::gui {

/// Thread: the UI's.
class Document {
 public:
  /// Replaces what was there.
  void set(OpenedFile opened);

  /// Nothing was opened yet.
  [[nodiscard]] bool empty() const { return file_.empty(); }
  [[nodiscard]] sim::SourceKind kind() const { return kind_; }
  /// As it was named; of a recording or model that one's.
  [[nodiscard]] const std::string& file() const { return file_; }
  /// File name without folder and ending.
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const std::string& text() const { return text_; }
  /// What the scenario has replaced of its text's values.
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& settings() const {
    return overrides_;
  }
  /// Null: nothing, or only a model, was opened.
  [[nodiscard]] const sim::Scenario* scenario() const { return scenario_ ? &*scenario_ : nullptr; }
  /// The scenario with some keys set otherwise, as `cascade run --set` does. There is one. Errors:
  /// what is wrong with keys or values.
  [[nodiscard]] Result<sim::Scenario> scenario_with(sim::Overrides settings) const;
  /// Null: nothing was opened yet.
  [[nodiscard]] const std::shared_ptr<const sim::Model>& model() const { return model_; }

 private:
  sim::SourceKind kind_ = sim::SourceKind::Scenario;
  std::string file_;
  std::string name_;
  std::string text_;
  std::vector<std::pair<std::string, std::string>> overrides_;
  sim::ModelLoader loader_;
  std::shared_ptr<const sim::Model> model_;
  std::optional<sim::Scenario> scenario_;
};

}  // namespace cascade::gui
