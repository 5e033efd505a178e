// SPDX-License-Identifier: Apache-2.0
// Random small worlds by seed: from one plan every schedule, any number of workers and any order of
// answers reach the same final world, every act ends once, and nothing starts before what it waits
// for. The order is checked pair by pair against a naive reading of the rules.
#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <string>

#include "engine/act.h"
#include "engine/sinks.h"
#include "tests/support/repeat.h"
#include "tests/support/run_text.h"
#include "tests/support/seeds.h"

using namespace cascade;
using namespace cascade::test;

namespace {

const Schedule kAllSchedules[] = {Schedule::Sequential, Schedule::ByStep, Schedule::ByResource};

// Types a, b, ... with random edges, cycles among them, and up to `resources` resources each.
std::string random_text(Chance& chance) {
  const std::uint32_t types = 2 + chance.below(4);
  const std::uint32_t resources = 1 + chance.below(4);
  const char* const reactions[] = {"", "", "", "=stop", "=nothing", "=clear"};
  std::string text;
  const auto type = [](std::uint32_t i) { return std::string(1, static_cast<char>('a' + i)); };
  for (std::uint32_t parent = 0; parent < types; ++parent) {
    for (std::uint32_t child = 0; child < types; ++child) {
      const bool edge = parent < child ? !chance.one_in(3) : chance.one_in(6);
      if (parent == child || !edge) continue;
      text += " " + type(parent) + " > " + type(child) + (chance.one_in(8) ? "!" : "");
      for (std::uint32_t links = chance.below(2 * resources + 1); links > 0; --links) {
        text += " " + type(parent) + std::to_string(chance.below(resources)) + " > " + type(child) +
                std::to_string(chance.below(resources)) + reactions[chance.below(6)];
      }
      if (chance.one_in(6)) {
        text += " a0 > " + type(child) + " > " + type(child == 1 ? 2 % types : 1) + "0";
      }
    }
  }
  return "a > b a0 > b0" + text;
}

// One root or several: "a0", "a0 a2", ...; resources that no link names are roots as well.
std::string random_roots(Chance& chance) {
  std::string roots = "a0";
  for (const char* const more : {" a1", " a2", " a3"}) {
    if (chance.one_in(2)) roots += more;
  }
  return roots;
}

// Whose value depends on the order of everything that conflicts, and on nothing else.
class HashWorld {
 public:
  void apply(const Act& act) {
    const Resource own{act.node().type, act.resource};
    std::uint64_t value = values_[own] ^ (std::uint64_t{cascade::value(act.id())} << 32);
    for (const Touch& touch : act.plan->touches()) {
      if (touch.act != act.id()) continue;
      std::uint64_t& other = values_[touch.resource];
      if (touch.access == Access::Read) value = Chance::mix(value + other);
      if (touch.access == Access::Write) other = Chance::mix(other + cascade::value(act.id()));
      if (touch.access == Access::Add) other += Chance::mix(cascade::value(act.id()));
    }
    values_[own] = Chance::mix(value);
  }
  friend bool operator==(const HashWorld&, const HashWorld&) = default;

