// SPDX-License-Identifier: Apache-2.0
// How often reactions are tried again: what a model says of each, and what a scenario says instead.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/extension.h"
#include "sim/base/yaml_document.h"
#include "sim/model/model.h"

namespace cascade::sim {

inline constexpr std::int64_t kRetriesMax = 100;
inline constexpr std::int64_t kRetryFactorMax = 100;
/// Where a limit is given and nothing else.
inline constexpr Retry kRetryDefaults{0, std::chrono::seconds{1}, 2};

/// { limit: 3, backoff: 5s, factor: 2 } of a model: `limit` has to be there. Reports what is wrong.
Retry read_retry(const YamlNode& node, const std::string& what, Diagnostics& diagnostics);

/// One entry of a scenario's `retries`.
struct RetryRule {
  std::optional<TypeId> type;  ///< Nothing: any.
  std::string action;          ///< Reaction name; empty: any.
  Retry retry;
};

/// The model with other retries: each reaction has those of the last rule that means it.
std::shared_ptr<const Model> with_retries(const Model& model, const std::vector<RetryRule>& rules);

}  // namespace cascade::sim
