// SPDX-License-Identifier: Apache-2.0
#include "gui/model/critical_path.h"

#include <algorithm>
#include <limits>

#include "engine/row_table.h"
#include "engine/wait_graph.h"

namespace cascade::gui {
namespace {

constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

/// Goes back through time and notes for each act how late it could have started.
class SlackWalk {
 public:
  SlackWalk(const RunIndex& index, const PassIndex& pass, Schedule schedule)
      : index_(index),
        pass_(pass),
        plan_(pass.plan()),
        schedule_(schedule),
        rows_(plan_),
        graph_(plan_, rows_),
        latest_(plan_.act_count(), kNever),
        step_latest_(plan_.steps().size(), kNever) {
    if (schedule_ == Schedule::ByStep) find_dependents();
    const ActId last = pass.last_ended();
    if (last != kNoAct) end_ = time_of(*pass.acts().end(last));
  }

  /// How much later the act could have ended.
  Duration visit(ActId act) {
    const std::optional<Moment> ended = pass_.acts().end(act);
    const StepId step = step_of(act);
    const std::int64_t end = ended ? time_of(*ended) : end_;
    const std::int64_t latest_end = std::min(bound_by_waiters(step, act), end_);
    const std::optional<Moment> started = pass_.acts().start(act);
    const std::int64_t length = started ? end - time_of(*started) : 0;
    const std::int64_t latest_start = latest_end - length;
    latest_[value(act)] = latest_start;
    note_start(step, latest_start);
    const ActId releaser = pass_.acts().released_by(act);
    if (releaser != kNoAct && started && has_ended(releaser, *started)) {
      latest_[value(releaser)] = std::min(latest_[value(releaser)], latest_start);
    }
    return Duration{latest_end - end};
  }

  StepId step_of(ActId act) {
    const Step& step = plan_.step(hint_);
    if (value(act) < step.acts_begin || value(act) >= step.acts_end) hint_ = plan_.step_of(act);
    return hint_;
  }

 private:
  [[nodiscard]] std::int64_t time_of(Moment moment) const {
    return index_.instant(moment).time_since_epoch().count();
  }

  /// Otherwise it was the end of an attempt only that let another act start.
  [[nodiscard]] bool has_ended(ActId act, Moment by) const {
    const std::optional<Moment> end = pass_.acts().end(act);
    return end && *end <= by;
  }

  /// `latest_` holds what acts released by this one allow, until it is visited itself.
  std::int64_t bound_by_waiters(StepId id, ActId act) {
    std::int64_t bound = std::min(latest_[value(act)], gate_of(id));
    const Step& step = plan_.step(id);
    const auto wait = [&](ActId waiter) {
      if (happened(waiter)) bound = std::min(bound, latest_[value(waiter)]);
    };
    graph_.for_each_link_waiter(step, act, wait);
    const ActId next = graph_.next_on_resource(act);
    if (next != kNoAct) wait(next);
    return id == plan_.root_step() ? bound : std::min(bound, root_);
  }

  /// Acts that were blocked or never came to it held nobody up.
  [[nodiscard]] bool happened(ActId act) const {
    return pass_.acts().start(act).has_value() || pass_.acts().outcome(act) == Outcome::Done;
  }

  /// The earliest of the latest starts of what waits for the whole step.
  [[nodiscard]] std::int64_t gate_of(StepId id) {
    if (schedule_ == Schedule::ByResource) return kNever;
    if (schedule_ == Schedule::Sequential) {
      // Steps come one after the other: all that was visited before is of later ones.
      if (id != gate_step_) gate_ = sequential_latest_;
      gate_step_ = id;
      return gate_;
    }
    std::int64_t bound = kNever;
    for (const StepId after : dependents_[value(id)]) {
      bound = std::min(bound, step_latest_[value(after)]);
    }
    return bound;
  }

  void note_start(StepId id, std::int64_t latest_start) {
    if (id == plan_.root_step()) root_ = std::min(root_, latest_start);
    sequential_latest_ = std::min(sequential_latest_, latest_start);
    std::int64_t& step = step_latest_[value(id)];
    step = std::min(step, latest_start);
  }

