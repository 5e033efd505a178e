// SPDX-License-Identifier: Apache-2.0
// Changes one value in the text of a scenario file and leaves the rest as it was written: comments,
// order, layout. Where the text around a value is too unusual for that, more of it is written anew,
// at worst all; that the result means what was asked for is checked by reading it again.
#pragma once

#include <string>
#include <string_view>

#include "engine/result.h"
#include "sim/base/yaml_document.h"

namespace cascade::sim {

/// On one line, quoted where YAML would take it for something else.
std::string yaml_scalar(std::string_view text);
/// On one line: "{ kind: fail, ratio: [1, 100] }".
std::string yaml_line(const YamlNode& node);

/// Whether both trees say the same; positions do not count.
bool same_yaml(const YamlNode& a, const YamlNode& b);

/// What is at `path` ("operations.0.mode", as for --set); null: nothing.
const YamlNode* find_yaml(const YamlNode& root, std::string_view path);

struct EditedText {
  std::string text;
  bool rewritten = false;  ///< All of it: comments and layout are lost.
};

/// Sets `path` to `value`, a piece of YAML, as --set does (sim/scenario/scenario_overrides.h).
/// Errors: `text` or `value` is no YAML, the path leads nowhere.
Result<EditedText> set_in_scenario(std::string_view text, std::string_view path,
                                   std::string_view value);

/// Takes the key or the list's item away; a list that becomes empty goes with its key. Errors:
/// `text` is no YAML, nothing is there.
Result<EditedText> remove_from_scenario(std::string_view text, std::string_view path);

}  // namespace cascade::sim
