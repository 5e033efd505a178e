// SPDX-License-Identifier: Apache-2.0
// Decoding UTF-8 by hand: what must be safe to show cannot rely on a locale.
#include "sim/base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace cascade::sim {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

struct Decoded {
  char32_t code = kReplacement;
  std::size_t bytes = 1;
  bool valid = false;
};

// The character at the begin of `text`, which is not empty. Refuses overlong forms, surrogates
// and what lies past U+10FFFF.
Decoded decode(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {lead, 1, true};
  std::size_t length = 0;
  char32_t code = 0;
  char32_t least = 0;
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2, code = lead & 0x1FU, least = 0x80;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3, code = lead & 0x0FU, least = 0x800;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4, code = lead & 0x07U, least = 0x10000;
  } else {
    return {};
  }
  if (text.size() < length) return {};
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80) return {};
    code = code << 6U | (byte(i) & 0x3FU);
  }
  if (code < least || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return {};
  return {code, length, true};
}

void append(std::string& out, char32_t code) {
  const auto byte = [&](char32_t bits) { out += static_cast<char>(bits); };
  if (code < 0x80) {
    byte(code);
  } else if (code < 0x800) {
    byte(0xC0 | code >> 6);
    byte(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    byte(0xE0 | code >> 12);
    byte(0x80 | (code >> 6 & 0x3F));
    byte(0x80 | (code & 0x3F));
  } else {
    byte(0xF0 | code >> 18);
    byte(0x80 | (code >> 12 & 0x3F));
    byte(0x80 | (code >> 6 & 0x3F));
    byte(0x80 | (code & 0x3F));
  }
}

using CodeRange = std::pair<char32_t, char32_t>;

template <std::size_t size>
bool within(const std::array<CodeRange, size>& ranges, char32_t code) {
  return std::any_of(ranges.begin(), ranges.end(), [code](const CodeRange& range) {
    return code >= range.first && code <= range.second;
  });
}

// C1 controls, marks of direction, line and paragraph separators, byte order mark, U+FFFE and on.
constexpr std::array<CodeRange, 8> kUnsafe{{{0x80, 0x9F},
                                            {0x61C, 0x61C},
                                            {0x200B, 0x200F},
                                            {0x2028, 0x202E},
                                            {0x2060, 0x206F},
                                            {0xFEFF, 0xFEFF},
                                            {0xFFF9, 0xFFFB},
                                            {0xFFFE, 0xFFFF}}};
constexpr std::array<CodeRange, 6> kNoWidth{{{0x300, 0x36F},
                                             {0x483, 0x489},
                                             {0x591, 0x5BD},
                                             {0x1AB0, 0x1AFF},
                                             {0x20D0, 0x20FF},
                                             {0xFE00, 0xFE0F}}};
constexpr std::array<CodeRange, 10> kWide{{{0x1100, 0x115F},
                                           {0x2E80, 0x303E},
                                           {0x3041, 0xA4CF},
                                           {0xAC00, 0xD7A3},
                                           {0xF900, 0xFAFF},
                                           {0xFE30, 0xFE6F},
                                           {0xFF00, 0xFF60},
                                           {0xFFE0, 0xFFE6},
                                           {0x1F300, 0x1FAFF},
                                           {0x20000, 0x3FFFD}}};

std::size_t width_of(char32_t code) {
  if (within(kNoWidth, code)) return 0;
  return within(kWide, code) ? 2 : 1;
}

// `count` of `unit` parts with three significant digits: 12345 of 1000 is "12.3".
std::string three_digits(std::uint64_t count, std::uint64_t unit, std::string_view name) {
  const std::uint64_t whole = count / unit;
  const std::uint64_t decimals = whole >= 100 ? 1 : whole >= 10 ? 10 : 100;
  const std::uint64_t scaled = (count + unit / decimals / 2) / (unit / decimals);
  std::string text = fmt::format("{}", scaled / decimals);
  if (const std::uint64_t rest = scaled % decimals; rest != 0) {
    text += fmt::format(".{:0{}}", rest, decimals == 10 ? 1 : 2);
    text.erase(text.find_last_not_of('0') + 1);
  }
  text += name;
  return text;
}

}  // namespace

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const Decoded next = decode(text);
    if (!next.valid || within(kUnsafe, next.code)) {
      append(out, kReplacement);
    } else if (next.code < 0x20) {
      append(out, 0x2400 + next.code);
    } else if (next.code == 0x7F) {
      append(out, 0x2421);
    } else {
      out.append(text.substr(0, next.bytes));
    }
    text.remove_prefix(next.bytes);
  }
  return out;
}

