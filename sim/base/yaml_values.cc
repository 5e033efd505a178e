// SPDX-License-Identifier: Apache-2.0
// Typed reading of YAML nodes, and the collecting of mistakes. Every message says what would be
// right; numbers that people read differently (010, 0x1F, 1e3) are mistakes that name both.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <tuple>

#include "sim/base/duration_text.h"
#include "sim/base/text.h"
#include "sim/base/yaml_document.h"

namespace cascade::sim {
namespace {

constexpr std::string_view kDigits = "0123456789";

/// Edits (insert, delete, replace, swap of neighbours) that turn `a` into `b`.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replace = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, replace});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    std::swap(before_last, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

std::optional<std::uint64_t> parse_digits(std::string_view part, int base) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), number, base);
  if (error != std::errc{} || end != part.data() + part.size()) return std::nullopt;
  return number;
}

/// For digits after a leading zero.
std::string leading_zero_advice(std::string_view digits) {
  const auto decimal = parse_digits(digits, 10);
  const auto octal = parse_digits(digits, 8);
  if (decimal && octal && *decimal != *octal) {
    return fmt::format("; with a leading zero it could be octal: write {} or {}", *decimal, *octal);
  }
  return decimal ? fmt::format("; write {}, without the leading zero", *decimal) : "";
}

/// " (write 8 or 10)" for numbers in a form that we do not read; empty when there is no advice.
std::string number_advice(std::string_view text) {
  const std::string_view digits = text.substr(text.find_first_not_of("+-") == std::string_view::npos
                                                  ? text.size()
                                                  : text.find_first_not_of("+-"));
  if (digits.size() > 2 && digits[0] == '0' && (digits[1] == 'x' || digits[1] == 'o')) {
    const auto number = parse_digits(digits.substr(2), digits[1] == 'x' ? 16 : 8);
    return number ? fmt::format("; only decimal numbers are read: write {}", *number) : "";
  }
  if (all_digits(digits) && digits.size() > 1 && digits[0] == '0') {
    return leading_zero_advice(digits);
  }
  if (digits.find('_') != std::string_view::npos || digits.find(',') != std::string_view::npos) {
    std::string plain(digits);
    plain.erase(
        std::remove_if(plain.begin(), plain.end(), [](char c) { return c == '_' || c == ','; }),
        plain.end());
    return all_digits(plain) ? fmt::format("; write {}, without separators", plain) : "";
  }
  if (all_digits(digits) && digits.size() < text.size() && text[0] == '+') {
    return "; leave out the '+'";
  }
  if (digits.find_first_not_of("0123456789.eE+-") == std::string_view::npos && !digits.empty() &&
      kDigits.find(digits[0]) != std::string_view::npos && !all_digits(digits)) {
    return "; write all digits, without a point or an exponent";
  }
  return "";
}

}  // namespace

std::string in_words(const YamlNode& node) {
  switch (node.kind()) {
    case YamlNode::Kind::Null:
      return "nothing";
    case YamlNode::Kind::Sequence:
      return "a list";
    case YamlNode::Kind::Map:
      return "a map";
    case YamlNode::Kind::Scalar:
      break;
  }
  return node.text().empty() ? "an empty text" : in_quotes(node.text());
}

void Diagnostics::error(Position at, std::string message) {
  entries_.emplace_back(at, std::move(message));
}

Position Diagnostics::name_source(std::string name) {
  sources_.push_back(std::move(name));
  return {0, static_cast<std::uint32_t>(sources_.size())};
}

Error Diagnostics::to_error() const {
  auto sorted = entries_;
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  std::string message;
  for (std::size_t i = 0; i < std::min(sorted.size(), kShown); ++i) {
    const auto& [position, text] = sorted[i];
    if (i > 0) message += '\n';
    message += position.line == 0
                   ? fmt::format("{}: ", sources_[position.column - 1])
                   : fmt::format("{}:{}:{}: ", file_, position.line, position.column);
    message += text;
  }
  if (sorted.size() > kShown) {
    message += fmt::format("\n{}: and {} more mistakes", file_, sorted.size() - kShown);
  }
  return {ErrorKind::Input, std::move(message)};
}

