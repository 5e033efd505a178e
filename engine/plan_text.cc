// SPDX-License-Identifier: Apache-2.0
#include "engine/plan_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>

namespace cascade {

namespace {

using Out = std::back_insert_iterator<std::string>;

std::string link_name(const Plan& plan, const Step& step, LinkParent parent,
                      const ResourceNames& names) {
  const TypeId type = parent.is_root() ? plan.request().root_type : step.parent_type;
  return names.name({type, parent.index()});
}

void write_step(Out& out, const Plan& plan, StepId id, const ResourceNames& names,
                std::size_t acts_max) {
  const Step& step = plan.step(id);
  fmt::format_to(out, "step {} {}", value(id), plan.path(id));
  if (step.round > 0) fmt::format_to(out, " round {}", step.round);
  fmt::format_to(out, ": {} acts, {} links\n", step.act_count(), step.link_count());
  const auto shown = static_cast<std::uint32_t>(std::min<std::size_t>(acts_max, step.act_count()));
  for (std::uint32_t i = 0; i < shown; ++i) {
    const ActId act{step.acts_begin + i};
    fmt::format_to(out, "  {} {} <-", names.name({step.type, plan.resources()[value(act)]}),
                   plan.reaction(step, act).name);
    for (const LinkParent parent : plan.links(step, act)) {
      fmt::format_to(out, " {}", link_name(plan, step, parent, names));
    }
    *out++ = '\n';
  }
  if (shown < step.act_count()) fmt::format_to(out, "  and {} more\n", step.act_count() - shown);
}

void write_losses(Out& out, const Plan& plan, const ResourceNames& names) {
  for (const CycleLink& link : plan.cycle_links()) {
    const TypeId type = link.parent.is_root() ? plan.request().root_type : link.parent_type;
    fmt::format_to(out, "cycle {} -> {}\n", names.name({type, link.parent.index()}),
                   names.name({link.type, link.child}));
  }
  for (const DroppedContext& dropped : plan.dropped_contexts()) {
    fmt::format_to(out, "dropped ");
    for (std::size_t i = 0; i < dropped.path.size(); ++i) {
      fmt::format_to(out, "{}{}", i == 0 ? "" : "/", plan.graph().name(dropped.path[i]));
    }
    fmt::format_to(out, ": {} resources, step {} kept\n", dropped.resources.size(),
                   value(dropped.kept));
  }
  for (const Contradiction& pair : plan.contradictions()) {
    const StepId first = plan.step_of(pair.first);
    const StepId second = plan.step_of(pair.second);
    fmt::format_to(out, "contradiction {}: {} in step {}, {} in step {}\n",
                   names.name({plan.step(first).type, plan.resources()[value(pair.first)]}),
                   plan.reaction(plan.step(first), pair.first).name, value(first),
                   plan.reaction(plan.step(second), pair.second).name, value(second));
  }
}

/// The act of a step on a resource; steps hold their resources ascending.
std::optional<ActId> act_on(const Plan& plan, const Step& step, ResourceIndex resource) {
  const auto acts = plan.resources().subspan(step.acts_begin, step.act_count());
  const auto at = std::lower_bound(acts.begin(), acts.end(), resource);
  if (at == acts.end() || *at != resource) return std::nullopt;
  return ActId{step.acts_begin + static_cast<std::uint32_t>(at - acts.begin())};
}

/// Walks from an act up to the root along its links, every way once.
class ReasonSearch {
 public:
  ReasonSearch(const Plan& plan, std::size_t reasons_max) : plan_(plan), max_(reasons_max) {}

  void add(StepId step, ActId act) { climb(step, act); }
  std::vector<Reason> take() { return std::move(found_); }

