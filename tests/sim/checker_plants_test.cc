// SPDX-License-Identifier: Apache-2.0
// A mistake planted for every invariant, and a checker that is broken on purpose, one rule after
// the other: whatever rule it does not watch, just the plants of that rule go unseen. So each rule
// is needed, each is tested, and a checker that loses one fails here.
#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "engine/sinks.h"
#include "tests/sim/checker_stage.h"

namespace cascade::sim {
namespace {

/// Plays the mistake before a checker and returns what that found, as words.
using Play = std::function<std::string(const Checker::Options&)>;

struct Plant {
  Invariant breaks;
  std::string what;
  Play play;
};

/// An executor that does what it must not.
Plant staged(Invariant breaks, std::string what, std::string world, const RunOptions& options,
             std::function<void(Stage&)> play) {
  return {breaks, std::move(what),
          [world = std::move(world), options, play = std::move(play)](const auto& checked) {
            const TextWorld text(world);
            Stage stage(text, "z1", options, Merge::PerPath, checked);
            play(stage.begin());
            return stage.found();
          }};
}

/// An extension that does what it must not to the VM, once the VM's own act is performed.
Plant performed(Invariant breaks, std::string what,
                std::function<ActResult(World&, Resource vm)> deed) {
  return {breaks, std::move(what), [deed = std::move(deed)](const auto& checked) {
            TextWorld text("z1 > h1 > v1");
            const TypeId vm = text.type("v");
            const auto perform = [&](World& world, const Act& act, Completion done) {
              done(act.node().type == vm ? deed(world, own(act)) : ActResult::done());
            };
            return run_checked(text, "z1", perform, {}, checked);
          }};
}

std::string play_conflict(const Checker::Options& checked) {
  TextWorld text("z1 > a1=clear  z1 > c1");
  const Resource shared{text.type("c"), 1};
  text.data().on_footprint = [&](const CascadeAction&, ResourceIndex, ReactionId,
                                 AccessSink& sink) { sink.touch(shared, Access::Write); };
  Stage stage(text, "z1", {}, Merge::PerPath, checked);
  stage.begin().start("z>c:c1");
  return stage.found();
}

std::vector<Plant> plants() {
  const std::string tree = "z1 > h1 > v1  h1 > v2  z1 > h2 > v3";
  const std::string diamond = "z1 > a1 > x1  z1 > b1 > x1";
  RunOptions one_worker;
  one_worker.workers = 1;
  return {
      staged(Invariant::Protocol, "an act ends twice", tree, {},
             [](Stage& stage) { stage.act("h>v:v1").end("h>v:v1"); }),
      staged(Invariant::Below, "a host goes before one of its VMs", tree, {},
             [](Stage& stage) { stage.act("h>v:v1").start("z>h:h1"); }),
      staged(Invariant::Resource, "the second act on a resource comes first", diamond, {},
             [](Stage& stage) { stage.start("b>x:x1"); }),
      {Invariant::Conflict, "an act overtakes one that writes to its resource", play_conflict},
      staged(Invariant::Root, "the root goes before one that no link leads to",
             "z1 > h1 > v1  z1 > w1", {},
             [](Stage& stage) { stage.act("h>v:v1 z>h:h1").start("z1"); }),
      staged(Invariant::Failure, "a host goes though its VM failed", tree,
             with(FailurePolicy::Isolate),
             [](Stage& stage) {
               stage.start("h>v:v3").end("h>v:v3", Outcome::Failed).start("z>h:h2");
             }),
      staged(Invariant::Schedule, "a step begins before its child step is finished", tree,
             with(Schedule::ByStep),
             [](Stage& stage) { stage.act("h>v:v1 h>v:v2").start("z>h:h1"); }),
      staged(Invariant::Limit, "two acts are in flight where one is allowed", tree, one_worker,
             [](Stage& stage) { stage.start("h>v:v1 h>v:v2"); }),
      performed(Invariant::Foreign, "a VM's act changes another VM",
                [](World& world, Resource vm) {
                  world.set_state({vm.type, vm.index + 1}, 1);
                  return ActResult::done();
                }),
      performed(Invariant::Twice, "a VM is purged twice",
                [](World& world, Resource vm) {
                  world.set_life(vm, Life::Gone);
                  world.set_life(vm, Life::Gone);
                  return ActResult::done();
                }),
      performed(Invariant::Untouched, "an act is skipped and has changed its VM",
                [](World& world, Resource vm) {
                  world.set_state(vm, 1);
                  return ActResult::skipped("gone");
                }),
      staged(Invariant::Unfinished, "the run stops in the middle", tree, {},
             [](Stage& stage) { stage.act("h>v:v1").checker().finish(); }),
      staged(Invariant::Overlap, "an act is skipped for another operation that there is not", tree,
             {}, [](Stage& stage) { stage.end("h>v:v1", Outcome::Skipped); }),
  };
}

/// The plants that such a checker does not find.
std::vector<std::string> missed(const Checker::Options& checked) {
  std::vector<std::string> names;
  for (const Plant& plant : plants()) {
    const std::string found = plant.play(checked);
    INFO(plant.what << ": " << found);
    if (found.find(to_string(plant.breaks)) == std::string::npos) {
      CHECK(found.empty());  // nothing else is wrong there
      names.push_back(plant.what);
    }
  }
  return names;
}

}  // namespace

TEST_CASE("Checker: a mistake of every kind is planted, and found", "[sim][checker]") {
  const std::vector<Plant> all = plants();
  for (std::size_t i = 0; i < kInvariantCount; ++i) {
    const auto invariant = static_cast<Invariant>(i);
    INFO(to_string(invariant));
    CHECK(std::any_of(all.begin(), all.end(),
                      [&](const Plant& plant) { return plant.breaks == invariant; }));
  }
  CHECK(missed({}) == std::vector<std::string>{});
}

TEST_CASE("Checker: one that is broken misses just what it no longer watches", "[sim][checker]") {
  for (std::size_t i = 0; i < kInvariantCount; ++i) {
    Checker::Options broken;
    broken.blind_to = static_cast<Invariant>(i);
    INFO("blind to " << to_string(*broken.blind_to));
    std::vector<std::string> expected;
    for (const Plant& plant : plants()) {
      if (plant.breaks == broken.blind_to) expected.push_back(plant.what);
    }
    CHECK(missed(broken) == expected);
  }
}

}  // namespace cascade::sim
