// SPDX-License-Identifier: Apache-2.0
// Where a run is to be stopped at: a node, a type, a resource, an outcome or a time, with
// conditions. A value that is written as it is typed: "type VmInstance outcome failed count 3".
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/outcome.h"
#include "engine/result.h"
#include "engine/time.h"
#include "sim/model/model.h"

namespace cascade::gui {

/// Says when to stop; whether a run has such a thing is a question of break_finder.h.
struct Breakpoint {
  enum class Kind : std::uint8_t {
    Node,      ///< A step of the tree begins phase 2.
    Type,      ///< Any step of that type does.
    Resource,  ///< An act on the resource starts.
    Outcome,   ///< An act ends like that.
    Time,      ///< All that happens up to an instant has happened.
  };
  Kind kind = Kind::Outcome;
  std::string name;  ///< Of Node "Zone/Cluster/Host", of Type "Host", of Resource "Host/3".
  /// Node, Type, Resource: stop when such an act of theirs ends, instead. Outcome: always there.
  std::optional<Outcome> outcome{};
  Instant at{};  ///< Time.
  /// Only in passes of that action (name or code); empty: in all, but what begins in rehearsals
  /// (check passes) does not count, since nothing happens there.
  std::string action{};
  std::uint64_t hit = 0;  ///< Only the N-th hit of a run counts, from 1; 0: every one.
  bool enabled = true;

  /// Stops before what it waits for begins, not behind its end.
  [[nodiscard]] bool before() const { return !outcome && kind != Kind::Time; }
  friend bool operator==(const Breakpoint&, const Breakpoint&) = default;
};

/// "node Zone/Cluster/Host", "time 1m30s", "outcome failed action delete", "type Host off".
std::string to_text(const Breakpoint& breakpoint);

/// What to_text() writes, and the same with words in quotes as in scripts. Errors: what would be
/// right.
Result<Breakpoint> parse_breakpoint(std::string_view text);
Result<Breakpoint> parse_breakpoint(std::span<const std::string> words);

/// The model has what the breakpoint names of it; otherwise what it has not, with the nearest.
Result<void> check_breakpoint(const Breakpoint& breakpoint, const sim::Model& model);

}  // namespace cascade::gui
