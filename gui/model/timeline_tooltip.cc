// SPDX-License-Identifier: Apache-2.0
#include "gui/model/timeline_tooltip.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "sim/base/text.h"
#include "sim/report/outcome_style.h"

namespace cascade::gui {
namespace {

class Words {
 public:
  Words(const TimelinePane& pane, const TimelineRow& row)
      : pane_(pane),
        row_(row),
        place_(row.pass),
        pass_(*pane.timeline().rows().passes()[row.pass].index) {}

  std::string act(ActId id) const {
    const Plan& plan = pass_.plan();
    std::string text = fmt::format("{}\n{}", name(id), path(plan.step_of(id)));
    if (const auto range = pane_.timeline().range_of({place_, id})) {
      text += fmt::format("\nfrom {}, {}", since(range->begin),
                          sim::short_duration(range->end - range->begin));
    }
    if (const auto outcome = pass_.acts().outcome(id)) text += "\n" + in_words(*outcome);
    const ActId before = pass_.acts().released_by(id);
    if (before != kNoAct) text += "\nbegan when " + name(before) + " had ended";
    if (is_critical(id)) text += "\non the critical path";
    return text;
  }

  std::string several(const TimelinePiece& piece) const {
    std::string text =
        fmt::format("{} acts, too short to be shown apart", sim::grouped(piece.count));
    if (piece.outcome) text += "\nworst: " + in_words(*piece.outcome);
    return text + "\ndouble-click: closer";
  }

  std::string mark(const TimelineMark& mark) const {
    std::string text = act(mark.act);
    if (mark.count > 1) text += fmt::format("\nand {} more here", sim::grouped(mark.count - 1));
    return text;
  }

  std::string area(const TimelineArea& part) const {
    const Instant begin = pane_.timeline().axis().instant(part.begin);
    std::string text = fmt::format("up to {} in flight", sim::grouped(part.peak));
    if (row_.kind == TimelineRow::Kind::Limit) {
      const LimitIndex& limit = *pass_.limits()[row_.limit];
      text += fmt::format(" of {}\n{} {}", limit.in_flight_max,
                          sim::printable(pass_.plan().graph().name(limit.type)), limit.reaction);
    }
    text += "\nfrom " + since(begin);
    if (part.outcome) text += "\nworst: " + in_words(*part.outcome);
    return text;
  }

  std::string step() const {
    const StepId id = pane_.timeline().rows().step_of(row_);
    const Step& step = pass_.plan().step(id);
    std::string text = fmt::format("{}\n{}, {}", path(id), sim::counted(step.act_count(), "act"),
                                   sim::counted(step.link_count(), "link"));
    text += "\nphase 1  " + sim::short_duration(step.query_time);
    if (const auto range = pane_.timeline().range_of(place_, id)) {
      text += fmt::format("\nphase 2  {}, from {}", sim::short_duration(range->end - range->begin),
                          since(range->begin));
    }
    const std::uint32_t peak = pass_.step(id).track().peak();
    if (peak > 0) text += fmt::format("\nat most {} in flight", sim::grouped(peak));
    return text + criticality(id);
  }

 private:
  [[nodiscard]] std::string name(ActId id) const {
    const Plan& plan = pass_.plan();
    const Step& step = plan.step(plan.step_of(id));
    const Resource resource{step.type, plan.resources()[value(id)]};
    return fmt::format("{}  {}", sim::printable(pane_.times()->history().world().name(resource)),
                       plan.reaction(step, id).name);
  }
  [[nodiscard]] std::string path(StepId id) const { return sim::printable(pass_.plan().path(id)); }
  [[nodiscard]] std::string since(Instant at) const {
    return sim::short_duration(at - pane_.timeline().zero());
  }
  static std::string in_words(Outcome outcome) {
    return fmt::format("{} {}", sim::style_of(outcome).glyph, to_string(outcome));
  }
  [[nodiscard]] const CriticalPath* critical() const {
    const auto& paths = pane_.times()->critical();
    return place_ < paths.size() ? paths[place_].get() : nullptr;
  }
  [[nodiscard]] bool is_critical(ActId id) const {
    if (critical() == nullptr) return false;
    const auto& acts = critical()->steps[value(pass_.plan().step_of(id))].acts;
    return std::find(acts.begin(), acts.end(), id) != acts.end();
  }
  [[nodiscard]] std::string criticality(StepId id) const {
    if (critical() == nullptr) return "";
    const CriticalPath::StepShare& share = critical()->steps[value(id)];
    std::string text;
    if (!share.acts.empty()) {
      text = fmt::format("\n{} of it on the critical path, in {}", sim::short_duration(share.time),
                         sim::counted(share.acts.size(), "act"));
    }
    if (share.slack && *share.slack > Duration::zero()) {
      text += "\nslack  " + sim::short_duration(*share.slack);
    }
    return text;
  }

  const TimelinePane& pane_;
  const TimelineRow& row_;
  std::uint32_t place_;
  const PassIndex& pass_;
};

}  // namespace

std::string timeline_tooltip(const TimelinePane& pane, const TimelineHit& hit) {
  const TimelineRow& row = pane.timeline().rows().rows()[hit.row];
  const Words words(pane, row);
  if (hit.mark) return words.mark(*hit.mark);
  if (hit.piece)
    return hit.piece->count == 1 ? words.act(hit.piece->act) : words.several(*hit.piece);
  if (hit.area) return words.area(*hit.area);
  if (row.kind == TimelineRow::Kind::Step && (hit.label || hit.phase1)) return words.step();
  return {};
}

}  // namespace cascade::gui
