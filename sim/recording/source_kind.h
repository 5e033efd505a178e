// SPDX-License-Identifier: Apache-2.0
// What a file is that somebody wants to look at: a model, a scenario or a recording.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace cascade::sim {

enum class SourceKind : std::uint8_t { Model, Scenario, Recording };

/// Of a file with that content (or its begin). A recording is a database, a model has a table of
/// types; everything else is read as a scenario, whose reader says best what is wrong with it.
SourceKind source_kind(std::string_view content);

/// Whether it is a recording, told by its first bytes: it may be larger than what fits into memory.
/// What comes through a pipe, which can be read only once, is none.
bool is_recording(const std::string& file);

}  // namespace cascade::sim
