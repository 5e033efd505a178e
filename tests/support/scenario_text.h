// SPDX-License-Identifier: Apache-2.0
// For tests of scenario files: a small model that every scenario text of theirs is read against,
// whatever its `model` says.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "engine/result.h"
#include "sim/scenario/scenario.h"

namespace cascade::sim {

/// Zone <- Cluster <- Host <- Vm, Storage beside them, and Nic, which does not join the cascade.
extern const std::string_view kSmallModel;

using OverrideList = std::vector<std::pair<std::string, std::string>>;

/// The file's name in messages is "test.yaml".
Result<Scenario> read_scenario_text(std::string_view text, const OverrideList& overrides = {});

}  // namespace cascade::sim
