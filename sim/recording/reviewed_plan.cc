// SPDX-License-Identifier: Apache-2.0
// Making reviews and comparing them. Numbers are kept as ranges, and only what differs is looked
// at one by one.
#include "sim/recording/reviewed_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <tuple>

#include "sim/base/text.h"
#include "sim/report/report.h"
#include "sim/run/simulation.h"
#include "sim/scenario/scenario_words.h"

namespace cascade::sim {
namespace {

using Range = ReviewedActs::Range;
using ActKind = ReviewedActs::Kind;

/// No more acts of one side are looked at one by one.
constexpr std::size_t kLookedAt = 10'000;

std::string state_of(const World& world, Resource resource) {
  if (world.life(resource) != Life::Live) return "deleted";
  const auto& states = world.model().type(resource.type).states;
  return states.empty() ? std::string() : states[world.state(resource)];
}

class Reviewer {
 public:
  Reviewer(const Plan& plan, const World& world) : plan_(plan), world_(world) {}

  std::vector<ReviewedActs> acts() {
    for (std::uint32_t i = 0; i < plan_.steps().size(); ++i) add_step(StepId{i});
    std::vector<ReviewedActs> acts;
    for (auto& [kind, resources] : found_) acts.push_back(made(kind, std::move(resources)));
    return acts;
  }

 private:
  struct Found {
    std::vector<std::uint32_t> numbers;
    std::vector<std::string> names;
  };

  void add_step(StepId id) {
    const Step& step = plan_.step(id);
    const std::string path = plan_.path(id);
    for (std::uint32_t i = step.acts_begin; i < step.acts_end; ++i) {
      const ActId act{i};
      const Reaction& reaction = plan_.reaction(step, act);
      if (reaction.nothing) continue;
      const Resource resource{step.type, plan_.resources()[i]};
      const std::string state = state_of(world_, resource);
      for (const LinkParent link : plan_.links(step, act)) {
        const TypeId type = link.is_root() ? plan_.request().root_type : step.parent_type;
        add({path, reaction.name, state, world_.name({type, link.index()})}, resource);
      }
    }
  }

  void add(const ActKind& kind, Resource resource) {
    Found& found = found_[kind];
    const std::string_view own = world_.own_name(resource);
    if (own.empty()) {
      found.numbers.push_back(resource.index + 1);
    } else {
      found.names.emplace_back(own);
    }
  }

  static ReviewedActs made(const ActKind& kind, Found found) {
    ReviewedActs acts{kind, {}, std::move(found.names)};
    std::sort(acts.names.begin(), acts.names.end());
    acts.names.erase(std::unique(acts.names.begin(), acts.names.end()), acts.names.end());
    std::sort(found.numbers.begin(), found.numbers.end());
    for (const std::uint32_t number : found.numbers) {
      if (!acts.numbers.empty() && number <= acts.numbers.back().last + 1) {
        acts.numbers.back().last = number;
      } else {
        acts.numbers.push_back({number, number});
      }
    }
    return acts;
  }

  const Plan& plan_;
  const World& world_;
  std::map<ActKind, Found> found_;
};

/// What is in `from` and not in `without`; both ascending and apart.
std::vector<Range> subtract(const std::vector<Range>& from, const std::vector<Range>& without) {
  std::vector<Range> rest;
  auto next = without.begin();
  for (Range range : from) {
    while (next != without.end() && next->last < range.first) ++next;
    auto hole = next;
    for (; hole != without.end() && hole->first <= range.last; ++hole) {
      if (hole->first > range.first) rest.push_back({range.first, hole->first - 1});
      range.first = hole->last + 1;  // numbers end far below the type's end
      if (range.first > range.last) break;
    }
    if (range.first <= range.last) rest.push_back(range);
  }
  return rest;
}

/// One resource in one step by one reaction: how it was reviewed, and how it is now.
struct Change {
  std::vector<std::string> reviewed;
  std::vector<std::string> now;
};

class ReviewComparer {
 public:
  PlanChanges compare(const ReviewedOperation& reviewed, const ReviewedOperation& now) {
    collect(reviewed, now, &Change::reviewed);
    collect(now, reviewed, &Change::now);
    PlanChanges changes;
    for (const auto& [key, change] : changes_) {
      if (changes.lines.size() < PlanChanges::kLines) {
        changes.lines.push_back(line(key, change));
      } else {
        ++changes.more;
      }
    }
    changes.more += not_looked_at_;
    return changes;
  }

 private:
  using Key = std::tuple<std::string, std::string, std::string>;  // path, resource, reaction

  void collect(const ReviewedOperation& here, const ReviewedOperation& there,
               std::vector<std::string> Change::*side) {
    std::size_t looked_at = 0;
    const auto note = [&](const ActKind& kind, const std::string& name) {
      if (++looked_at > kLookedAt) return false;
      const std::string type = kind.path.substr(kind.path.rfind('/') + 1);
      Change& change = changes_[{kind.path, type + "/" + name, kind.reaction}];
      (change.*side).push_back(words(kind));
      return true;
    };
    for (const ReviewedActs& acts : here.acts) {
      const auto other = std::lower_bound(
          there.acts.begin(), there.acts.end(), acts.kind,
          [](const ReviewedActs& one, const ActKind& kind) { return one.kind < kind; });
      const bool known = other != there.acts.end() && other->kind == acts.kind;
      std::vector<std::string> names;
      const std::vector<std::string> none;
      const auto& known_names = known ? other->names : none;
      std::set_difference(acts.names.begin(), acts.names.end(), known_names.begin(),
                          known_names.end(), std::back_inserter(names));
      for (const std::string& name : names) {
        if (!note(acts.kind, name)) ++not_looked_at_;
      }
      for (const Range& range :
           subtract(acts.numbers, known ? other->numbers : std::vector<Range>{})) {
        for (std::uint32_t number = range.first; number <= range.last; ++number) {
          if (note(acts.kind, std::to_string(number))) continue;
          not_looked_at_ += range.last - number + std::uint64_t{1};
          break;
        }
      }
    }
  }