 private:
  void climb(StepId id, ActId act) {
    const Step& step = plan_.step(id);
    chain_.push_back(
        {id, {step.type, plan_.resources()[value(act)]}, plan_.reactions()[value(act)]});
    if (id == plan_.root_step()) {
      found_.push_back({{chain_.rbegin(), chain_.rend()}});
    } else {
      for (const LinkParent parent : plan_.links(step, act)) {
        if (found_.size() < max_) climb_link(step, parent);
      }
    }
    chain_.pop_back();
  }

  void climb_link(const Step& step, LinkParent parent) {
    if (parent.is_root()) return climb_into(plan_.root_step(), parent.index());
    if (plan_.merge() == Merge::PerPath) return climb_into(step.tree_parent, parent.index());
    // One edge may stand for several paths: every step that shows the parent is a way here.
    for (std::uint32_t i = 0; i < plan_.steps().size(); ++i) {
      if (plan_.steps()[i].type == step.parent_type) climb_into(StepId{i}, parent.index());
    }
  }

  void climb_into(StepId id, ResourceIndex resource) {
    if (id == kNoStep || found_.size() >= max_ || on_chain(id, resource)) return;
    const std::optional<ActId> act = act_on(plan_, plan_.step(id), resource);
    if (!act || !plan_.reaction(plan_.step(id), *act).shows_children) return;
    climb(id, *act);
  }

  [[nodiscard]] bool on_chain(StepId id, ResourceIndex resource) const {
    return std::any_of(chain_.begin(), chain_.end(), [&](const Reason::Hop& hop) {
      return hop.step == id && hop.resource.index == resource;
    });
  }

  const Plan& plan_;
  std::size_t max_;
  std::vector<Reason::Hop> chain_;  // from the resource upwards
  std::vector<Reason> found_;
};

std::vector<PlanDifference::Entry> entries(const Plan& plan) {
  std::vector<PlanDifference::Entry> all;
  all.reserve(plan.act_count());
  for (const Step& step : plan.steps()) {
    for (std::uint32_t act = step.acts_begin; act < step.acts_end; ++act) {
      all.push_back({step.parent_type, step.type, plan.reaction(step, ActId{act}).name,
                     plan.resources()[act]});
    }
  }
  std::sort(all.begin(), all.end());
  // Under per_path several branches may do the same.
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

}  // namespace

std::string to_text(const Plan& plan, const ResourceNames& names, std::size_t acts_max) {
  std::string text;
  Out out = std::back_inserter(text);
  for (std::uint32_t i = 0; i < plan.steps().size(); ++i) {
    write_step(out, plan, StepId{i}, names, acts_max);
  }
  write_losses(out, plan, names);
  return text;
}

std::vector<Reason> why(const Plan& plan, Resource resource, std::size_t reasons_max) {
  ReasonSearch search(plan, reasons_max);
  for (std::uint32_t i = 0; i < plan.steps().size(); ++i) {
    if (plan.steps()[i].type != resource.type) continue;
    if (const auto act = act_on(plan, plan.steps()[i], resource.index)) search.add(StepId{i}, *act);
  }
  return search.take();
}

std::string to_text(const Plan& plan, const Reason& reason, const ResourceNames& names) {
  std::string text;
  for (const Reason::Hop& hop : reason.hops) {
    const Step& step = plan.step(hop.step);
    fmt::format_to(std::back_inserter(text), "{}{} ({})", text.empty() ? "" : " > ",
                   names.name(hop.resource), step.extension->reactions()[value(hop.reaction)].name);
  }
  return text;
}

PlanDifference compare(const Plan& a, const Plan& b) {
  const std::vector<PlanDifference::Entry> in_a = entries(a);
  const std::vector<PlanDifference::Entry> in_b = entries(b);
  PlanDifference difference;
  std::set_difference(in_a.begin(), in_a.end(), in_b.begin(), in_b.end(),
                      std::back_inserter(difference.only_a));
  std::set_difference(in_b.begin(), in_b.end(), in_a.begin(), in_a.end(),
                      std::back_inserter(difference.only_b));
  return difference;
}

}  // namespace cascade
