// SPDX-License-Identifier: Apache-2.0
// Prints the forms of the scenario language as a JSON Schema. Written by hand, in the order of
// the table, so that the text is the same everywhere.
#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

#include "sim/scenario/scenario_form.h"
#include "sim/scenario/scenario_reader.h"

namespace cascade::sim {
namespace {

using Kind = Form::Kind;
/// Keys and finished values of an object.
using Members = std::vector<std::pair<std::string, std::string>>;

constexpr std::string_view kDraft = "http://json-schema.org/draft-07/schema#";

std::string to_json(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      result += '\\';
      result += c;
    } else if (byte < 0x20) {
      result += fmt::format("\\u{:04x}", static_cast<unsigned>(byte));
    } else {
      result += c;
    }
  }
  return result + '"';
}

std::string indent(int depth) {
  return std::string(2 * static_cast<std::size_t>(depth), ' ');
}

std::string object(const Members& members, int depth) {
  if (members.empty()) return "{}";
  std::string result = "{\n";
  for (std::size_t i = 0; i < members.size(); ++i) {
    result += fmt::format("{}{}: {}{}\n", indent(depth + 1), to_json(members[i].first),
                          members[i].second, i + 1 < members.size() ? "," : "");
  }
  return result + indent(depth) + "}";
}

std::string array(const std::vector<std::string>& items, int depth) {
  if (items.empty()) return "[]";
  std::string result = "[\n";
  for (std::size_t i = 0; i < items.size(); ++i) {
    result += fmt::format("{}{}{}\n", indent(depth + 1), items[i], i + 1 < items.size() ? "," : "");
  }
  return result + indent(depth) + "]";
}

std::string words_array(const std::vector<std::string>& words) {
  std::vector<std::string> items;
  for (const std::string& word : words) items.push_back(to_json(word));
  return fmt::format("[{}]", fmt::join(items, ", "));
}

std::string render(const Form& form, std::string_view about, int depth);

void add_pattern(Members& members, Kind kind) {
  if (!form_pattern(kind).empty()) members.emplace_back("pattern", to_json(form_pattern(kind)));
}

/// "per_path: every path ...; union: ..." after what the key is for.
std::string describe_words(const Form& form, std::string_view about) {
  std::string result(about);
  for (const Form::Word& word : form.words) {
    if (word.about.empty()) continue;
    result += fmt::format("{}{}: {}", result.empty() ? "" : "\n", word.word, word.about);
  }
  return result;
}

void add_word(Members& members, const Form& form) {
  std::vector<std::string> words;
  for (const Form::Word& word : form.words) words.emplace_back(word.word);
  members.emplace_back("enum", words_array(words));
}

void add_list(Members& members, const Form& form, int depth) {
  members.emplace_back("type", to_json("array"));
  members.emplace_back("items", render(form.items.front(), "", depth + 1));
  members.emplace_back("minItems", fmt::format("{}", form.min));
  members.emplace_back("maxItems", fmt::format("{}", form.max));
}

void add_map(Members& members, const Form& form, int depth) {
  Members properties;
  std::vector<std::string> required;
  for (const FormKey& key : form.keys) {
    properties.emplace_back(key.name, render(key.form, key.about, depth + 2));
    if (key.required) required.push_back(key.name);
  }
  members.emplace_back("type", to_json("object"));
  members.emplace_back("properties", object(properties, depth + 1));
  if (!required.empty()) members.emplace_back("required", words_array(required));
  members.emplace_back("additionalProperties", "false");
}

void add_table(Members& members, const Form& form, int depth) {
  members.emplace_back("type",
                       form.may_be_empty ? words_array({"object", "null"}) : to_json("object"));
  Members names;
  add_pattern(names, form.key_kind);
  members.emplace_back("propertyNames", object(names, depth + 1));
  members.emplace_back("additionalProperties", render(form.items.front(), "", depth + 1));
}

void add_choice(Members& members, const Form& form, int depth) {
  std::vector<std::string> items;
  for (const Form& item : form.items) items.push_back(render(item, "", depth + 2));
  members.emplace_back("anyOf", array(items, depth + 1));
}

/// Text in YAML may look like a number or a boolean; editors see it as one.
void add_scalar(Members& members, Kind kind) {
  const bool any_scalar = kind == Kind::Text || kind == Kind::Name;
  members.emplace_back(
      "type", any_scalar ? words_array({"string", "number", "boolean"}) : to_json("string"));
  add_pattern(members, kind);
}

void add_form(Members& members, const Form& form, int depth) {
  switch (form.kind) {
    case Kind::Word:
      add_word(members, form);
      break;
    case Kind::Integer:
      members.emplace_back("type", to_json("integer"));
      members.emplace_back("minimum", fmt::format("{}", form.min));
      members.emplace_back("maximum", fmt::format("{}", form.max));
      break;
    case Kind::Seed:
      members.emplace_back("type", to_json("integer"));
      members.emplace_back("minimum", "0");
      members.emplace_back("maximum", "18446744073709551615");
      break;
    case Kind::Duration:
      // A plain 0 is a number.
      members.emplace_back("type", words_array({"string", "integer"}));
      members.emplace_back("minimum", "0");
      members.emplace_back("maximum", "0");
      add_pattern(members, form.kind);
      break;
    case Kind::List:
      add_list(members, form, depth);
      break;
    case Kind::Map:
      add_map(members, form, depth);
      break;
    case Kind::Table:
      add_table(members, form, depth);
      break;
    case Kind::Choice:
      add_choice(members, form, depth);
      break;
    case Kind::ModelPart:
      break;
    default:
      add_scalar(members, form.kind);
      break;
  }
}

std::string render(const Form& form, std::string_view about, int depth) {
  Members members;
  const std::string description = describe_words(form, about);
  if (!description.empty()) members.emplace_back("description", to_json(description));
  add_form(members, form, depth);
  return object(members, depth);
}

}  // namespace

std::string scenario_schema() {
  Members members = {{"$schema", to_json(kDraft)}, {"title", to_json("Cascade Lab scenario")}};
  add_form(members, scenario_form(), 0);
  return object(members, 0) + "\n";
}

}  // namespace cascade::sim
