// SPDX-License-Identifier: Apache-2.0
// Reads model files, like a compiler: all mistakes of meaning at once, each with file, line,
// column, what is wrong and what would be right. The language is described in the README and in
// scenarios/models/zstack.yaml.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "engine/result.h"
#include "sim/base/yaml_document.h"
#include "sim/model/model.h"

namespace cascade::sim {

Result<std::shared_ptr<const Model>> parse_model(std::string_view text, const std::string& file);

/// The model with the add-ons and branches of `additions`, a map of a file of its own: what is
/// wrong with them is reported at their places there; keys other than addons and branches are
/// passed over. Null: something was.
std::shared_ptr<const Model> extend_model(const Model& model, const YamlNode& additions,
                                          Diagnostics& diagnostics);

/// `name` is a path, or the name of a shipped model ("zstack"), looked for as models/NAME.yaml
/// beside `from_file`, in its parent folders' models/, and in the shipped folder.
Result<std::shared_ptr<const Model>> load_model(const std::string& name,
                                                const std::string& from_file);

}  // namespace cascade::sim
