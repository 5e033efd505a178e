// SPDX-License-Identifier: Apache-2.0
// Which version of the project this is.
#pragma once

#include <string>

namespace cascade::sim {

/// Of the programs and of what they write: "0.1.0".
std::string program_version();

}  // namespace cascade::sim
