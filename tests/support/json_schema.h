// SPDX-License-Identifier: Apache-2.0
// A small validator of JSON Schema, draft-07: as much of it as our schemas use. A keyword that it
// does not know is an error, so that nothing passes unchecked.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "sim/base/yaml_document.h"

namespace cascade::test {

/// As editors see a YAML file: plain numbers and booleans are no strings.
nlohmann::json to_json(const sim::YamlNode& node);

/// What is wrong with `value`, one line each; empty: it is valid.
std::vector<std::string> validate(const nlohmann::json& value, const nlohmann::json& schema,
                                  const std::string& path = "");

}  // namespace cascade::test
