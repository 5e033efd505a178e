// SPDX-License-Identifier: Apache-2.0
// The whole plan as text. Why a resource is in it: plan_why.cc; how two plans differ:
// plan_compare.cc.
#include "engine/plan_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace cascade {
namespace {

/// Writes into one growing string.
class PlanWriter {
 public:
  PlanWriter(const Plan& plan, const ResourceNames& names, std::size_t lines_max)
      : plan_(plan), names_(names), lines_max_(lines_max) {}

  std::string write() {
    for (std::uint32_t i = 0; i < plan_.steps().size(); ++i) write_step(StepId{i});
    write_cycle_links();
    write_dropped();
    write_contradictions();
    return std::move(text_);
  }

 private:
  template <class... Values>
  void say(fmt::format_string<Values...> format, Values&&... values) {
    fmt::format_to(std::back_inserter(text_), format, std::forward<Values>(values)...);
  }
  void say_link(TypeId parent_type, LinkParent parent) {
    const TypeId type = parent.is_root() ? plan_.request().root_type : parent_type;
    say("{}", names_.name({type, parent.index()}));
  }
  [[nodiscard]] std::size_t shown(std::size_t lines) const { return std::min(lines, lines_max_); }

  void write_step(StepId id);
  void write_act(const Step& step, ActId act);
  void write_cycle_links();
  void write_dropped();
  void write_contradictions();

  const Plan& plan_;
  const ResourceNames& names_;
  std::size_t lines_max_;
  std::string text_;
};

void PlanWriter::write_step(StepId id) {
  const Step& step = plan_.step(id);
  say("step {} {}", value(id), plan_.path(id));
  if (step.round > 0) say(" round {}", step.round);
  say(": {} acts, {} links\n", step.act_count(), step.link_count());
  const auto acts = static_cast<std::uint32_t>(shown(step.act_count()));
  for (std::uint32_t i = 0; i < acts; ++i) write_act(step, ActId{step.acts_begin + i});
  if (acts < step.act_count()) say("  and {} more\n", step.act_count() - acts);
}

void PlanWriter::write_act(const Step& step, ActId act) {
  say("  {} {} <-", names_.name({step.type, plan_.resources()[value(act)]}),
      plan_.reaction(step, act).name);
  const auto links = plan_.links(step, act);
  for (const LinkParent parent : links.first(shown(links.size()))) {
    say(" ");
    say_link(step.parent_type, parent);
  }
  if (links.size() > lines_max_) say(" and {} more", links.size() - lines_max_);
  say("\n");
}

void PlanWriter::write_cycle_links() {
  const auto links = plan_.cycle_links();
  for (const CycleLink& link : links.first(shown(links.size()))) {
    say("cycle ");
    say_link(link.parent_type, link.parent);
    say(" -> {}\n", names_.name({link.type, link.child}));
  }
  if (links.size() > lines_max_) say("and {} more cycle links\n", links.size() - lines_max_);
}

void PlanWriter::write_dropped() {
  for (const DroppedContext& dropped : plan_.dropped_contexts()) {
    say("dropped ");
    for (std::size_t i = 0; i < dropped.path.size(); ++i) {
      say("{}{}", i == 0 ? "" : "/", plan_.graph().name(dropped.path[i]));
    }
    say(": {} resources, step {} kept\n", dropped.resources.size(), value(dropped.kept));
  }
}

void PlanWriter::write_contradictions() {
  const auto pairs = plan_.contradictions();
  for (const Contradiction& pair : pairs.first(shown(pairs.size()))) {
    const StepId first = plan_.step_of(pair.first);
    const StepId second = plan_.step_of(pair.second);
    say("contradiction {}: {} in step {}",
        names_.name({plan_.step(first).type, plan_.resources()[value(pair.first)]}),
        plan_.reaction(plan_.step(first), pair.first).name, value(first));
    if (pair.first == pair.second) {
      say(", done twice\n");
    } else {
      say(", {} in step {}\n", plan_.reaction(plan_.step(second), pair.second).name, value(second));
    }
  }
  if (shown(pairs.size()) < plan_.contradiction_count()) {
    say("and {} more contradictions\n", plan_.contradiction_count() - shown(pairs.size()));
  }
  if (plan_.unchecked_pairs() != 0) {
    say("{} conflicting pairs were not checked\n", plan_.unchecked_pairs());
  }
}

}  // namespace

std::string to_text(const Plan& plan, const ResourceNames& names, std::size_t acts_max) {
  return PlanWriter(plan, names, acts_max).write();
}

}  // namespace cascade
