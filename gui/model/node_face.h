// SPDX-License-Identifier: Apache-2.0
// What a node of the tree shows, ready to be painted: words, bars and looks, for one position.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "gui/model/graph_outline.h"
#include "gui/model/node_state.h"

namespace cascade::gui {

/// Between which instants the bars of a pass stretch.
struct PhaseSpans {
  Instant phase1_begin{};
  Duration phase1{};  ///< All queries of the plan.
  std::optional<Instant> phase2_begin;
  Duration phase2{};  ///< Up to the end of the pass, or up to now where that is not known.
};

/// `pass` may be null. `ended`: when the pass ended, if the run went so far.
PhaseSpans phase_spans(const Plan& plan, const PassState* pass, Instant now,
                       std::optional<Instant> ended);

struct NodeFace {
  enum class Look : std::uint8_t { Unplanned, Waiting, Running, Ended };
  /// Shares of the phase, 0 .. 1.
  struct Bar {
    float begin = 0;
    float end = 0;
    bool shown = false;
  };
  std::string name;    ///< "VmInstance", "VmInstance, round 2"
  std::string count;   ///< "10,000"
  std::string about;   ///< "via Host: destroy", "12 steps inside"
  std::string status;  ///< "waiting", "43 %, 20 in flight", "3 failed of 10,000"
  std::string phase1;  ///< How long; empty: nothing yet.
  std::string phase2;
  Bar bar1;
  Bar bar2;
  Look look = Look::Unplanned;
  std::optional<Outcome> outcome;  ///< The worst so far.
  std::array<float, kOutcomeCount>
      shares{};              ///< Of its acts, by outcome; what lacks has not ended.
  std::uint32_t hidden = 0;  ///< Nodes inside a collapsed one.
};

/// `state` is rolled up where the node hides `hidden` others.
NodeFace make_node_face(const TreeOutline& outline, std::uint32_t node, const NodeState& state,
                        std::uint32_t hidden, const PhaseSpans& spans, Instant now);

/// For whoever shows several steps as one.
NodeFace::Look look_of(StepState::Phase phase);
std::string status_text(const NodeState& state);

/// Of one size for the whole tree: wide enough for most of its names.
GraphOutline::Node face_size(const TreeOutline& outline);
/// Wide enough for the numbers on the edges.
std::int32_t face_gap(const TreeOutline& outline);
/// "400 → 10,000"
std::string edge_text(const sim::TreeEdge& edge);

}  // namespace cascade::gui