std::string valid_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const Decoded next = decode(text);
    append(out, next.valid && next.code == 0 ? U'\u2400' : next.code);
    text.remove_prefix(next.bytes);
  }
  return out;
}

std::size_t display_width(std::string_view utf8) {
  std::size_t width = 0;
  while (!utf8.empty()) {
    const Decoded next = decode(utf8);
    width += width_of(next.code);
    utf8.remove_prefix(next.bytes);
  }
  return width;
}

std::string pad_right(std::string_view utf8, std::size_t width) {
  std::string out(utf8);
  out.append(width - std::min(width, display_width(utf8)), ' ');
  return out;
}

std::string pad_left(std::string_view utf8, std::size_t width) {
  std::string out(width - std::min(width, display_width(utf8)), ' ');
  out += utf8;
  return out;
}

std::string shortened(std::string_view utf8, std::size_t width) {
  if (display_width(utf8) <= width) return std::string(utf8);
  std::size_t used = 0;
  std::size_t bytes = 0;
  while (bytes < utf8.size()) {
    const Decoded next = decode(utf8.substr(bytes));
    used += width_of(next.code);
    if (used >= width) break;
    bytes += next.bytes;
  }
  return std::string(utf8.substr(0, bytes)) + "…";
}

std::string grouped(std::uint64_t number) {
  std::string text = fmt::format("{}", number);
  for (std::size_t at = text.size(); at > 3;) {
    at -= 3;
    text.insert(at, 1, ',');
  }
  return text;
}

std::string counted(std::uint64_t number, std::string_view noun) {
  std::string text = grouped(number);
  text += ' ';
  text += noun;
  if (number != 1) text += noun.ends_with('s') || noun.ends_with("ch") ? "es" : "s";
  return text;
}

std::string lower_case(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = lower_case(c);
  return result;
}

bool all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string by_operation(std::size_t operation) {
  return fmt::format("by operation {}", operation + 1);
}

std::string short_duration(Duration duration) {
  constexpr std::uint64_t kMicrosecond = 1000;
  constexpr std::uint64_t kMillisecond = 1000 * kMicrosecond;
  constexpr std::uint64_t kSecond = 1000 * kMillisecond;
  constexpr std::uint64_t kMinute = 60;
  constexpr std::uint64_t kHour = 60 * kMinute;
  constexpr std::uint64_t kDay = 24 * kHour;
  if (duration < Duration::zero()) {
    // Negated as unsigned, so that the smallest duration has a text too; halved to fit again.
    const std::uint64_t magnitude = 0 - static_cast<std::uint64_t>(duration.count());
    const auto fits = static_cast<std::int64_t>(std::min(magnitude, ~std::uint64_t{0} >> 1U));
    return "-" + short_duration(Duration{fits});
  }
  const auto count = static_cast<std::uint64_t>(duration.count());
  if (count == 0) return "0";
  if (count < kMicrosecond) return fmt::format("{}ns", count);
  // The bounds lie where rounding would carry into the next unit.
  if (count < kMillisecond - 500) return three_digits(count, kMicrosecond, "us");
  if (count < kSecond - 500'000) return three_digits(count, kMillisecond, "ms");
  if (count < 60 * kSecond - 50'000'000) return three_digits(count, kSecond, "s");
  const std::uint64_t seconds = count / kSecond + (count % kSecond >= kSecond / 2 ? 1 : 0);
  if (seconds < kHour) return fmt::format("{}m {:02}s", seconds / kMinute, seconds % kMinute);
  const std::uint64_t minutes = seconds / 60 + (seconds % 60 >= 30 ? 1 : 0);
  if (minutes < kDay / 60) return fmt::format("{}h {:02}m", minutes / 60, minutes % 60);
  const std::uint64_t hours = minutes / 60 + (minutes % 60 >= 30 ? 1 : 0);
  return fmt::format("{}d {:02}h", hours / 24, hours % 24);
}

std::string xml_escaped(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string digest_text(std::uint64_t digest) {
  return fmt::format("{:016x}", digest);
}

std::string shell_quoted(const std::string& text) {
  const bool plain = !text.empty() && text.find_first_not_of(
                                          "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                          "0123456789_-./=,:@%+") == std::string::npos;
  if (plain) return text;
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'') {
      quoted += "'\\''";
    } else {
      quoted += c;
    }
  }
  return printable(quoted + "'");
}

}  // namespace cascade::sim
