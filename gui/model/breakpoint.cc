// SPDX-License-Identifier: Apache-2.0
#include "gui/model/breakpoint.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "engine/time_text.h"
#include "gui/model/script.h"
#include "sim/base/duration_text.h"
#include "sim/base/yaml_document.h"

namespace cascade::gui {
namespace {

using Kind = Breakpoint::Kind;

/// In the order of Breakpoint::Kind.
constexpr std::array<std::string_view, 5> kKinds{"node", "type", "resource", "outcome", "time"};
constexpr std::array<std::string_view, 4> kConditions{"outcome", "action", "count", "off"};

/// As one word of a script.
std::string word(const std::string& text) {
  const bool plain = !text.empty() && text.find_first_of(" \t\r\n;'\"") == std::string::npos;
  if (plain) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"'\"'\"") : std::string(1, c);
  return quoted + "\"";
}

std::string outcome_word(Outcome outcome) {
  std::string text(to_string(outcome));
  std::replace(text.begin(), text.end(), ' ', '_');
  return text;
}

tl::unexpected<Error> unknown(std::string_view what, std::string_view found,
                              std::span<const std::string_view> known) {
  return input_error(fmt::format("{} is one of {}, not '{}'{}", what, fmt::join(known, ", "), found,
                                 sim::did_you_mean(found, known)));
}

Result<Outcome> read_outcome(const std::string& text) {
  std::vector<std::string> words;
  for (int i = 0; i < kOutcomeCount; ++i) {
    const auto outcome = static_cast<Outcome>(i);
    if (text == to_string(outcome) || text == outcome_word(outcome)) return outcome;
    words.push_back(outcome_word(outcome));
  }
  const std::vector<std::string_view> known(words.begin(), words.end());
  return unknown("an outcome", text, known);
}

Result<std::uint64_t> read_hit(const std::string& text) {
  std::uint64_t hit = 0;
  const char* const end = text.data() + text.size();
  const auto [last, code] = std::from_chars(text.data(), end, hit);
  if (code == std::errc() && last == end && hit > 0) return hit;
  return input_error(fmt::format("count is a whole number from 1, not '{}'", text));
}

/// Takes words from the front.
class WordsReader {
 public:
  explicit WordsReader(std::span<const std::string> words) : words_(words) {}

  Result<Breakpoint> read() {
    if (words_.empty()) {
      return input_error(
          "a breakpoint is written 'node Zone/Cluster', 'type Host', 'resource Host/3', "
          "'outcome failed' or 'time 1.5s', with 'outcome', 'action' and 'count' behind it");
    }
    const std::string kind = take();
    const auto found = std::find(kKinds.begin(), kKinds.end(), kind);
    if (found == kKinds.end()) return unknown("a breakpoint's kind", kind, kKinds);
    made_.kind = static_cast<Kind>(found - kKinds.begin());
    if (auto done = read_subject(kind); !done) return tl::unexpected(done.error());
    while (!words_.empty()) {
      if (auto done = read_condition(take()); !done) return tl::unexpected(done.error());
    }
    return made_;
  }

 private:
  std::string take() {
    std::string word = words_.front();
    words_ = words_.subspan(1);
    return word;
  }

  Result<std::string> value_of(std::string_view key) {
    if (words_.empty() || words_.front().empty()) {
      return input_error(fmt::format("behind '{}' its value is missing", key));
    }
    return take();
  }

  Result<void> read_subject(const std::string& kind) {
    auto text = value_of(kind);
    if (!text) return tl::unexpected(text.error());
    if (made_.kind == Kind::Outcome) return set_outcome(*text);
    if (made_.kind != Kind::Time) {
      made_.name = *std::move(text);
      const bool named = made_.kind != Kind::Resource || made_.name.find('/') != std::string::npos;
      if (named) return {};
      return input_error(
          fmt::format("a resource is written Type/name: Host/3, not '{}'", made_.name));
    }
    const auto time = sim::parse_time(*text);
    if (!time) {
      return input_error(fmt::format("a time is a duration, not '{}'{}", *text, time.error()));
    }
    made_.at = Instant{*time};
    return {};
  }

