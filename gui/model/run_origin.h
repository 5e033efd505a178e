// SPDX-License-Identifier: Apache-2.0
// Where a run came from, beside its scenario: what recordings of it have to say.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace cascade::gui {

struct RunOrigin {
  /// What replaced values of the scenario's text: "--set".
  std::vector<std::pair<std::string, std::string>> settings;
  /// As recordings name it; of "threads" all times are real ones.
  std::string runner = "virtual";
};

}  // namespace cascade::gui
