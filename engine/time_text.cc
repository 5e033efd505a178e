// SPDX-License-Identifier: Apache-2.0
#include "engine/time_text.h"

#include <fmt/format.h>

#include <cstdint>
#include <string_view>

namespace cascade {
namespace {

// `whole` units and `rest` of `per_unit` parts, without trailing zeros: 12 and 500 of 1000 are
// "12.5".
std::string decimal(std::uint64_t nanoseconds, std::uint64_t per_unit, int digits,
                    std::string_view unit) {
  std::string text = fmt::format("{}", nanoseconds / per_unit);
  if (const std::uint64_t rest = nanoseconds % per_unit; rest != 0) {
    text += fmt::format(".{:0{}}", rest, digits);
    text.erase(text.find_last_not_of('0') + 1);
  }
  text += unit;
  return text;
}

std::string unsigned_text(std::uint64_t nanoseconds) {
  constexpr std::uint64_t kMicrosecond = 1000;
  constexpr std::uint64_t kMillisecond = 1000 * kMicrosecond;
  constexpr std::uint64_t kSecond = 1000 * kMillisecond;
  constexpr std::uint64_t kMinute = 60 * kSecond;
  constexpr std::uint64_t kHour = 60 * kMinute;
  if (nanoseconds == 0) return "0s";
  if (nanoseconds < kMicrosecond) return fmt::format("{}ns", nanoseconds);
  if (nanoseconds < kMillisecond) return decimal(nanoseconds, kMicrosecond, 3, "us");
  if (nanoseconds < kSecond) return decimal(nanoseconds, kMillisecond, 6, "ms");
  if (nanoseconds < kMinute) return decimal(nanoseconds, kSecond, 9, "s");
  const std::string seconds = decimal(nanoseconds % kMinute, kSecond, 9, "s");
  if (nanoseconds < kHour) return fmt::format("{}m{}", nanoseconds / kMinute, seconds);
  return fmt::format("{}h{}m{}", nanoseconds / kHour, nanoseconds % kHour / kMinute, seconds);
}

}  // namespace

std::string to_text(Duration duration) {
  const std::int64_t count = duration.count();
  if (count >= 0) return unsigned_text(static_cast<std::uint64_t>(count));
  // Negated as unsigned, so that the smallest duration has a text too.
  return "-" + unsigned_text(0 - static_cast<std::uint64_t>(count));
}

}  // namespace cascade
