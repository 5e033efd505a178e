// SPDX-License-Identifier: Apache-2.0
// Type by type. Bitmaps over the resources of a type find those on which two acts meet; only for
// these, the acts are brought together, by walking all steps of the type side by side.
#include "engine/contradictions.h"

#include <fmt/core.h>

#include <algorithm>
#include <bit>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/column_scans.h"
#include "engine/guarded_call.h"

namespace cascade {
namespace {

using Bits = std::vector<std::uint64_t>;

/// Sets a bit; true if it was set before.
bool test_and_set(Bits& bits, ResourceIndex index) {
  const std::size_t word = index / 64;
  if (bits.size() <= word) bits.resize(std::max(word + 1, bits.size() * 2));
  const std::uint64_t bit = std::uint64_t{1} << index % 64;
  const bool before = (bits[word] & bit) != 0;
  bits[word] |= bit;
  return before;
}

/// The acts on one resource at a time, in plan order, for ascending resources.
class ActsOnResource {
 public:
  ActsOnResource(const Plan& plan, const std::vector<StepId>& steps) : plan_(plan) {
    for (const StepId id : steps) {
      cursors_.push_back({id, plan.step(id).acts_begin, plan.step(id).acts_end});
    }
  }

  struct Found {
    ActId act;
    StepId step;
  };
  const std::vector<Found>& at(ResourceIndex resource) {
    found_.clear();
    for (Cursor& cursor : cursors_) {
      while (cursor.next != cursor.end && plan_.resources()[cursor.next] < resource) ++cursor.next;
      if (cursor.next != cursor.end && plan_.resources()[cursor.next] == resource) {
        found_.push_back({ActId{cursor.next}, cursor.step});
      }
    }
    return found_;
  }

 private:
  struct Cursor {
    StepId step;
    std::uint32_t next;
    std::uint32_t end;
  };
  const Plan& plan_;
  std::vector<Cursor> cursors_;
  std::vector<Found> found_;
};

/// One type's acts.
class TypeSearch {
 public:
  TypeSearch(const Inquirer& inquirer, PlanBuilder& builder, const std::vector<StepId>& steps)
      : inquirer_(inquirer), builder_(builder), plan_(builder.plan()), steps_(steps) {}

  Result<void> run() {
    collect_names();
    for (std::size_t name = 0; name < names_.size(); ++name) {
      if (auto checked = check_repetition(name); !checked) return checked;
    }
    return check_meetings();
  }

 private:
  /// A reaction name that acts of the type have.
  struct Name {
    const Reaction* row;
    Extension* extension;
    StepId step;  ///< The first with such an act.
    ResourceIndex resource;
  };
  static constexpr std::uint32_t kNoName = 256;
  /// Which name each row of an extension's table has.
  struct RowNames {
    const Extension* extension;
    std::vector<std::uint32_t> names;
  };

  void collect_names();
  std::uint32_t add_name(StepId step, const Reaction& row, ResourceIndex resource);
  std::vector<std::uint32_t>& names_of(const Extension& extension);

  Result<void> check_repetition(std::size_t name);
  Result<void> check_meetings();
  Result<void> check_resource(ResourceIndex resource,
                              const std::vector<ActsOnResource::Found>& acts);
  Result<void> check_pair(ResourceIndex resource, const std::vector<ActsOnResource::Found>& acts,
                          std::uint32_t first, std::uint32_t second);
  Result<Commutation> ask(const Name& first, const Name& second, ResourceIndex resource) const;
  template <class Visit>
  void each_act(std::size_t name, Visit visit);

