// SPDX-License-Identifier: Apache-2.0
#include "gui/model/open_file.h"

#include "gui/model/text_file.h"
#include "sim/reader/model_reader.h"
#include "sim/reader/shipped.h"

namespace cascade::gui {
namespace {

Result<OpenedFile> open_model(OpenedFile opened) {
  auto model = sim::parse_model(opened.text, opened.file);
  if (!model) return tl::unexpected(std::move(model).error());
  opened.model = *std::move(model);
  return opened;
}

Result<OpenedFile> open_scenario(OpenedFile opened) {
  auto scenario = sim::parse_scenario(opened.text, opened.file, opened.overrides, opened.loader);
  if (!scenario) return tl::unexpected(std::move(scenario).error());
  opened.model = scenario->model;
  opened.scenario = *std::move(scenario);
  return opened;
}

Result<OpenedFile> open_recording(OpenedFile opened) {
  auto recording = sim::load_recording(opened.file);
  if (!recording) return tl::unexpected(std::move(recording).error());
  const sim::RecordingHeader& header = recording->header;
  opened.text = header.scenario_text;
  opened.overrides = header.overrides;
  opened.overrides.emplace_back("seed", std::to_string(header.seed));
  auto model = sim::parse_model(header.model_text, header.model_file);
  if (!model) return tl::unexpected(std::move(model).error());
  opened.loader = [loaded = *std::move(model)](const std::string&, const std::string&)
      -> Result<std::shared_ptr<const sim::Model>> { return loaded; };
  opened.recording = std::make_shared<const sim::Recording>(*std::move(recording));
  return open_scenario(std::move(opened));
}

}  // namespace

Result<OpenedFile> open_file(const std::string& file, Progress& progress) {
  progress.begin("reading");
  OpenedFile opened;
  opened.file = sim::file_or_shipped(file);
  if (sim::is_recording(opened.file)) {
    opened.kind = sim::SourceKind::Recording;
    return open_recording(std::move(opened));
  }
  auto text = read_text_file(opened.file);
  if (!text) return tl::unexpected(std::move(text).error());
  opened.kind = sim::source_kind(*text);
  opened.text = *std::move(text);
  if (opened.kind == sim::SourceKind::Model) return open_model(std::move(opened));
  return open_scenario(std::move(opened));
}

}  // namespace cascade::gui