  Result<void> set_outcome(const std::string& text) {
    const auto outcome = read_outcome(text);
    if (!outcome) return tl::unexpected(outcome.error());
    made_.outcome = *outcome;
    return {};
  }

  Result<void> read_condition(const std::string& key) {
    if (key == "off") {
      made_.enabled = false;
      return {};
    }
    if (std::find(kConditions.begin(), kConditions.end(), key) == kConditions.end()) {
      return unknown("a condition", key, kConditions);
    }
    if (made_.kind == Kind::Time) return input_error("a time comes once: it has no conditions");
    auto text = value_of(key);
    if (!text) return tl::unexpected(text.error());
    if (key == "action") {
      made_.action = *std::move(text);
      return {};
    }
    if (key == "outcome") {
      if (made_.outcome) return input_error("a breakpoint has one outcome");
      return set_outcome(*text);
    }
    const auto hit = read_hit(*text);
    if (!hit) return tl::unexpected(hit.error());
    made_.hit = *hit;
    return {};
  }

  std::span<const std::string> words_;
  Breakpoint made_;
};

Result<void> check_type(const std::string& name, const sim::Model& model) {
  if (model.find_type(name)) return {};
  std::vector<std::string_view> known;
  for (const sim::TypeSpec& type : model.types) known.push_back(type.name);
  return input_error(
      fmt::format("the model has no type '{}'{}", name, sim::did_you_mean(name, known)));
}

Result<void> check_action(const std::string& name, const sim::Model& model) {
  std::vector<std::string_view> known;
  for (const sim::ActionSpec& action : model.actions) {
    if (action.code == name) return {};
    known.push_back(action.name);
  }
  if (std::find(known.begin(), known.end(), name) != known.end()) return {};
  return input_error(
      fmt::format("the model has no action '{}'{}", name, sim::did_you_mean(name, known)));
}

}  // namespace

std::string to_text(const Breakpoint& breakpoint) {
  std::string text(kKinds[static_cast<std::size_t>(breakpoint.kind)]);
  switch (breakpoint.kind) {
    case Kind::Node:
    case Kind::Type:
    case Kind::Resource:
      text += " " + word(breakpoint.name);
      if (breakpoint.outcome) text += " outcome " + outcome_word(*breakpoint.outcome);
      break;
    case Kind::Outcome:
      text += " " + outcome_word(breakpoint.outcome.value_or(Outcome::Failed));
      break;
    case Kind::Time:
      text += " " + to_text(breakpoint.at);
      break;
  }
  if (!breakpoint.action.empty()) text += " action " + word(breakpoint.action);
  if (breakpoint.hit > 0) text += fmt::format(" count {}", breakpoint.hit);
  if (!breakpoint.enabled) text += " off";
  return text;
}

Result<Breakpoint> parse_breakpoint(std::string_view text) {
  const auto words = parse_words(text);
  if (!words) return tl::unexpected(words.error());
  return parse_breakpoint(*words);
}

Result<Breakpoint> parse_breakpoint(std::span<const std::string> words) {
  return WordsReader(words).read();
}

Result<void> check_breakpoint(const Breakpoint& breakpoint, const sim::Model& model) {
  if (!breakpoint.action.empty()) {
    if (auto checked = check_action(breakpoint.action, model); !checked) return checked;
  }
  const std::string& name = breakpoint.name;
  switch (breakpoint.kind) {
    case Kind::Type:
      return check_type(name, model);
    case Kind::Resource:
      return check_type(name.substr(0, name.find('/')), model);
    case Kind::Node:
      for (std::size_t at = 0; at <= name.size();) {
        const std::size_t end = std::min(name.find('/', at), name.size());
        if (auto checked = check_type(name.substr(at, end - at), model); !checked) return checked;
        at = end + 1;
      }
      return {};
    case Kind::Outcome:
    case Kind::Time:
      break;
  }
  return {};
}

}  // namespace cascade::gui
