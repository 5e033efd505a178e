// SPDX-License-Identifier: Apache-2.0
// Reading files that people write: scenarios and models.
#pragma once

#include <string>

#include "engine/result.h"

namespace cascade::sim {

/// The whole file; also from pipes and other things that end. Errors: "cannot read FILE: why"; it
/// is larger than any text that is read (256 MiB), and no more than that is read of it.
Result<std::string> read_text_file(const std::string& file);

}  // namespace cascade::sim
