// SPDX-License-Identifier: Apache-2.0
#include "tests/support/json_schema.h"

#include <algorithm>
#include <regex>

namespace cascade::test {
namespace {

using nlohmann::json;
using Errors = std::vector<std::string>;

bool has_type(const json& value, const std::string& type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "integer") return value.is_number_integer();
  if (type == "number") return value.is_number();
  if (type == "boolean") return value.is_boolean();
  return type == "null" && value.is_null();
}

bool has_some_type(const json& value, const json& types) {
  if (types.is_string()) return has_type(value, types);
  return std::any_of(types.begin(), types.end(),
                     [&](const json& type) { return has_type(value, type); });
}

/// Without rounding, so that 2^64 - 1 is itself.
bool less(const json& a, const json& b) {
  const auto negative = [](const json& number) {
    return !number.is_number_unsigned() && number.get<double>() < 0;
  };
  if (a.is_number_unsigned() && b.is_number_unsigned()) {
    return a.get<std::uint64_t>() < b.get<std::uint64_t>();
  }
  if (negative(a) != negative(b)) return negative(a);
  return a.get<double>() < b.get<double>();
}

std::size_t to_size(const json& number) {
  return number.get<std::size_t>();
}

void add(Errors& errors, const Errors& more) {
  errors.insert(errors.end(), more.begin(), more.end());
}

void check_object(const json& value, const json& schema, const std::string& path, Errors& errors) {
  const json& properties = schema.contains("properties") ? schema["properties"] : json::object();
  for (const auto& [key, member] : value.items()) {
    const std::string place = path + "/" + key;
    if (schema.contains("propertyNames")) {
      add(errors, validate(key, schema["propertyNames"], place + " (key)"));
    }
    if (properties.contains(key)) {
      add(errors, validate(member, properties[key], place));
    } else if (schema.contains("additionalProperties")) {
      const json& others = schema["additionalProperties"];
      if (others.is_object()) {
        add(errors, validate(member, others, place));
      } else if (!others.get<bool>()) {
        errors.push_back(place + ": no such key");
      }
    }
  }
  if (!schema.contains("required")) return;
  for (const json& key : schema["required"]) {
    if (!value.contains(key.get<std::string>())) {
      errors.push_back(path + ": needs " + key.get<std::string>());
    }
  }
}

void check_array(const json& value, const json& schema, const std::string& path, Errors& errors) {
  if (schema.contains("minItems") && value.size() < to_size(schema["minItems"])) {
    errors.push_back(path + ": too few entries");
  }
  if (schema.contains("maxItems") && value.size() > to_size(schema["maxItems"])) {
    errors.push_back(path + ": too many entries");
  }
  if (!schema.contains("items")) return;
  for (std::size_t i = 0; i < value.size(); ++i) {
    add(errors, validate(value[i], schema["items"], path + "/" + std::to_string(i)));
  }
}

void check_any_of(const json& value, const json& schemas, const std::string& path, Errors& errors) {
  for (const json& schema : schemas) {
    if (validate(value, schema, path).empty()) return;
  }
  errors.push_back(path + ": fits none of " + std::to_string(schemas.size()));
}

void check_keywords(const json& schema, const std::string& path, Errors& errors) {
  static const std::vector<std::string> kKnown = {"$schema",  "additionalProperties",
                                                  "anyOf",    "description",
                                                  "enum",     "items",
                                                  "maxItems", "maximum",
                                                  "minItems", "minimum",
                                                  "pattern",  "properties",
                                                  "required", "title",
                                                  "type",     "propertyNames"};
  for (const auto& [key, member] : schema.items()) {
    if (std::find(kKnown.begin(), kKnown.end(), key) == kKnown.end()) {
      errors.push_back(path + ": the validator does not know the keyword " + key);
    }
  }
}

}  // namespace

json to_json(const sim::YamlNode& node) {
  static const std::regex kInteger("-?(0|[1-9][0-9]*)");
  static const std::regex kNumber("-?[0-9]+\\.[0-9]+");
  if (node.is_map()) {
    json object = json::object();
    for (const auto& entry : node.entries()) object[entry.key] = to_json(entry.value);
    return object;
  }
  if (node.is_sequence()) {
    json array = json::array();
    for (const auto& item : node.items()) array.push_back(to_json(item));
    return array;
  }
  if (!node.is_scalar()) return nullptr;
  const std::string& text = node.text();
  if (node.quoted()) return text;
  if (text == "true" || text == "false") return text == "true";
  if (std::regex_match(text, kInteger) || std::regex_match(text, kNumber)) {
    return json::parse(text);
  }
  return text;
}

Errors validate(const json& value, const json& schema, const std::string& path) {
  Errors errors;
  check_keywords(schema, path, errors);
  if (schema.contains("type") && !has_some_type(value, schema["type"])) {
    errors.push_back(path + ": " + value.dump() + " is no " + schema["type"].dump());
    return errors;
  }
  if (schema.contains("enum")) {
    const json& words = schema["enum"];
    if (std::find(words.begin(), words.end(), value) == words.end()) {
      errors.push_back(path + ": " + value.dump() + " is not among " + words.dump());
    }
  }
  if (value.is_string() && schema.contains("pattern") &&
      !std::regex_search(value.get<std::string>(),
                         std::regex(schema["pattern"].get<std::string>()))) {
    errors.push_back(path + ": " + value.dump() + " does not match " + schema["pattern"].dump());
  }
  if (value.is_number()) {
    const bool low = schema.contains("minimum") && less(value, schema["minimum"]);
    const bool high = schema.contains("maximum") && less(schema["maximum"], value);
    if (low || high) errors.push_back(path + ": " + value.dump() + " is out of range");
  }
  if (value.is_object()) check_object(value, schema, path, errors);
  if (value.is_array()) check_array(value, schema, path, errors);
  if (schema.contains("anyOf")) check_any_of(value, schema["anyOf"], path, errors);
  return errors;
}

}  // namespace cascade::test
