// SPDX-License-Identifier: Apache-2.0
// The scenarios and models that come with the programs: where they are, and finding one by name.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace cascade::sim {

/// The folder of the scenarios; models/ in it holds the models. The first that there is of: what
/// the environment variable CASCADE_LAB_SCENARIOS names, the folder installed with the running
/// program (share/cascade_lab/scenarios beside its bin), the source tree that it was built from.
std::string shipped_folder();

/// The scenarios in it, by name; not those in folders below.
std::vector<std::string> shipped_scenarios();

/// `file` if there is such a file or folder; otherwise the shipped scenario of that name, if there
/// is one: "delete-zone", "zstack/delete-zone-cascade". Otherwise `file`, for the message.
std::string file_or_shipped(const std::string& file);

}  // namespace cascade::sim
