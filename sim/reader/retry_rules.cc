// SPDX-License-Identifier: Apache-2.0
#include "sim/reader/retry_rules.h"

#include <array>
#include <string_view>

namespace cascade::sim {

Retry read_retry(const YamlNode& node, const std::string& what, Diagnostics& diagnostics) {
  constexpr std::array<std::string_view, 3> kKeys = {"limit", "backoff", "factor"};
  Retry retry = kRetryDefaults;
  if (!check_map(node, what, kKeys, diagnostics)) return {};
  const YamlNode* const limit = node.find("limit");
  if (limit == nullptr) {
    diagnostics.error(node.position(), what + " needs 'limit': how often it is tried again");
    return {};
  }
  const auto times = read_integer(*limit, "limit of " + what, 0, kRetriesMax, diagnostics);
  retry.limit = static_cast<std::uint32_t>(times.value_or(0));
  if (const YamlNode* backoff = node.find("backoff")) {
    retry.backoff =
        read_duration(*backoff, "backoff of " + what, diagnostics).value_or(retry.backoff);
  }
  if (const YamlNode* factor = node.find("factor")) {
    const auto number = read_integer(*factor, "factor of " + what, 1, kRetryFactorMax, diagnostics);
    if (number) retry.factor = static_cast<std::uint32_t>(*number);
  }
  return retry;
}

std::shared_ptr<const Model> with_retries(const Model& model, const std::vector<RetryRule>& rules) {
  auto changed = std::make_shared<Model>(model);
  for (const RetryRule& rule : rules) {
    for (std::size_t i = 0; i < changed->types.size(); ++i) {
      if (rule.type && value(*rule.type) != i) continue;
      for (ReactionSpec& reaction : changed->types[i].reactions) {
        if (rule.action.empty() || rule.action == reaction.name) reaction.retry = rule.retry;
      }
    }
  }
  return changed;
}

}  // namespace cascade::sim