  const Inquirer& inquirer_;
  PlanBuilder& builder_;
  const Plan& plan_;
  const std::vector<StepId>& steps_;
  std::vector<Name> names_;
  std::vector<bool> repeat_unknown_;  // by name
  std::vector<RowNames> rows_;
  // Of the resource that is looked at now.
  std::vector<std::uint32_t> act_names_;
  std::vector<std::uint32_t> present_;
};

std::vector<std::uint32_t>& TypeSearch::names_of(const Extension& extension) {
  for (RowNames& rows : rows_) {
    if (rows.extension == &extension) return rows.names;
  }
  rows_.push_back({&extension, std::vector<std::uint32_t>(extension.reactions().size(), kNoName)});
  return rows_.back().names;
}

std::uint32_t TypeSearch::add_name(StepId step, const Reaction& row, ResourceIndex resource) {
  for (std::uint32_t i = 0; i < names_.size(); ++i) {
    if (names_[i].row->name == row.name) return i;
  }
  names_.push_back({&row, plan_.step(step).extension, step, resource});
  return static_cast<std::uint32_t>(names_.size() - 1);
}

void TypeSearch::collect_names() {
  for (const StepId id : steps_) {
    const Step& step = plan_.step(id);
    std::vector<std::uint32_t>& names = names_of(*step.extension);
    const auto reactions = plan_.reactions().subspan(step.acts_begin, step.act_count());
    // Runs of one reaction are the rule.
    const std::size_t last = all_equal(reactions) ? 1 : reactions.size();
    for (std::size_t i = 0; i < last; ++i) {
      if (i > 0 && reactions[i] == reactions[i - 1]) continue;
      std::uint32_t& name = names[value(reactions[i])];
      const Reaction& row = step.extension->reactions()[value(reactions[i])];
      if (name != kNoName || row.nothing) continue;
      name = add_name(id, row, plan_.resources()[step.acts_begin + i]);
    }
  }
  repeat_unknown_.resize(names_.size());
}

Result<Commutation> TypeSearch::ask(const Name& first, const Name& second,
                                    ResourceIndex resource) const {
  Commutation answer = Commutation::Unknown;
  const auto put = [&](const Name& asked) -> Result<void> {
    const auto thrown = text_of_throw(
        [&] { answer = asked.extension->commutation(resource, *first.row, *second.row); });
    if (!thrown) return {};
    const Step& step = plan_.step(asked.step);
    return inquirer_.wrong_answer({.extension = step.extension,
                                   .parent_type = step.parent_type,
                                   .type = step.type,
                                   .parent = {}},
                                  fmt::format("threw from commutation: {}", *thrown));
  };
  if (auto asked = put(first); !asked) return tl::unexpected(asked.error());
  if (answer == Commutation::Unknown && second.extension != first.extension) {
    if (auto asked = put(second); !asked) return tl::unexpected(asked.error());
  }
  return answer;
}

/// Calls `visit(act, resource)` for all acts of a name, in plan order.
template <class Visit>
void TypeSearch::each_act(std::size_t name, Visit visit) {
  for (const StepId id : steps_) {
    const Step& step = plan_.step(id);
    const std::vector<std::uint32_t>& names = names_of(*step.extension);
    for (std::uint32_t act = step.acts_begin; act != step.acts_end; ++act) {
      if (names[value(plan_.reactions()[act])] == name) visit(ActId{act}, plan_.resources()[act]);
    }
  }
}

/// Is doing the reaction twice the same as once?
Result<void> TypeSearch::check_repetition(std::size_t name) {
  const auto answer = ask(names_[name], names_[name], names_[name].resource);
  if (!answer) return tl::unexpected(answer.error());
  if (*answer == Commutation::Contradicts) {
    each_act(name, [&](ActId act, ResourceIndex) { builder_.add_contradiction(act, act); });
  }
  repeat_unknown_[name] = *answer == Commutation::Unknown;
  return {};
}

/// Visits the resources on which acts of different names meet, or acts of one name about whose
/// repetition nothing is known.
Result<void> TypeSearch::check_meetings() {
  const bool repeats =
      std::find(repeat_unknown_.begin(), repeat_unknown_.end(), true) != repeat_unknown_.end();
  if (steps_.size() < 2 || (names_.size() < 2 && !repeats)) return {};
  Bits seen;
  Bits meeting;
  for (std::size_t name = 0; name < names_.size(); ++name) {
    Bits own;
    each_act(name, [&](ActId, ResourceIndex resource) {
      if (test_and_set(own, resource) && repeat_unknown_[name]) test_and_set(meeting, resource);
    });
    if (seen.size() < own.size()) seen.resize(own.size());
    if (meeting.size() < own.size()) meeting.resize(own.size());
    for (std::size_t i = 0; i < own.size(); ++i) {
      meeting[i] |= seen[i] & own[i];
      seen[i] |= own[i];
    }
  }
  ActsOnResource acts(plan_, steps_);
  for (std::size_t i = 0; i < meeting.size(); ++i) {
    for (std::uint64_t word = meeting[i]; word != 0; word &= word - 1) {
      const auto resource =
          static_cast<ResourceIndex>(i * 64 + static_cast<std::size_t>(std::countr_zero(word)));
      if (auto checked = check_resource(resource, acts.at(resource)); !checked) return checked;
    }
  }
  return {};
}

Result<void> TypeSearch::check_resource(ResourceIndex resource,
                                        const std::vector<ActsOnResource::Found>& acts) {
  act_names_.clear();
  present_.clear();
  for (const ActsOnResource::Found& found : acts) {
    const ReactionId reaction = plan_.reactions()[value(found.act)];
    const std::uint32_t name = names_of(*plan_.step(found.step).extension)[value(reaction)];
    act_names_.push_back(name);
    if (name == kNoName) continue;
    if (std::find(present_.begin(), present_.end(), name) == present_.end()) {
      present_.push_back(name);
    }
  }
  for (std::size_t i = 0; i < present_.size(); ++i) {
    for (std::size_t k = i; k < present_.size(); ++k) {
      if (auto checked = check_pair(resource, acts, present_[i], present_[k]); !checked) {
        return checked;
      }
    }
  }
  return {};
}

Result<void> TypeSearch::check_pair(ResourceIndex resource,
                                    const std::vector<ActsOnResource::Found>& acts,
                                    std::uint32_t first, std::uint32_t second) {
  const auto count = [&](std::uint32_t name) {
    return static_cast<std::uint64_t>(std::count(act_names_.begin(), act_names_.end(), name));
  };
  const std::uint64_t firsts = count(first);
  if (first == second) {
    if (repeat_unknown_[first]) builder_.count_unchecked(firsts * (firsts - 1) / 2);
    return {};
  }
  const auto answer = ask(names_[first], names_[second], resource);
  if (!answer) return tl::unexpected(answer.error());
  if (*answer == Commutation::Commutes) return {};
  const std::uint64_t pairs = firsts * count(second);
  if (*answer == Commutation::Unknown) {
    builder_.count_unchecked(pairs);
    return {};
  }
  std::uint64_t listed = 0;
  for (std::size_t i = 0; i < acts.size() && builder_.lists_more_contradictions(); ++i) {
    for (std::size_t k = i + 1; k < acts.size() && builder_.lists_more_contradictions(); ++k) {
      const bool meet = (act_names_[i] == first && act_names_[k] == second) ||
                        (act_names_[i] == second && act_names_[k] == first);
      if (!meet) continue;
      builder_.add_contradiction(acts[i].act, acts[k].act);
      ++listed;
    }
  }
  builder_.count_contradictions(pairs - listed);
  return {};
}

/// Pairs that conflict on a resource which at least one of them only touches. Nobody can be asked
/// about these; pairs that a link orders are not counted.
class TouchCount {
 public:
  TouchCount(PlanBuilder& builder, const std::vector<std::vector<StepId>>& steps_by_type)
      : builder_(builder), plan_(builder.plan()), steps_by_type_(steps_by_type) {}

