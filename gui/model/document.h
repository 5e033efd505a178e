// SPDX-License-Identifier: Apache-2.0
// The scenario that is being looked at and edited.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gui/model/open_file.h"
#include "gui/model/scenario_draft.h"
#include "sim/model/model.h"
#include "sim/recording/source_kind.h"
#include "sim/scenario/scenario.h"

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
  /// As it is edited.
  [[nodiscard]] const std::string& text() const { return draft_.is_open() ? draft_.text() : text_; }
  /// As it is edited, before it had mistakes. Null: nothing, or only a model, was opened.
  [[nodiscard]] const sim::Scenario* scenario() const;
  /// Where the scenario is edited; not open where it cannot be.
  [[nodiscard]] ScenarioDraft& draft() { return draft_; }
  [[nodiscard]] const ScenarioDraft& draft() const { return draft_; }
  /// Why the scenario cannot be edited; empty: it can.
  [[nodiscard]] const std::string& why_fixed() const { return why_fixed_; }
  /// What runs the same in a shell. Errors: why it cannot be told.
  [[nodiscard]] Result<std::string> command_line() const;
  /// The draft was written to that file.
  void set_saved(const std::string& file);
  /// What the scenario has replaced of its text's values; text that is edited holds them already.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> settings() const {
    if (draft_.is_open()) return {};
    return overrides_;
  }
  /// The scenario with some keys set otherwise, as `cascade run --set` does. There is one. Errors:
  /// what is wrong with keys or values.
  [[nodiscard]] Result<sim::Scenario> scenario_with(sim::Overrides settings) const;
  /// Null: nothing was opened yet.
  [[nodiscard]] const std::shared_ptr<const sim::Model>& model() const;

 private:
  sim::SourceKind kind_ = sim::SourceKind::Scenario;
  std::string file_;
  std::string name_;
  std::string text_;
  std::vector<std::pair<std::string, std::string>> overrides_;
  sim::ModelLoader loader_;
  std::shared_ptr<const sim::Model> model_;
  std::optional<sim::Scenario> scenario_;  ///< As it was opened.
  ScenarioDraft draft_;
  std::string why_fixed_;
};

}  // namespace cascade::gui
