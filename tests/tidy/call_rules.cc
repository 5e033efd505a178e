// SPDX-License-Identifier: Apache-2.0
// Rules on calls: whatever makes two runs of one seed differ, and what our errors do without.
#include <algorithm>
#include <array>
#include <set>

#include "tests/tidy/rules.h"

namespace cascade::tidy {

namespace {

enum class Scope {
  Exact,      ///< engine/, sim/: what they compute is the same on any machine.
  Simulated,  ///< And gui/model/: must repeat exactly.
  Product,    ///< And the rest of gui/.
  All,        ///< Simulated, and the tests but not the benchmarks.
};

struct Banned {
  std::string_view tokens;  ///< Separated by spaces; a '*' in front stands for any beginning.
  Scope scope;
  std::string_view instead;
};

constexpr std::string_view kClock = "ask the Clock that you were given";
constexpr std::string_view kChance = "use sim/base/random.h: one seed decides everything";
constexpr std::string_view kSleep = "wait for a completion, or let the runner set a timer";
constexpr std::string_view kInteger = "use integers: nanoseconds, Ratio, parts per thousand";

constexpr std::array kBanned{
    Banned{"system_clock", Scope::All, kClock},
    Banned{"steady_clock", Scope::All, kClock},
    Banned{"high_resolution_clock", Scope::All, kClock},
    Banned{"clock_gettime", Scope::All, kClock},
    Banned{"gettimeofday", Scope::All, kClock},
    Banned{"std :: time", Scope::All, kClock},
    Banned{"std :: clock", Scope::All, kClock},
    Banned{"time ( nullptr )", Scope::All, kClock},
    Banned{"time ( NULL )", Scope::All, kClock},
    Banned{"time ( 0 )", Scope::All, kClock},
    Banned{"rand (", Scope::All, kChance},
    Banned{"srand (", Scope::All, kChance},
    Banned{"random_device", Scope::All, kChance},
    Banned{"mt19937", Scope::All, kChance},
    Banned{"mt19937_64", Scope::All, kChance},
    Banned{"minstd_rand", Scope::All, kChance},
    Banned{"default_random_engine", Scope::All, kChance},
    Banned{"*_distribution", Scope::All, kChance},
    Banned{"random_shuffle", Scope::All, kChance},
    Banned{"std :: shuffle", Scope::All, kChance},
    Banned{"ranges :: shuffle", Scope::All, kChance},
    Banned{"std :: sample", Scope::All, kChance},
    Banned{"ranges :: sample", Scope::All, kChance},
    Banned{"sleep_for", Scope::All, kSleep},
    Banned{"sleep_until", Scope::All, kSleep},
    Banned{"usleep", Scope::All, kSleep},
    Banned{"nanosleep", Scope::All, kSleep},
    Banned{"float", Scope::Exact, kInteger},
    Banned{"double", Scope::Exact, kInteger},
    Banned{"throw", Scope::Product, "return a Result"},
    Banned{"assert (", Scope::Product, "CASCADE_ASSERT, which stays on in release builds"},
};

struct Allowed {
  std::string_view file;
  std::string_view word;  ///< The banned tokens, or the name of the unordered container.
  std::string_view reason;
};

constexpr std::array kAllowed{
    Allowed{"engine/real_clock.cc", "steady_clock", "the one place that reads real time"},
    Allowed{"engine/thread_runner.cc", "steady_clock", "timers of real runs"},
};

bool in_scope(const SourceFile& file, Scope scope) {
  if (!file.is_cpp()) return false;
  const bool exact = file.is_under("engine/") || file.is_under("sim/");
  if (scope == Scope::Exact) return exact;
  const bool simulated = exact || file.is_under("gui/model/");
  if (scope == Scope::Product) return simulated || file.is_under("gui/");
  if (simulated) return true;
  return scope == Scope::All && file.is_under("tests/") && !file.is_under("tests/bench/");
}

bool is_allowed(const SourceFile& file, std::string_view word) {
  return std::any_of(kAllowed.begin(), kAllowed.end(), [&](const Allowed& allowed) {
    return allowed.file == file.path && allowed.word == word;
  });
}

std::vector<std::string_view> split_words(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

bool fits(std::string_view token, std::string_view pattern) {
  return pattern.starts_with('*') ? token.ends_with(pattern.substr(1)) : token == pattern;
}

using Tokens = std::vector<Token>;

bool fits_at(const Tokens& tokens, std::size_t at, const std::vector<std::string_view>& pattern) {
  if (at + pattern.size() > tokens.size()) return false;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (!fits(tokens[at + i].text, pattern[i])) return false;
  }
  return true;
}

/// The index behind what closes the bracket at `open`; the number of tokens if nothing does.
std::size_t behind_bracket(const Tokens& tokens, std::size_t open, std::string_view opening,
                           std::string_view closing) {
  int depth = 0;
  for (std::size_t i = open; i < tokens.size(); ++i) {
    if (tokens[i].text == opening) ++depth;
    if (tokens[i].text == closing && --depth == 0) return i + 1;
  }
  return tokens.size();
}

std::string_view text_at(const Tokens& tokens, std::size_t at) {
  return at < tokens.size() ? tokens[at].text : std::string_view();
}

bool is_identifier(std::string_view text) {
  return !text.empty() && text != "\"\"" &&
         (text[0] == '_' || (text[0] >= 'a' && text[0] <= 'z') ||
          (text[0] >= 'A' && text[0] <= 'Z'));
}

/// Adds the names of what a file declares with an unordered type.
void add_unordered_names(const Tokens& tokens, std::set<std::string_view>& names) {
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!tokens[i].text.starts_with("unordered_") || text_at(tokens, i + 1) != "<") continue;
    std::size_t at = behind_bracket(tokens, i + 1, "<", ">");
    while (text_at(tokens, at) == "&" || text_at(tokens, at) == "*") ++at;
    if (is_identifier(text_at(tokens, at))) names.insert(tokens[at].text);
  }
}

