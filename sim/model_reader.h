// SPDX-License-Identifier: Apache-2.0
// Reads model files, like a compiler: all mistakes of meaning at once, each with file, line,
// column, what is wrong and what would be right. The language is described in the README and in
// scenarios/models/zstack.yaml.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "engine/result.h"
#include "sim/model.h"

namespace cascade::sim {

Result<std::shared_ptr<const Model>> parse_model(std::string_view text, const std::string& file);

/// `name` is a path, or the name of a shipped model ("zstack"), looked for as models/NAME.yaml
/// beside `from_file`, in its parent folders' models/, and in the shipped folder.
Result<std::shared_ptr<const Model>> load_model(const std::string& name,
                                                const std::string& from_file);

}  // namespace cascade::sim
