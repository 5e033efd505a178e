// SPDX-License-Identifier: Apache-2.0
// Where a run came from, beside its scenario: what recordings of it have to say.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sim/recording/recording.h"

namespace cascade::gui {

struct RunOrigin {
  /// What replaced values of the scenario's text: "--set".
  std::vector<std::pair<std::string, std::string>> settings;
  /// As recordings name it; of "threads" all times are real ones.
  std::string runner = "virtual";
  /// What it goes on from, where it was resumed; null: it began at the begin.
  std::shared_ptr<const sim::ResumedFrom> resumed{};
  std::string resumed_words{};  ///< Of a run that was resumed here: where it goes on, for people.
};

}  // namespace cascade::gui