/// The last token of the range of a `for (x : range)` whose "for" is at `at`; "" if it is none.
std::string_view range_of_for(const Tokens& tokens, std::size_t at) {
  if (tokens[at].text != "for" || text_at(tokens, at + 1) != "(") return {};
  const std::size_t end = behind_bracket(tokens, at + 1, "(", ")");
  bool ranged = false;
  for (std::size_t i = at + 2; i + 1 < end; ++i) {
    if (tokens[i].text == ":") ranged = true;
    if (tokens[i].text == ";") ranged = false;
  }
  return ranged && end >= 2 ? tokens[end - 2].text : std::string_view();
}

void find_iterations(const SourceFile& file, const std::set<std::string_view>& names,
                     Findings& findings) {
  const Tokens& tokens = file.tokens;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    std::string_view name = range_of_for(tokens, i);
    const std::string_view access = text_at(tokens, i + 1);
    if ((access == "." || access == "->") && text_at(tokens, i + 2) == "begin") {
      name = tokens[i].text;
    }
    if (!names.contains(name) || is_allowed(file, name)) continue;
    findings.push_back({file.path, tokens[i].line,
                        "walks through the unordered " + std::string(name) +
                            ": its order differs between machines; sort, or use a vector"});
  }
}

}  // namespace

Findings check_banned(const SourceTree& tree) {
  Findings findings;
  for (const Banned& banned : kBanned) {
    const std::vector<std::string_view> pattern = split_words(banned.tokens);
    for (const SourceFile& file : tree.files) {
      if (!in_scope(file, banned.scope) || is_allowed(file, banned.tokens)) continue;
      for (std::size_t i = 0; i < file.tokens.size(); ++i) {
        if (!fits_at(file.tokens, i, pattern)) continue;
        findings.push_back({file.path, file.tokens[i].line,
                            std::string(banned.tokens) + ": " + std::string(banned.instead)});
      }
    }
  }
  return findings;
}

Findings check_address_order(const SourceTree& tree) {
  static constexpr std::array<std::string_view, 3> kOrdering{"hash", "map", "set"};
  Findings findings;
  for (const SourceFile& file : tree.files) {
    if (!in_scope(file, Scope::Simulated)) continue;
    const Tokens& tokens = file.tokens;
    for (std::size_t i = 2; i < tokens.size(); ++i) {
      const bool ordering =
          std::find(kOrdering.begin(), kOrdering.end(), tokens[i].text) != kOrdering.end();
      if (!ordering || tokens[i - 1].text != "::" || text_at(tokens, i + 1) != "<") continue;
      // The key ends at the first comma or at the closing bracket, whichever comes first.
      std::size_t end = i + 2;
      while (end < tokens.size() && tokens[end].text != "," && tokens[end].text != ">") ++end;
      if (tokens[end - 1].text != "*") continue;
      findings.push_back({file.path, tokens[i].line,
                          "an order or hash of addresses differs between runs; use an index"});
    }
  }
  return findings;
}

Findings check_unordered_iteration(const SourceTree& tree) {
  Findings findings;
  for (const SourceFile& file : tree.files) {
    if (!in_scope(file, Scope::Simulated)) continue;
    std::set<std::string_view> names;
    add_unordered_names(file.tokens, names);
    // Members are declared in the header of the same name.
    const std::string header = file.path.substr(0, file.path.rfind('.')) + ".h";
    if (const SourceFile* own = tree.find(header)) add_unordered_names(own->tokens, names);
    find_iterations(file, names, findings);
  }
  return findings;
}

}  // namespace cascade::tidy