 private:
  std::map<Resource, std::uint64_t> values_;
};

bool conflicts(Access a, Access b) {
  return a == Access::Write || b == Access::Write || a != b;
}

// All that one act reads, writes and adds to, its own resource among it.
std::vector<std::pair<Resource, Access>> accesses(const Plan& plan, ActId act) {
  const Step& step = plan.step(plan.step_of(act));
  if (plan.reaction(step, act).nothing) return {};
  std::vector<std::pair<Resource, Access>> all{
      {{step.type, plan.resources()[value(act)]}, Access::Write}};
  for (const Touch& touch : plan.touches()) {
    if (touch.act == act) all.emplace_back(touch.resource, touch.access);
  }
  return all;
}

bool linked_below(const Plan& plan, ActId below, ActId above) {
  const StepId below_step = plan.step_of(below);
  const StepId above_step = plan.step_of(above);
  const Step& child = plan.step(below_step);
  const Step& parent = plan.step(above_step);
  const bool same_branch = plan.merge() == Merge::PerPath
                               ? child.tree_parent == above_step
                               : child.tree_parent != kNoStep && child.parent_type == parent.type;
  if (!same_branch || !plan.reaction(parent, above).shows_children) return false;
  const auto links = plan.links(child, below);
  return std::find(links.begin(), links.end(),
                   LinkParent::parent(plan.resources()[value(above)])) != links.end();
}

bool waits_for(const Plan& plan, ActId later, ActId earlier) {
  const StepId later_step = plan.step_of(later);
  const StepId earlier_step = plan.step_of(earlier);
  if (later_step == plan.root_step() && earlier_step != plan.root_step()) return true;
  if (linked_below(plan, earlier, later)) return true;
  if (later <= earlier) return false;
  const bool same_resource = plan.step(later_step).type == plan.step(earlier_step).type &&
                             plan.resources()[value(later)] == plan.resources()[value(earlier)];
  if (same_resource) return true;
  for (const auto& [resource, access] : accesses(plan, later)) {
    for (const auto& [other, other_access] : accesses(plan, earlier)) {
      if (resource == other && conflicts(access, other_access)) return true;
    }
  }
  return false;
}

// When each act began (or ended, if it never started) and ended, as positions in the transcript.
struct Spans {
  std::vector<int> begin;
  std::vector<int> end;
};

Spans spans_of(const Transcript& transcript, std::size_t acts) {
  Spans spans{std::vector<int>(acts, -1), std::vector<int>(acts, -1)};
  int position = 0;
  for (const Event& event : transcript.events()) {
    ++position;
    if (event.kind == EventKind::ActStarted) spans.begin[event.subject] = position;
    if (event.kind != EventKind::ActEnded) continue;
    REQUIRE(spans.end[event.subject] == -1);
    spans.end[event.subject] = position;
    if (spans.begin[event.subject] == -1) spans.begin[event.subject] = position;
  }
  return spans;
}

void check_order(const Plan& plan, const Transcript& transcript) {
  const Spans spans = spans_of(transcript, plan.act_count());
  for (std::uint32_t later = 0; later < plan.act_count(); ++later) {
    REQUIRE(spans.end[later] != -1);
    for (std::uint32_t earlier = 0; earlier < plan.act_count(); ++earlier) {
      if (earlier == later || !waits_for(plan, ActId{later}, ActId{earlier})) continue;
      INFO("act " << later << " waits for act " << earlier);
      REQUIRE(spans.end[earlier] < spans.begin[later]);
    }
  }
}

HashWorld run_in_random_order(const TextWorld& text, const std::shared_ptr<const Plan>& plan,
                              const RunOptions& options, Chance& chance) {
  HashWorld world;
  text.data().on_cascade = [&world](const Act& act, Completion done) {
    world.apply(act);
    done(ActResult::done());
  };
  FakeRun run(text, plan, options);
  while (!run.runner.in_flight().empty()) {
    const auto acts = run.runner.in_flight();
    REQUIRE(acts.size() <= options.workers);
    run.runner.perform(acts[chance.below(static_cast<std::uint32_t>(acts.size()))]);
    run.executor.run();
  }
  REQUIRE(run.ends.size() == 1);
  REQUIRE(run.ends[0].outcome == Outcome::Done);
  check_order(*plan, run.transcript);
  return world;
}

void touch_something(const CascadeAction& action, ResourceIndex resource, AccessSink& sink) {
  Chance chance(resource * 31 + value(action.parent.type));
  for (std::uint32_t touches = chance.below(3); touches > 0; --touches) {
    const Resource touched{TypeId(static_cast<std::uint16_t>(chance.below(2))), chance.below(3)};
    sink.touch(touched, static_cast<Access>(chance.below(3)));
  }
}

}  // namespace

TEST_CASE("Executor: every schedule and order of answers reaches the same world",
          "[engine][executor]") {
  std::size_t acts = 0;
  std::ptrdiff_t rounds = 0;
  for (const std::uint64_t seed : seeds(1, 60)) {
    Chance chance(seed);
    const std::string text = random_text(chance);
    INFO(repeat_with(seed) << "\nworld " << text);
    const TextWorld world(text);
    const std::string roots = random_roots(chance);
    for (const char* type : {"a", "b", "c", "d", "e"}) {
      world.data().reactions[type] = {
          {.name = "delete", .in_flight_max = 2, .shows_children = true},
          {.name = "stop", .has_footprint = true},
          {.name = "nothing", .nothing = true},
          {.name = "clear", .in_flight_max = 1, .has_footprint = true},
      };
    }
    world.data().on_footprint = [](const CascadeAction& action, ResourceIndex resource, ReactionId,
                                   AccessSink& sink) { touch_something(action, resource, sink); };
    for (const Merge merge : {Merge::PerPath, Merge::Union, Merge::FirstWins}) {
      const auto planned = world.plan(roots, merge);
      if (!planned) {
        REQUIRE(merge == Merge::FirstWins);  // refuses type cycles
        continue;
      }
      rounds += std::count_if((*planned)->steps().begin(), (*planned)->steps().end(),
                              [](const Step& step) { return step.round > 1; });
      const std::shared_ptr<const Plan>& plan = *planned;
      acts += plan->act_count();
      INFO("roots " << roots << ", merge " << static_cast<int>(merge) << "\n"
                    << steps_text(*plan, world));
      const HashWorld expected = run_in_random_order(
          world, plan, {.schedule = Schedule::Sequential, .workers = 1}, chance);
      for (const Schedule schedule : kAllSchedules) {
        for (const std::uint32_t workers : {1U, 2U, 8U}) {
          INFO("schedule " << static_cast<int>(schedule) << ", workers " << workers);
          const RunOptions options{.schedule = schedule, .workers = workers};
          REQUIRE(run_in_random_order(world, plan, options, chance) == expected);
        }
      }
    }
  }
  if (only_seed()) return;
  // The worlds are worth something.
  CHECK(acts > 400);
  CHECK(rounds > 20);
}
