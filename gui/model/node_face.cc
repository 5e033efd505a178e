// SPDX-License-Identifier: Apache-2.0
#include "gui/model/node_face.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/base/text.h"

namespace cascade::gui {
namespace {

using Phase = StepState::Phase;

NodeFace::Bar bar_of(Instant begin, Instant end, Instant origin, Duration whole) {
  const auto share = [&](Instant at) {
    if (whole <= Duration::zero()) return 0.0F;
    const double part = double((at - origin).count()) / double(whole.count());
    return static_cast<float>(std::clamp(part, 0.0, 1.0));
  };
  return {share(begin), share(end), true};
}

std::string about_text(const TreeOutline& outline, std::uint32_t node, std::uint32_t hidden) {
  const sim::TreeNode& shown = outline.node(node);
  std::string text;
  if (shown.parent != sim::kNoNode) {
    text = "via " + sim::printable(outline.node(shown.parent).label);
  }
  if (hidden != 0)
    return text + (text.empty() ? "" : ", ") + sim::counted(hidden, "node") + " inside";
  if (shown.reactions.empty()) return text;
  if (!text.empty()) text += ": ";
  for (std::size_t i = 0; i < shown.reactions.size(); ++i) {
    const auto& [reaction, count] = shown.reactions[i];
    if (i != 0) text += ", ";
    if (shown.reactions.size() > 1) text += sim::grouped(count) + " ";
    text += sim::printable(reaction);
  }
  return text;
}

std::string outcome_text(const NodeState& state) {
  if (!state.outcome) return "nothing to do";
  const auto count = [&](Outcome outcome) {
    return state.outcomes[static_cast<std::size_t>(outcome)];
  };
  std::string word{to_string(*state.outcome)};
  const std::uint64_t same = count(*state.outcome);
  if (same == 0 || same == state.acts) return word;
  if (*state.outcome == Outcome::Done) {
    return word + ", " + sim::grouped(count(Outcome::Skipped)) + " skipped";
  }
  return fmt::format("{} {} of {}", sim::grouped(same), word, sim::grouped(state.acts));
}

}  // namespace

NodeFace::Look look_of(Phase phase) {
  switch (phase) {
    case Phase::Unplanned:
      return NodeFace::Look::Unplanned;
    case Phase::Waiting:
      return NodeFace::Look::Waiting;
    case Phase::Running:
      return NodeFace::Look::Running;
    case Phase::Finished:
      break;
  }
  return NodeFace::Look::Ended;
}

std::string status_text(const NodeState& state) {
  switch (state.phase) {
    case Phase::Unplanned:
      return "";
    case Phase::Waiting:
      return "waiting";
    case Phase::Running: {
      const std::uint64_t percent = state.acts == 0 ? 0 : state.ended * 100 / state.acts;
      std::string text = fmt::format("{} %", percent);
      const auto failed = state.outcomes[static_cast<std::size_t>(Outcome::Failed)];
      if (failed != 0) return text + fmt::format(", {} failed", sim::grouped(failed));
      if (state.in_flight != 0) {
        text += fmt::format(", {} in flight", sim::grouped(state.in_flight));
      }
      return text;
    }
    case Phase::Finished:
      break;
  }
  return outcome_text(state);
}

PhaseSpans phase_spans(const Plan& plan, const PassState* pass, Instant now,
                       std::optional<Instant> ended) {
  PhaseSpans spans;
  spans.phase1 = plan.query_time();
  if (pass == nullptr) return spans;
  spans.phase1_begin = pass->began;
  spans.phase2_begin = pass->phase2_began;
  if (!ended) ended = pass->ended_at;
  if (spans.phase2_begin) spans.phase2 = ended.value_or(now) - *spans.phase2_begin;
  return spans;
}

NodeFace make_node_face(const TreeOutline& outline, std::uint32_t node, const NodeState& state,
                        std::uint32_t hidden, const PhaseSpans& spans, Instant now) {
  const sim::TreeNode& shown = outline.node(node);
  NodeFace face;
  face.name = sim::printable(shown.label);
  if (!shown.note.empty()) face.name += ", " + shown.note;
  face.count = sim::grouped(state.acts);
  face.about = about_text(outline, node, hidden);
  face.status = status_text(state);
  face.look = look_of(state.phase);
  face.outcome = state.outcome;
  face.hidden = hidden;
  if (state.phase1_begin && state.phase1_end) {
    face.phase1 = sim::short_duration(state.phase1);
    face.bar1 = bar_of(*state.phase1_begin, *state.phase1_end, spans.phase1_begin, spans.phase1);
  }
  if (state.phase2_begin && spans.phase2_begin) {
    const Instant end = state.phase2_end.value_or(now);
    face.phase2 = sim::short_duration(end - *state.phase2_begin);
    face.bar2 = bar_of(*state.phase2_begin, end, *spans.phase2_begin, spans.phase2);
  }
  for (std::size_t i = 0; i < face.shares.size() && state.acts != 0; ++i) {
    face.shares[i] = static_cast<float>(double(state.outcomes[i]) / double(state.acts));
  }
  return face;
}

GraphOutline::Node face_size(const TreeOutline& outline) {
  constexpr std::int32_t kHeight = 68;
  constexpr std::int32_t kNarrowest = 184;
  constexpr std::int32_t kWidest = 300;
  std::size_t cells = 0;
  for (const sim::TreeNode& node : outline.view.nodes) {
    cells = std::max(cells, sim::display_width(node.label) + node.note.size() + 2 +
                                sim::grouped(node.resources).size());
  }
  // A cell is about so wide in the font of names.
  const auto width = static_cast<std::int32_t>(std::min<std::size_t>(cells, 60) * 8 + 44);
  return {std::clamp(width, kNarrowest, kWidest), kHeight};
}

std::int32_t face_gap(const TreeOutline& outline) {
  std::size_t cells = 0;
  for (const sim::TreeEdge& edge : outline.view.edges) {
    if (edge.in_tree) cells = std::max(cells, sim::display_width(edge_text(edge)));
  }
  return static_cast<std::int32_t>(std::min<std::size_t>(cells, 30) * 6 + 30);
}

std::string edge_text(const sim::TreeEdge& edge) {
  return sim::grouped(edge.parents) + " → " + sim::grouped(edge.resources);
}

}  // namespace cascade::gui
