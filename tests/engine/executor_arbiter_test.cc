// SPDX-License-Identifier: Apache-2.0
// What a run does with an arbiter's answers: acts that wait hold nothing and nobody, acts that are
// skipped count as ended.
#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <string>

#include "engine/arbiter.h"
#include "tests/support/run_text.h"

using namespace cascade;
using namespace cascade::test;

namespace {

/// Says what the test says, by act name; everything else may start.
class NamedArbiter final : public Arbiter {
 public:
  explicit NamedArbiter(const TextWorld& world) : world_(world) {}
  Decision decide(const Act& act, Instant /*now*/) override {
    const std::string name = act_name(world_, *act.plan, act.id());
    asked.push_back(name + "#" + std::to_string(act.attempt.number));
    if (waits.contains(name)) return {Verdict::Wait, {}};
    const auto found = skips.find(name);
    return found == skips.end() ? Decision{} : Decision{Verdict::Skip, found->second};
  }
  void withdrawn(RunId /*run*/) override { ++withdrawals; }

  std::set<std::string> waits;
  std::map<std::string, std::string> skips;
  std::vector<std::string> asked;
  int withdrawals = 0;

 private:
  const TextWorld& world_;
};

/// A run whose arbiter is asked.
struct ArbitratedRun {
  ArbitratedRun(const TextWorld& world, std::set<std::string> waits,
                std::map<std::string, std::string> skips, RunOptions options = {})
      : arbiter(world), run(world, plan_of(world, "z1"), with(options, waits, skips)) {}

  RunOptions with(RunOptions options, std::set<std::string>& waits,
                  std::map<std::string, std::string>& skips) {
    arbiter.waits = std::move(waits);
    arbiter.skips = std::move(skips);
    options.arbiter = &arbiter;
    return options;
  }
  void let(const std::string& name) {
    arbiter.waits.erase(name);
    run.executor.ask_again(RunId{0}, act_named(run.world, *run.plan, name));
  }

  NamedArbiter arbiter;
  FakeRun run;
};

}  // namespace

TEST_CASE("Arbiter: an act that waits starts when it may, the rest goes on",
          "[engine][executor][arbiter]") {
  const TextWorld world("z1 > h1 > v1  h1 > v2");
  ArbitratedRun held(world, {"h>v:v1"}, {});
  CHECK(held.run.in_flight() == "h>v:v2");
  held.run.answer("h>v:v2");
  CHECK(held.run.in_flight().empty());
  CHECK(held.run.ends.empty());
  held.run.executor.ask_again(RunId{0}, act_named(world, *held.run.plan, "h>v:v1"));
  CHECK(held.run.in_flight().empty());  // it was told to wait again
  held.let("h>v:v1");
  CHECK(held.run.in_flight() == "h>v:v1");
  held.let("h>v:v1");  // it waits no more
  held.run.answer_all();
  CHECK(held.run.outcomes() == "h>v:v1 done, h>v:v2 done, z>h:h1 done, z1 done");
  CHECK(held.run.transcript.text("+-") ==
        "+h>v:v2 -h>v:v2 done +h>v:v1 -h>v:v1 done +z>h:h1 -z>h:h1 done +z1 -z1 done");
}

TEST_CASE("Arbiter: an act that waits holds no slot", "[engine][executor][arbiter]") {
  const TextWorld world("z1 > h1  z1 > h2  z1 > h3");
  RunOptions options;
  options.workers = 1;
  ArbitratedRun held(world, {"z>h:h1"}, {}, options);
  CHECK(held.run.in_flight() == "z>h:h2");
  held.let("z>h:h1");  // ready, but the only worker is busy
  CHECK(held.run.in_flight() == "z>h:h2");
  held.run.answer("z>h:h2");
  CHECK(held.run.in_flight() == "z>h:h1");
  held.run.answer_all();
  CHECK(held.run.ends.at(0).outcome == Outcome::Done);
}

TEST_CASE("Arbiter: a skipped act has not started, and what waits for it goes on",
          "[engine][executor][arbiter]") {
  const TextWorld world("z1 > h1 > v1");
  ArbitratedRun skipped(world, {}, {{"h>v:v1", "by somebody"}});
  CHECK(skipped.run.in_flight() == "z>h:h1");
  skipped.run.answer_all();
  CHECK(skipped.run.transcript.text("[]+-e") ==
        "[h>v -h>v:v1 skipped (by somebody) ]h>v skipped [z>h +z>h:h1 -z>h:h1 done ]z>h done "
        "[z +z1 -z1 done ]z done end done");
  CHECK(skipped.run.transcript.events().size() > 0);
}

TEST_CASE("Arbiter: each attempt is asked for, and a skip between two ends the act",
          "[engine][executor][arbiter]") {
  const TextWorld world("z1 > h1");
  Reaction again;
  again.name = "delete";
  again.retry.limit = 3;
  world.data().reactions["h"] = {again};
  ArbitratedRun run(world, {}, {});
  run.run.runner.hold_timers(true);
  run.run.answer("z>h:h1", ActResult::failed("busy"));
  run.arbiter.skips["z>h:h1"] = "by somebody";
  run.run.runner.hold_timers(false);
  run.run.executor.run();
  run.run.answer_all();
  CHECK(run.arbiter.asked == std::vector<std::string>{"z>h:h1#1", "z>h:h1#2", "z1#1"});
  CHECK(run.run.outcomes() == "z>h:h1 skipped, z1 done");
  CHECK(run.run.transcript.text("+-~") ==
        "+z>h:h1 ~z>h:h1 failed (busy) -z>h:h1 skipped (by somebody) +z1 -z1 done");
}

TEST_CASE("Arbiter: after a failure or a cancel, what waits does not start",
          "[engine][executor][arbiter]") {
  const TextWorld world("z1 > h1  z1 > h2");
  SECTION("the policy stops the run") {
    ArbitratedRun held(world, {"z>h:h1"}, {});
    held.run.answer("z>h:h2", ActResult::failed("broken"));
    CHECK(held.run.outcomes() == "z>h:h1 not run, z>h:h2 failed, z1 not run");
    CHECK(held.arbiter.withdrawals == 1);
    held.let("z>h:h1");
    CHECK(held.run.in_flight().empty());
  }
  SECTION("cancelled with nothing in flight") {
    ArbitratedRun held(world, {"z>h:h1", "z>h:h2"}, {});
    held.run.executor.cancel();
    held.run.executor.run();
    CHECK(held.run.outcomes() == "z>h:h1 cancelled, z>h:h2 cancelled, z1 cancelled");
    CHECK(held.run.ends.at(0).outcome == Outcome::Cancelled);
  }
  SECTION("sequential: the running step is completed") {
    RunOptions options;
    options.schedule = Schedule::Sequential;
    ArbitratedRun held(world, {"z>h:h1"}, {}, options);
    held.run.answer("z>h:h2", ActResult::failed("broken"));
    CHECK(held.run.ends.empty());
    held.let("z>h:h1");
    held.run.answer_all();
    CHECK(held.run.outcomes() == "z>h:h1 done, z>h:h2 failed, z1 not run");
  }
}
