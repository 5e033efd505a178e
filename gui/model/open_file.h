// SPDX-License-Identifier: Apache-2.0
// Reading what a user opens: the part that a job does.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/result.h"
#include "gui/model/progress.h"
#include "sim/model/model.h"
#include "sim/recording/recording.h"
#include "sim/recording/source_kind.h"
#include "sim/scenario/scenario.h"
#include "sim/scenario/scenario_reader.h"

namespace cascade::gui {

/// What was in a file. `model` is always there.
struct OpenedFile {
  sim::SourceKind kind = sim::SourceKind::Scenario;
  std::string file;
  std::string text;  ///< Of the scenario (a recording's, too) or of the model.
  /// What a recording's run had replaced of its scenario: "--set".
  std::vector<std::pair<std::string, std::string>> overrides;
  /// Where `text` finds its model; empty: files.
  sim::ModelLoader loader;
  std::shared_ptr<const sim::Model> model;
  std::optional<sim::Scenario> scenario;            ///< Not of a model.
  std::shared_ptr<const sim::Recording> recording;  ///< Only of a recording.
};

/// Errors: what is wrong with the file, where.
Result<OpenedFile> open_file(const std::string& file, Progress& progress);

}  // namespace cascade::gui
