// SPDX-License-Identifier: Apache-2.0
#include "gui/model/fuzzy_match.h"
#include "sim/base/text.h"

#include <algorithm>
#include <cstddef>
#include <string>

namespace cascade::gui {
namespace {

constexpr int kNone = -1'000'000;
constexpr int kWordStart = 12;
constexpr int kNeighbour = 10;
constexpr int kFirst = 6;
/// So much more a point weighs than a byte of length.
constexpr int kPerByte = 8;
/// Longer texts are compared up to here.
constexpr std::size_t kTextMax = 256;

bool is_word(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (sim::lower_case(c) >= 'a' && sim::lower_case(c) <= 'z') ||
         (c >= '0' && c <= '9');
}

bool starts_word(std::string_view text, std::size_t at) {
  if (at == 0 || !is_word(text[at - 1])) return is_word(text[at]);
  const bool upper = text[at] >= 'A' && text[at] <= 'Z';
  const bool before_lower = text[at - 1] >= 'a' && text[at - 1] <= 'z';
  return upper && before_lower;
}

std::string without_spaces(std::string_view query) {
  std::string result;
  for (const char c : query) {
    if (c != ' ') result += sim::lower_case(c);
  }
  return result;
}

/// The best way to place each character of a query, by dynamic programming: best[i][j] is the
/// score of placing the first i + 1 characters with the last of them at j.
class Matcher {
 public:
  Matcher(std::string_view query, std::string_view text)
      : query_(query), text_(text), best_(query.size() * text.size(), kNone) {
    for (std::size_t i = 0; i < query.size(); ++i) fill(i);
  }

  [[nodiscard]] std::optional<FuzzyMatch> result() const {
    std::size_t at = best_end();
    if (best(query_.size() - 1, at) == kNone) return std::nullopt;
    FuzzyMatch match;
    match.score = kPerByte * best(query_.size() - 1, at) - static_cast<int>(text_.size());
    for (std::size_t i = query_.size(); i-- > 0;) {
      match.positions.push_back(static_cast<std::uint32_t>(at));
      if (i > 0) at = before(i, at);
    }
    std::reverse(match.positions.begin(), match.positions.end());
    return match;
  }

 private:
  [[nodiscard]] int best(std::size_t i, std::size_t j) const { return best_[i * text_.size() + j]; }

  [[nodiscard]] int own_score(std::size_t j) const {
    return 1 + (starts_word(text_, j) ? kWordStart : 0) + (j == 0 ? kFirst : 0);
  }

  void fill(std::size_t i) {
    int reachable = i == 0 ? 0 : kNone;  // The best of best[i - 1][0 .. j - 1].
    for (std::size_t j = 0; j < text_.size(); ++j) {
      if (i > 0 && j > 0) reachable = std::max(reachable, best(i - 1, j - 1));
      if (sim::lower_case(text_[j]) != query_[i] || reachable == kNone) continue;
      int score = reachable;
      if (i > 0 && j > 0 && best(i - 1, j - 1) != kNone) {
        score = std::max(score, best(i - 1, j - 1) + kNeighbour);
      }
      best_[i * text_.size() + j] = score + own_score(j);
    }
  }

  [[nodiscard]] std::size_t best_end() const {
    std::size_t end = 0;
    for (std::size_t j = 0; j < text_.size(); ++j) {
      if (best(query_.size() - 1, j) > best(query_.size() - 1, end)) end = j;
    }
    return end;
  }

  /// Where the character before the `i`th stands when that one stands at `at`.
  [[nodiscard]] std::size_t before(std::size_t i, std::size_t at) const {
    const int wanted = best(i, at) - own_score(at);
    if (best(i - 1, at - 1) != kNone && best(i - 1, at - 1) + kNeighbour == wanted) return at - 1;
    for (std::size_t j = at; j-- > 0;) {
      if (best(i - 1, j) == wanted) return j;
    }
    return at - 1;
  }

  std::string_view query_;
  std::string_view text_;
  std::vector<int> best_;
};

}  // namespace

std::optional<FuzzyMatch> fuzzy_match(std::string_view query, std::string_view text) {
  const std::string wanted = without_spaces(query);
  if (wanted.empty()) return FuzzyMatch{};
  const std::string_view start = text.substr(0, kTextMax);
  if (wanted.size() > start.size()) return std::nullopt;
  return Matcher(wanted, start).result();
}

}  // namespace cascade::gui
