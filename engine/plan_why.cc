// SPDX-License-Identifier: Apache-2.0
// Why a resource is in a plan: climbs from its acts along links to the root, every way there is.
#include <algorithm>

#include "engine/plan_text.h"

namespace cascade {
namespace {

/// A depth-first climb with a stack of its own, since chains along cycles may be long.
class Climb {
 public:
  Climb(const Plan& plan, std::size_t reasons_max) : plan_(plan), reasons_max_(reasons_max) {}

  std::vector<Reason> from(Resource resource) {
    std::vector<Place> starts;
    add_acts_on(resource, false, starts);
    for (const Place& start : starts) {
      if (reasons_.size() < reasons_max_) climb(start);
    }
    return std::move(reasons_);
  }

  std::vector<Reason> from(ActId act) {
    const StepId step = plan_.step_of(act);
    climb({{plan_.step(step).type, plan_.resources()[value(act)]}, step, act});
    return std::move(reasons_);
  }

 private:
  /// A resource on the way up and the act that affects it; none where `first_wins` dropped it.
  struct Place {
    Resource resource;
    StepId step = kNoStep;
    ActId act = kNoAct;
  };
  struct Rung {
    Place place;
    std::vector<Place> above;
    std::size_t next = 0;
  };

  void climb(const Place& start) {
    std::vector<Rung> rungs;
    rungs.push_back({start, above(start)});
    while (!rungs.empty() && reasons_.size() < reasons_max_) {
      Rung& rung = rungs.back();
      const bool at_top = rung.place.act == kNoAct || rung.place.step == plan_.root_step();
      if (at_top) add_reason(rungs);
      if (at_top || rung.next == rung.above.size()) {
        rungs.pop_back();
        continue;
      }
      const Place next = rung.above[rung.next++];
      rungs.push_back({next, above(next)});
    }
  }

  void add_reason(const std::vector<Rung>& rungs) {
    Reason& reason = reasons_.emplace_back();
    for (auto rung = rungs.rbegin(); rung != rungs.rend(); ++rung) {
      const Place& place = rung->place;
      const ReactionId reaction =
          place.act == kNoAct ? ReactionId{} : plan_.reactions()[value(place.act)];
      reason.hops.push_back({place.step, place.resource, reaction});
    }
  }

  std::vector<Place> above(const Place& place) const {
    std::vector<Place> places;
    if (place.act == kNoAct || place.step == plan_.root_step()) return places;
    const Step& step = plan_.step(place.step);
    for (const LinkParent parent : plan_.links(step, place.act)) {
      if (places.size() >= reasons_max_) break;  // Each of them will be a reason.
      if (parent.is_root()) {
        // Where the step hangs on the root's, the root may be linked as its parent as well.
        const Resource root{plan_.request().root_type, parent.index()};
        const bool told = std::any_of(places.begin(), places.end(), [&](const Place& other) {
          return other.step == plan_.root_step() && other.resource == root;
        });
        if (!told) add_act_of(plan_.root_step(), root, places);
      } else if (plan_.merge() == Merge::PerPath) {
        add_act_of(step.tree_parent, {step.parent_type, parent.index()}, places);
      } else {
        add_acts_on({step.parent_type, parent.index()}, true, places);
      }
    }
    return places;
  }

  /// The step's act on a resource; the bare resource if there is none.
  void add_act_of(StepId id, Resource resource, std::vector<Place>& places) const {
    const ActId act = find_act(plan_, plan_.step(id), resource.index);
    places.push_back({resource, act == kNoAct ? kNoStep : id, act});
  }

  /// All acts on a resource, if wanted only those that show it to their children.
  void add_acts_on(Resource resource, bool visible, std::vector<Place>& places) const {
    const std::size_t before = places.size();
    for_each_act_on(plan_, resource, [&](StepId id, ActId act) {
      const bool shown = !visible || plan_.reaction(plan_.step(id), act).shows_children;
      if (shown) places.push_back({resource, id, act});
    });
    if (visible && places.size() == before) places.push_back({resource, kNoStep, kNoAct});
  }

  const Plan& plan_;
  std::size_t reasons_max_;
  std::vector<Reason> reasons_;
};

}  // namespace

std::vector<Reason> why(const Plan& plan, Resource resource, std::size_t reasons_max) {
  return Climb(plan, reasons_max).from(resource);
}

std::vector<Reason> why(const Plan& plan, ActId act, std::size_t reasons_max) {
  return Climb(plan, reasons_max).from(act);
}

std::string to_text(const Plan& plan, const Reason& reason, const ResourceNames& names) {
  std::string text;
  for (const Reason::Hop& hop : reason.hops) {
    if (!text.empty()) text += " > ";
    text += names.name(hop.resource);
    text += hop.step == kNoStep
                ? " (dropped)"
                : " (" + plan.step(hop.step).extension->reactions()[value(hop.reaction)].name + ")";
  }
  return text;
}

}  // namespace cascade