std::string in_quotes(std::string_view text) {
  constexpr std::size_t kLongest = 60;
  std::string result = "'";
  for (const char c : text.substr(0, kLongest)) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\n') {
      result += "\\n";
    } else if (c == '\t') {
      result += "\\t";
    } else if (byte < 0x20 || byte == 0x7F) {
      result += fmt::format("\\x{:02x}", static_cast<unsigned>(byte));
    } else {
      result += c;
    }
  }
  if (text.size() > kLongest) {
    // Not in the middle of a character.
    while ((static_cast<unsigned char>(text[kLongest]) & 0xC0U) == 0x80U && result.size() > 1) {
      const bool lead = (static_cast<unsigned char>(result.back()) & 0xC0U) != 0x80U;
      result.pop_back();
      if (lead) break;
    }
    result += "...";
  }
  return result + "'";
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> known) {
  constexpr std::size_t kLongest = 64;
  if (word.empty() || word.size() > kLongest) return "";
  const std::string wanted = lower_case(word);
  std::size_t best = std::max<std::size_t>(1, word.size() / 3) + 1;
  std::string_view nearest;
  for (const std::string_view candidate : known) {
    if (candidate.size() > kLongest) continue;
    const std::size_t distance = edit_distance(wanted, lower_case(candidate));
    if (distance < best && distance < candidate.size()) {
      best = distance;
      nearest = candidate;
    }
  }
  return nearest.empty() ? "" : fmt::format(" (did you mean {}?)", in_quotes(nearest));
}

std::optional<std::string> read_string(const YamlNode& node, std::string_view what,
                                       Diagnostics& diagnostics) {
  if (node.is_scalar()) return node.text();
  diagnostics.error(node.position(), fmt::format("{} must be text, not {}", what, in_words(node)));
  return std::nullopt;
}

std::optional<bool> read_bool(const YamlNode& node, std::string_view what,
                              Diagnostics& diagnostics) {
  if (node.is_scalar() && !node.quoted()) {
    if (node.text() == "true") return true;
    if (node.text() == "false") return false;
  }
  std::string advice;
  if (node.is_scalar()) {
    const std::string word = lower_case(node.text());
    if (word == "yes" || word == "on" || word == "true" || word == "y") advice = "; write true";
    if (word == "no" || word == "off" || word == "false" || word == "n") advice = "; write false";
    if (node.quoted() && !advice.empty()) advice += ", without quotes";
  }
  diagnostics.error(node.position(), fmt::format("{} must be true or false, not {}{}", what,
                                                 in_words(node), advice));
  return std::nullopt;
}

std::optional<std::int64_t> read_integer(const YamlNode& node, std::string_view what,
                                         std::int64_t min, std::int64_t max,
                                         Diagnostics& diagnostics) {
  const auto fail = [&](std::string_view advice) -> std::optional<std::int64_t> {
    diagnostics.error(node.position(),
                      fmt::format("{} must be a whole number from {} to {}, not {}{}", what, min,
                                  max, in_words(node), advice));
    return std::nullopt;
  };
  if (!node.is_scalar()) return fail("");
  const std::string& text = node.text();
  const std::string_view digits = std::string_view(text).substr(text.starts_with('-') ? 1 : 0);
  const bool plain = all_digits(digits) && (digits.size() == 1 || digits[0] != '0') && text != "-0";
  if (plain && node.quoted()) return fail("; leave out the quotes");
  if (!plain) return fail(number_advice(text));
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || number < min || number > max) return fail("");
  return number;
}

std::optional<Duration> read_duration(const YamlNode& node, std::string_view what,
                                      Diagnostics& diagnostics) {
  std::string_view advice = "; write a number and a unit: 250us, 3ms, 1.5s, 30m, 1h";
  if (node.is_scalar()) {
    const auto duration = parse_duration(node.text());
    if (duration) return *duration;
    advice = duration.error();
  }
  diagnostics.error(node.position(),
                    fmt::format("{} must be a duration, not {}{}", what, in_words(node), advice));
  return std::nullopt;
}

std::vector<std::pair<std::string, Position>> read_names(const YamlNode& node,
                                                         std::string_view what,
                                                         Diagnostics& diagnostics) {
  std::vector<std::pair<std::string, Position>> names;
  const auto add = [&](const YamlNode& item) {
    if (item.is_scalar() && !item.text().empty()) {
      names.emplace_back(item.text(), item.position());
    } else {
      diagnostics.error(item.position(),
                        fmt::format("{} must be a name or a list of names, not {}", what,
                                    item.is_scalar() ? "an empty one" : in_words(item)));
    }
  };
  if (node.is_sequence()) {
    for (const YamlNode& item : node.items()) add(item);
  } else {
    add(node);
  }
  return names;
}

bool check_map(const YamlNode& node, std::string_view what,
               std::span<const std::string_view> known_keys, Diagnostics& diagnostics) {
  if (!node.is_map()) {
    diagnostics.error(node.position(),
                      fmt::format("{} must be a map (key: value), not {}", what, in_words(node)));
    return false;
  }
  for (const YamlNode::Entry& entry : node.entries()) {
    if (std::find(known_keys.begin(), known_keys.end(), entry.key) != known_keys.end()) continue;
    std::string advice = did_you_mean(entry.key, known_keys);
    if (advice.empty()) advice = fmt::format("; known: {}", fmt::join(known_keys, ", "));
    diagnostics.error(entry.key_position,
                      fmt::format("unknown key {} in {}{}", in_quotes(entry.key), what, advice));
  }
  return true;
}

}  // namespace cascade::sim
