// SPDX-License-Identifier: Apache-2.0
// Holds a tree of YAML nodes against the forms of the scenario language. Messages are made from
// the same table, so that a new key needs nothing here.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "sim/scenario/scenario_form.h"

namespace cascade::sim {
namespace {

using Kind = Form::Kind;

bool is_edge(std::string_view text) {
  const std::size_t arrow = text.find("->");
  return arrow != std::string_view::npos && arrow > 0 && arrow + 2 < text.size();
}

bool is_digest(std::string_view text) {
  return text.size() == 16 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool is_seed(const YamlNode& node) {
  const std::string& text = node.text();
  std::uint64_t seed = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
  const bool leading_zero = text.size() > 1 && text.front() == '0';
  return !text.empty() && error == std::errc{} && end == text.data() + text.size() &&
         !leading_zero && !node.quoted();
}

std::string_view wanted(Kind kind) {
  switch (kind) {
    case Kind::Name:
      return "a name without '/'";
    case Kind::Resource:
      return "written Type/name";
    case Kind::Edge:
      return "written Parent->Child";
    case Kind::Digest:
      return "16 hex digits (0-9, a-f)";
    case Kind::Seed:
      return "a whole number from 0 to 18446744073709551615";
    case Kind::List:
      return "a list";
    case Kind::Map:
    case Kind::Table:
      return "a map (key: value)";
    default:
      return "text";
  }
}

/// "a, b or c".
std::string either(const std::vector<std::string>& words) {
  if (words.size() == 1) return words.front();
  const auto last = words.end() - 1;
  return fmt::format("{} or {}", fmt::join(words.begin(), last, ", "), *last);
}

void mismatch(const YamlNode& node, const Form& form, Diagnostics& diagnostics) {
  diagnostics.error(node.position(), fmt::format("{} must be {}, not {}", form.what,
                                                 wanted(form.kind), in_words(node)));
}

void check_text(const YamlNode& node, const Form& form, Diagnostics& diagnostics) {
  if (!has_kind(node, form.kind)) mismatch(node, form, diagnostics);
}

void check_word(const YamlNode& node, const Form& form, Diagnostics& diagnostics) {
  std::vector<std::string> names;
  std::vector<std::string_view> near = form.near;
  for (const Form::Word& word : form.words) {
    if (node.is_scalar() && node.text() == word.word) return;
    names.emplace_back(word.word);
    if (form.near.empty()) near.push_back(word.word);
  }
  const std::string advice = node.is_scalar() ? did_you_mean(node.text(), near) : "";
  diagnostics.error(node.position(), fmt::format("{} must be {}, not {}{}", form.what,
                                                 either(names), in_words(node), advice));
}

void check_list(const YamlNode& node, const Form& form, Diagnostics& diagnostics) {
  if (!node.is_sequence()) {
    mismatch(node, form, diagnostics);
    return;
  }
  const auto size = static_cast<std::int64_t>(node.items().size());
  if (size < form.min || size > form.max) {
    const std::string range = form.min == form.max ? fmt::format("exactly {}", form.min)
                              : size < form.min    ? fmt::format("at least {}", form.min)
                                                   : fmt::format("at most {}", form.max);
    diagnostics.error(
        node.position(),
        fmt::format("{} must have {} {}, not {}", form.what, range,
                    form.max == 1 || (size < form.min && form.min == 1) ? "entry" : "entries",
                    size));
  }
  for (const YamlNode& item : node.items()) check_form(item, form.items.front(), diagnostics);
}

void check_keys(const YamlNode& node, const Form& form, Diagnostics& diagnostics) {
  std::vector<std::string_view> known;
  for (const FormKey& key : form.keys) known.push_back(key.name);
  if (!check_map(node, form.what, known, diagnostics)) return;
  for (const FormKey& key : form.keys) {
    if (const YamlNode* value = node.find(key.name)) {
      check_form(*value, key.form, diagnostics);
      continue;
    }
    // A misspelt key has been reported; that it is missing would be the same mistake again.
    const std::string_view name = key.name;
    const bool misspelt = std::any_of(
        node.entries().begin(), node.entries().end(), [&](const YamlNode::Entry& entry) {
          return std::find(known.begin(), known.end(), entry.key) == known.end() &&
                 !did_you_mean(entry.key, {&name, 1}).empty();
        });
    if (key.required && !misspelt) {
      diagnostics.error(node.position(),
                        fmt::format("{} needs the key '{}': {}", form.what, key.name, key.about));
    }
  }
}

void check_table(const YamlNode& node, const Form& form, Diagnostics& diagnostics) {
  if (!node.is_map()) {
    mismatch(node, form, diagnostics);
    return;
  }
  for (const YamlNode::Entry& entry : node.entries()) {
    const bool fitting = form.key_kind == Kind::Resource ? is_resource_name(entry.key)
                         : form.key_kind == Kind::Name   ? entry.key.find('/') == std::string::npos
                                                         : true;
    if (!fitting) {
      diagnostics.error(entry.key_position,
                        fmt::format("a key of {} must be {}, not {}", form.what,
                                    wanted(form.key_kind), in_quotes(entry.key)));
    }
    check_form(entry.value, form.items.front(), diagnostics);
  }
}

bool has_mark(const YamlNode& map, const Form::Mark& mark) {
  const YamlNode* value = map.find(mark.key);
  if (value == nullptr) return false;
  return mark.words.empty() ||
         (value->is_scalar() &&
          std::find(mark.words.begin(), mark.words.end(), value->text()) != mark.words.end());
}

bool is_map_form(const Form& form) {
  return form.kind == Kind::Map || form.kind == Kind::Table;
}

/// None of the maps of a choice has its mark: says which marks there are.
void report_unmarked(const YamlNode& node, const Form& choice, Diagnostics& diagnostics) {
  std::vector<std::string_view> known;
  std::vector<std::string> marks;
  for (const Form& item : choice.items) {
    for (const FormKey& key : item.keys) known.push_back(key.name);
    for (const Form::Mark& mark : item.marks) marks.push_back(fmt::format("'{}'", mark.key));
  }
  bool misspelt = false;
  for (const YamlNode::Entry& entry : node.entries()) {
    const std::string advice = did_you_mean(entry.key, known);
    if (std::find(known.begin(), known.end(), entry.key) != known.end() || advice.empty()) continue;
    misspelt = true;
    diagnostics.error(entry.key_position, fmt::format("unknown key {} in {}{}",
                                                      in_quotes(entry.key), choice.what, advice));
  }
  if (misspelt) return;
  diagnostics.error(node.position(),
                    fmt::format("{} needs one of the keys {}", choice.what, either(marks)));
}

void check_choice(const YamlNode& node, const Form& form, Diagnostics& diagnostics) {
  if (const Form* item = chosen_form(node, form)) {
    check_form(node, *item, diagnostics);
    return;
  }
  const bool has_maps = std::any_of(form.items.begin(), form.items.end(), is_map_form);
  if (node.is_map() && has_maps) {
    report_unmarked(node, form, diagnostics);
    return;
  }
  std::vector<std::string> kinds;
  for (const Form& item : form.items) {
    std::string kind(item.kind == Kind::Word      ? std::string_view("a word")
                     : item.kind == Kind::Integer ? std::string_view("a whole number")
                                                  : wanted(item.kind));
    if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) kinds.push_back(kind);
  }
  diagnostics.error(node.position(),
                    fmt::format("{} must be {}, not {}", form.what, either(kinds), in_words(node)));
}

}  // namespace

bool is_resource_name(std::string_view text) {
  const std::size_t slash = text.find('/');
  return slash != std::string_view::npos && slash > 0 && slash + 1 < text.size() &&
         text.find('/', slash + 1) == std::string_view::npos;
}

bool has_kind(const YamlNode& node, Kind kind) {
  if (!node.is_scalar()) return false;
  const std::string& text = node.text();
  switch (kind) {
    case Kind::Text:
      return !text.empty();
    case Kind::Name:
      return !text.empty() && text.find('/') == std::string::npos;
    case Kind::Resource:
      return is_resource_name(text);
    case Kind::Edge:
      return is_edge(text);
    case Kind::Digest:
      return is_digest(text);
    case Kind::Seed:
      return is_seed(node);
    default:
      return false;
  }
}

const Form* chosen_form(const YamlNode& node, const Form& choice) {
  for (const Form& item : choice.items) {
    if (node.is_map() != is_map_form(item)) continue;
    if (node.is_sequence() != (item.kind == Kind::List)) continue;
    if (!node.is_map() && !node.is_sequence() && !node.is_scalar()) continue;
    if (item.marks.empty()) return &item;
    for (const Form::Mark& mark : item.marks) {
      if (has_mark(node, mark)) return &item;
    }
  }
  return nullptr;
}

void check_form(const YamlNode& node, const Form& form, Diagnostics& diagnostics) {
  if (node.kind() == YamlNode::Kind::Null && form.may_be_empty) return;
  switch (form.kind) {
    case Kind::Word:
      check_word(node, form, diagnostics);
      break;
    case Kind::Integer:
      read_integer(node, form.what, form.min, form.max, diagnostics);
      break;
    case Kind::Duration:
      read_duration(node, form.what, diagnostics);
      break;
    case Kind::List:
      check_list(node, form, diagnostics);
      break;
    case Kind::Map:
      check_keys(node, form, diagnostics);
      break;
    case Kind::Table:
      check_table(node, form, diagnostics);
      break;
    case Kind::Choice:
      check_choice(node, form, diagnostics);
      break;
    case Kind::ModelPart:
      break;
    default:
      check_text(node, form, diagnostics);
      break;
  }
}

}  // namespace cascade::sim
