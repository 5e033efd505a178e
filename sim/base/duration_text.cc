// SPDX-License-Identifier: Apache-2.0
#include "sim/base/duration_text.h"
#include "sim/base/text.h"
#include "sim/base/wide.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace cascade::sim {
namespace {

struct Unit {
  std::string_view name;
  std::int64_t nanoseconds;
};
constexpr std::array kUnits = {
    Unit{"ns", 1},
    Unit{"us", 1'000},
    Unit{"ms", 1'000'000},
    Unit{"s", 1'000'000'000},
    Unit{"m", std::int64_t{60} * 1'000'000'000},
    Unit{"h", std::int64_t{3600} * 1'000'000'000},
};
constexpr std::string_view kForm = "; write a number and a unit: 250us, 3ms, 1.5s, 30m, 1h";
constexpr std::string_view kTooLong = "; at most 1000000h";
constexpr WideInt kDurationMax = WideInt{1'000'000} * 3600 * 1'000'000'000;

}  // namespace

tl::expected<Duration, std::string_view> parse_duration(std::string_view text) {
  if (text == "0") return Duration::zero();
  if (!text.empty() && text[0] == '-')
    return tl::unexpected(std::string_view("; it must not be negative"));
  const std::size_t number_end = std::min(text.find_first_not_of("0123456789."), text.size());
  const std::string_view number = text.substr(0, number_end);
  const auto unit = std::find_if(kUnits.begin(), kUnits.end(), [&](const Unit& candidate) {
    return candidate.name == text.substr(number_end);
  });
  if (unit == kUnits.end()) return tl::unexpected(kForm);
  const std::size_t point = std::min(number.find('.'), number.size());
  const std::string_view whole = number.substr(0, point);
  const std::string_view fraction = point < number.size() ? number.substr(point + 1) : "0";
  if (!all_digits(whole) || !all_digits(fraction)) return tl::unexpected(kForm);
  if (whole.size() > 19 || fraction.size() > 15) {
    return tl::unexpected(std::string_view("; it has too many digits"));
  }
  WideInt total = 0;
  for (const char c : whole) total = total * 10 + (c - '0');
  WideInt scale = 1;
  for (const char c : fraction) {
    total = total * 10 + (c - '0');
    scale *= 10;
  }
  total *= unit->nanoseconds;
  if (total % scale != 0) {
    return tl::unexpected(std::string_view("; it is finer than a nanosecond"));
  }
  total /= scale;
  if (total > kDurationMax) return tl::unexpected(kTooLong);
  return Duration{static_cast<std::int64_t>(total)};
}

tl::expected<Duration, std::string_view> parse_time(std::string_view text) {
  Duration total{};
  do {
    // A number, then letters, up to the next number.
    const std::size_t letters = std::min(text.find_first_not_of("0123456789."), text.size());
    const std::size_t end = std::min(text.find_first_of("0123456789.", letters), text.size());
    const auto part = parse_duration(text.substr(0, end));
    if (!part) return part;
    total += *part;
    if (total.count() > static_cast<std::int64_t>(kDurationMax)) return tl::unexpected(kTooLong);
    text.remove_prefix(end);
  } while (!text.empty());
  return total;
}

}  // namespace cascade::sim