  /// Under `by_step`: the steps with acts that wait for a step, at least; empty ones between pass
  /// their waiting on.
  void find_dependents() {
    dependents_.resize(plan_.steps().size());
    for (std::uint32_t i = 0; i < plan_.steps().size(); ++i) {
      const Step& step = plan_.steps()[i];
      if (plan_.merge() == Merge::PerPath) {
        StepId above = step.tree_parent;
        while (above != kNoStep && plan_.step(above).act_count() == 0) {
          above = plan_.step(above).tree_parent;
        }
        if (above != kNoStep) dependents_[i].push_back(above);
        continue;
      }
      for (std::uint32_t after = i + 1; after < plan_.steps().size(); ++after) {
        if (plan_.steps()[after].type == step.parent_type) dependents_[i].push_back(StepId{after});
      }
    }
  }

  const RunIndex& index_;
  const PassIndex& pass_;
  const Plan& plan_;
  Schedule schedule_;
  RowTable rows_;
  WaitGraph graph_;
  std::vector<std::int64_t> latest_;             // by act: latest start, see bound_by_waiters
  std::vector<std::int64_t> step_latest_;        // by step: the least of its acts' latest starts
  std::vector<std::vector<StepId>> dependents_;  // by step, only under `by_step`
  std::int64_t sequential_latest_ = kNever;
  std::int64_t gate_ = kNever;
  StepId gate_step_ = kNoStep;
  std::int64_t root_ = kNever;
  std::int64_t end_ = 0;
  StepId hint_{};
};

}  // namespace

CriticalPath find_critical_path(const RunIndex& index, const PassIndex& pass) {
  CriticalPath path;
  path.steps.resize(pass.plan().steps().size());
  for (ActId act = pass.last_ended(); act != kNoAct; act = pass.acts().released_by(act)) {
    path.acts.push_back(act);
  }
  std::reverse(path.acts.begin(), path.acts.end());
  const std::optional<Moment> begin = pass.phase2_began.get();
  if (path.acts.empty() || !begin) return path;
  Duration busy{};
  for (std::size_t i = 0; i < path.acts.size(); ++i) {
    const ActId act = path.acts[i];
    CriticalPath::StepShare& share = path.steps[value(pass.plan().step_of(act))];
    const std::optional<Moment> start = pass.acts().start(act);
    std::optional<Moment> end = pass.acts().end(act);
    // The end of an attempt is enough to let the next act start.
    if (end && i + 1 < path.acts.size()) {
      end = std::min(*end, pass.acts().start(path.acts[i + 1]).value_or(*end));
    }
    share.acts.push_back(act);
    if (!start || !end) continue;
    const Duration length = index.instant(*end) - index.instant(*start);
    share.time += length;
    busy += length;
  }
  const Moment end = pass.ended.get().value_or(*pass.acts().end(path.acts.back()));
  path.waiting = index.instant(end) - index.instant(*begin) - busy;
  return path;
}

void find_slacks(const RunIndex& index, const PassIndex& pass, const SlackInput& input,
                 const std::stop_token& stop, CriticalPath& path) {
  path.steps.resize(pass.plan().steps().size());
  SlackWalk walk(index, pass, input.schedule);
  std::vector<std::optional<Duration>> slacks(path.steps.size());
  constexpr std::size_t kPoll = 65'536;
  std::size_t visited = 0;
  for (auto act = input.order.rbegin(); act != input.order.rend(); ++act) {
    if (++visited % kPoll == 0 && stop.stop_requested()) return;
    const Duration slack = walk.visit(*act);
    if (!pass.acts().start(*act)) continue;
    std::optional<Duration>& least = slacks[value(walk.step_of(*act))];
    least = least ? std::min(*least, slack) : slack;
  }
  for (std::size_t i = 0; i < slacks.size(); ++i) path.steps[i].slack = slacks[i];
}

}  // namespace cascade::gui