  void run() {
    std::vector<Touch> touches(plan_.touches().begin(), plan_.touches().end());
    std::sort(touches.begin(), touches.end(), [](const Touch& a, const Touch& b) {
      return std::pair(a.resource, a.act) < std::pair(b.resource, b.act);
    });
    for (std::size_t begin = 0; begin < touches.size();) {
      const TypeId type = touches[begin].resource.type;
      ActsOnResource own_acts(plan_, steps_by_type_[value(type)]);
      while (begin < touches.size() && touches[begin].resource.type == type) {
        std::size_t end = begin;
        while (end < touches.size() && touches[end].resource == touches[begin].resource) ++end;
        count(std::span(touches).subspan(begin, end - begin),
              own_acts.at(touches[begin].resource.index));
        begin = end;
      }
    }
  }

 private:
  void count(std::span<const Touch> touches, const std::vector<ActsOnResource::Found>& own) {
    std::uint64_t acting = 0;
    for (const ActsOnResource::Found& found : own) {
      acting += plan_.reaction(plan_.step(found.step), found.act).nothing ? 0U : 1U;
    }
    std::uint64_t reads = 0;
    std::uint64_t adds = 0;
    std::uint64_t writes = 0;
    for (std::size_t i = 0; i < touches.size();) {
      const ActId act = touches[i].act;
      bool reads_it = false;
      bool adds_to_it = false;
      bool writes_it = false;
      for (; i < touches.size() && touches[i].act == act; ++i) {
        reads_it |= touches[i].access == Access::Read;
        adds_to_it |= touches[i].access == Access::Add;
        writes_it |= touches[i].access == Access::Write;
      }
      writes_it |= reads_it && adds_to_it;
      ++(writes_it ? writes : adds_to_it ? adds : reads);
      if (acting > 0 && !is_linked_to(act, touches.front().resource)) {
        builder_.count_unchecked(acting);
      }
    }
    builder_.count_unchecked((writes == 0 ? 0 : writes * (writes - 1) / 2) +
                             writes * (reads + adds) + reads * adds);
  }

  [[nodiscard]] bool is_linked_to(ActId act, Resource resource) const {
    const Step& step = plan_.step(plan_.step_of(act));
    const auto links = plan_.links(step, act);
    return std::any_of(links.begin(), links.end(), [&](LinkParent parent) {
      const TypeId type = parent.is_root() ? plan_.request().root_type : step.parent_type;
      return type == resource.type && parent.index() == resource.index;
    });
  }

  PlanBuilder& builder_;
  const Plan& plan_;
  const std::vector<std::vector<StepId>>& steps_by_type_;
};

}  // namespace

Result<void> find_contradictions(Inquirer& inquirer, PlanBuilder& builder) {
  const Plan& plan = builder.plan();
  std::vector<std::vector<StepId>> steps_by_type(inquirer.graph().type_count());
  for (std::uint32_t i = 0; i < plan.steps().size(); ++i) {
    const Step& step = plan.step(StepId{i});
    if (step.act_count() > 0) steps_by_type[value(step.type)].push_back(StepId{i});
  }
  for (const std::vector<StepId>& steps : steps_by_type) {
    if (auto searched = TypeSearch(inquirer, builder, steps).run(); !searched) return searched;
  }
  TouchCount(builder, steps_by_type).run();
  return {};
}

}  // namespace cascade
