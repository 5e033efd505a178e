// SPDX-License-Identifier: Apache-2.0
#include "sim/recording/recording_header.h"

#include "sim/base/version.h"

namespace cascade::sim {

RecordingHeader header_of(const Scenario& scenario,
                          const std::vector<std::pair<std::string, std::string>>& settings,
                          std::string_view runner) {
  RecordingHeader header;
  header.version = program_version();
  header.scenario_file = scenario.file;
  header.scenario_text = scenario.text;
  header.model_file = scenario.model->file;
  header.model_text = scenario.model->text;
  for (const auto& setting : settings) {
    if (setting.first != "seed") header.overrides.push_back(setting);
  }
  header.seed = scenario.seed;
  header.runner = runner;
  return header;
}

}  // namespace cascade::sim
