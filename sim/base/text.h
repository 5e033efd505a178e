// SPDX-License-Identifier: Apache-2.0
// Text for people: numbers and durations in the form that reads best, names made safe to show,
// columns that line up. Names come from files and may hold anything; whatever is shown, on a
// terminal or in a picture, goes through printable() first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/time.h"

namespace cascade::sim {

/// Always valid UTF-8 on one line: control characters become their pictures (U+2400 and on),
/// what is not UTF-8 and what would reorder or hide text becomes U+FFFD. Nothing else changes.
std::string printable(std::string_view text);

/// Valid UTF-8 without NUL: what is not UTF-8 becomes U+FFFD, NUL its picture. Keeps everything
/// else, line breaks and other control characters too.
std::string valid_utf8(std::string_view text);

/// Cells on a terminal: wide characters count twice, combining ones not at all.
std::size_t display_width(std::string_view utf8);

/// Filled with spaces up to `width` cells; never cut.
std::string pad_right(std::string_view utf8, std::size_t width);
std::string pad_left(std::string_view utf8, std::size_t width);

/// At most `width` cells, the end replaced by an ellipsis where needed. `width` at least 1.
std::string shortened(std::string_view utf8, std::size_t width);

/// "10,000"
std::string grouped(std::uint64_t number);

/// "1 step", "2 steps", "2 passes": `noun` gets an s or es where it is not one.
std::string counted(std::uint64_t number, std::string_view noun);

/// "by operation 2" of an operation counted from 0: who left a skipped act nothing to do.
std::string by_operation(std::size_t operation);

/// Of the letters A to Z; everything else stays.
constexpr char lower_case(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
std::string lower_case(std::string_view text);

/// 0 to 9 only, and at least one.
bool all_digits(std::string_view text);

/// The `name` of each element, for did_you_mean(). Views into `list`.
template <class List>
std::vector<std::string_view> names_of(const List& list) {
  std::vector<std::string_view> names;
  for (const auto& entry : list) names.emplace_back(entry.name);
  return names;
}

/// At most three significant digits, rounded: "0", "12.5ms", "4.02s", "1m 02s", "2h 05m", "3d 04h".
std::string short_duration(Duration duration);

/// For XML and for HTML-like labels: & < > " ' as entities; the rest as printable() gives it.
std::string xml_escaped(std::string_view text);

/// One word for a shell, on one line that can be shown.
std::string shell_quoted(const std::string& text);

/// Sixteen hex digits.
std::string digest_text(std::uint64_t digest);

}  // namespace cascade::sim
