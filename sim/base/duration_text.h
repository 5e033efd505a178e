// SPDX-License-Identifier: Apache-2.0
// Durations as users write them: "250us", "3ms", "1.5s", "30m", "1h", "0".
#pragma once

#include <string_view>
#include <tl/expected.hpp>

#include "engine/time.h"

namespace cascade::sim {

/// A number and a unit, at most 1,000,000 hours. Errors: what would be right, "; write ...".
tl::expected<Duration, std::string_view> parse_duration(std::string_view text);

/// The same, or several of them one behind the other, as they are shown: "1m30s".
tl::expected<Duration, std::string_view> parse_time(std::string_view text);

}  // namespace cascade::sim
