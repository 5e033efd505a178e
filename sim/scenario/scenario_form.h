// SPDX-License-Identifier: Apache-2.0
// The language of scenario files as data: a tree of forms, one per place where a value stands.
// The reader checks files against it and scenario_schema() prints it, so that the two cannot
// differ. Forms know nothing of models: whether a type or a resource exists is a question of
// meaning, see sim/scenario/scenario_names.h.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/yaml_document.h"

namespace cascade::sim {

struct FormKey;

/// What may stand in one place.
struct Form {
  enum class Kind : std::uint8_t {
    Text,       ///< Any scalar that is not empty.
    Name,       ///< Text without "/": a resource's own name.
    Word,       ///< One of `words`.
    Integer,    ///< `min` .. `max`.
    Seed,       ///< 0 .. 2^64 - 1, decimal.
    Duration,   ///< "250us", "3ms", "1.5s", "30m", "1h", 0.
    Resource,   ///< "Type/name".
    Edge,       ///< "Parent->Child".
    Digest,     ///< 16 hex digits.
    List,       ///< Of items.front(), `min` .. `max` of them.
    Map,        ///< With the keys `keys`.
    Table,      ///< Keys of the kind `key_kind`, values of items.front().
    Choice,     ///< One of `items`; see chosen_form().
    ModelPart,  ///< Anything: what a model file has there, whose reader checks it.
  };
  struct Word {
    std::string_view word;
    std::string_view about;
  };
  /// Tells among the maps of a choice: `key` is there, with one of `words` (empty: any value).
  struct Mark {
    std::string_view key;
    std::vector<std::string_view> words;
  };

  Kind kind = Kind::Text;
  std::string what;  ///< For messages: "'seed'", "a fault".
  std::int64_t min = 0;
  std::int64_t max = 0;
  std::vector<Word> words;
  std::vector<std::string_view> near;  ///< Further words to take a misspelt one for.
  std::vector<FormKey> keys;
  std::vector<Form> items;
  std::vector<Mark> marks;  ///< Only maps of a choice; none: taken when no other fits.
  Kind key_kind = Kind::Text;
  bool may_be_empty = false;  ///< Nothing may stand there as well.
};

struct FormKey {
  std::string name;
  std::string about;  ///< One line, for the schema and for the message when it is missing.
  Form form;
  bool required = false;
};

/// Of whole scenario files. Thread: any.
const Form& scenario_form();

/// Reports all of `node` that does not have its form.
void check_form(const YamlNode& node, const Form& form, Diagnostics& diagnostics);

/// Whether `node` is a scalar of that kind, for the kinds that are text.
bool has_kind(const YamlNode& node, Form::Kind kind);

/// "Type/name", both parts not empty and without further slashes.
bool is_resource_name(std::string_view text);

/// The item of a choice that `node` is meant to be; null: none.
const Form* chosen_form(const YamlNode& node, const Form& choice);

/// Regular expression (ECMAScript) of the scalars of `kind`; empty: any.
std::string_view form_pattern(Form::Kind kind);

}  // namespace cascade::sim