  static std::string words(const ActKind& kind) {
    return fmt::format("{}under {}", kind.state.empty() ? "" : printable(kind.state) + " ",
                       printable(kind.under));
  }

  static std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : " and ") + word;
    return text;
  }

  static std::string line(const Key& key, const Change& change) {
    const auto& [path, resource, reaction] = key;
    const std::string what = fmt::format("{} {}", printable(reaction), printable(resource));
    if (change.reviewed.empty()) {
      return fmt::format("{} is new, {}: {}", what, joined(change.now), printable(path));
    }
    if (change.now.empty()) {
      return fmt::format("{} is not to be done any more, it was {}: {}", what,
                         joined(change.reviewed), printable(path));
    }
    return fmt::format("{} was {}, is {}: {}", what, joined(change.reviewed), joined(change.now),
                       printable(path));
  }

  std::map<Key, Change> changes_;
  std::uint64_t not_looked_at_ = 0;
};

void note_change(std::vector<std::string>& lines, std::string_view what, std::string_view reviewed,
                 std::string_view now) {
  if (reviewed == now) return;
  lines.push_back(
      fmt::format("{} is {}, reviewed was {}", what, printable(now), printable(reviewed)));
}

}  // namespace

std::vector<std::pair<std::string, std::string>> ReviewedPlan::settings() const {
  return {{"merge", std::string(word_of(kMergeWords, merge))},
          {"schedule", std::string(word_of(kScheduleWords, schedule))},
          {"failure", std::string(word_of(kFailureWords, failure))}};
}

ReviewedOperation review(const Operation& operation, const Plan& plan, const World& world) {
  return {operation_text(operation), Reviewer(plan, world).acts()};
}

Result<ReviewedPlan> review(const Scenario& scenario, const WorkWatch& watch) {
  ReviewedPlan plan{scenario.name,
                    scenario.model->name,
                    scenario.seed,
                    scenario.merge,
                    scenario.schedule,
                    scenario.failure,
                    {}};
  Scenario faultless = scenario;
  faultless.faults.clear();
  faultless.expect = {};
  const World* world = nullptr;
  SimulationOptions options;
  options.checkers = false;
  options.critical_path = false;
  options.watch = watch;
  options.gate = [&](std::uint32_t operation, const Plan& made) -> std::optional<Error> {
    plan.operations.push_back(review(scenario.operations[operation], made, *world));
    return std::nullopt;
  };
  auto simulation = Simulation::create(std::move(faultless), options);
  if (!simulation) return tl::unexpected(std::move(simulation).error());
  world = &(*simulation)->world();
  while ((*simulation)->step()) {
    if (watch.stop.stop_requested()) (*simulation)->cancel();
  }
  if (plan.operations.size() == scenario.operations.size()) return plan;
  const PassRun& last = *(*simulation)->passes().back();
  if (last.refusal) return tl::unexpected<Error>(Error{ErrorKind::Refused, last.refusal->message});
  return tl::unexpected<Error>(
      Error{ErrorKind::Refused,
            fmt::format("{} would end {}", operation_text(scenario.operations[last.operation]),
                        (*simulation)->outcome())});
}

std::vector<std::string> request_differences(const ReviewedPlan& plan, const Scenario& scenario) {
  std::vector<std::string> lines;
  note_change(lines, "the model", plan.model, scenario.model->name);
  note_change(lines, "merge", word_of(kMergeWords, plan.merge),
              word_of(kMergeWords, scenario.merge));
  note_change(lines, "schedule", word_of(kScheduleWords, plan.schedule),
              word_of(kScheduleWords, scenario.schedule));
  note_change(lines, "failure", word_of(kFailureWords, plan.failure),
              word_of(kFailureWords, scenario.failure));
  const std::size_t count = std::max(plan.operations.size(), scenario.operations.size());
  for (std::size_t i = 0; i < count; ++i) {
    const bool was = i < plan.operations.size();
    const bool is = i < scenario.operations.size();
    note_change(lines, fmt::format("operation {}", i + 1), was ? plan.operations[i].text : "none",
                is ? operation_text(scenario.operations[i]) : "none");
  }
  return lines;
}

PlanChanges compare_reviews(const ReviewedOperation& reviewed, const ReviewedOperation& now) {
  return ReviewComparer().compare(reviewed, now);
}

Error stale_plan_error(const PlanChanges& changes) {
  constexpr std::size_t kNamed = 3;
  std::string text = "not as reviewed: ";
  for (std::size_t i = 0; i < changes.lines.size() && i < kNamed; ++i) {
    text += (i == 0 ? "" : "; ") + changes.lines[i];
  }
  const std::uint64_t all = changes.lines.size() + changes.more;
  if (all > kNamed) text += fmt::format("; and {}", counted(all - kNamed, "more act"));
  return {ErrorKind::Refused, text};
}

}  // namespace cascade::sim
