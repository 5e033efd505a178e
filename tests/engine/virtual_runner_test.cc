// SPDX-License-Identifier: Apache-2.0
// Virtual time: what arrives when, in which order, and what the treatments do to an act.
#include "engine/virtual_runner.h"

#include <catch2/catch.hpp>

#include <stdexcept>
#include <vector>

#include "tests/support/repeat.h"
#include "tests/support/run_text.h"
#include "tests/support/seeds.h"

using namespace cascade;
using namespace cascade::test;
using namespace std::chrono_literals;

namespace {

/// A run on a virtual runner, with what each act took and what it ended with.
struct VirtualRun {
  explicit VirtualRun(const TextWorld& world, TextTreatments& treatments,
                      const RunOptions& options = {},
                      VirtualRunner::Effects effects = VirtualRunner::Effects::Performed)
      : runner(treatments, effects),
        executor(runner),
        plan(plan_of(world, "z1")),
        transcript(world, plan) {
    executor.add_observer(transcript);
    executor.begin(plan, options, [this](const RunEnd& end) { ends.push_back(end); });
  }
  [[nodiscard]] Duration passed() const { return runner.now().time_since_epoch(); }

  VirtualRunner runner;
  Executor executor;
  std::shared_ptr<const Plan> plan;
  Transcript transcript;
  std::vector<RunEnd> ends;
};

/// A world whose acts are counted by name as they are performed.
struct CountingWorld : TextWorld {
  explicit CountingWorld(std::string_view text) : TextWorld(text) {
    data().on_cascade = [this](const Act& act, Completion done) {
      ++performed[act_name(*this, *act.plan, act.id())];
      done(ActResult::done());
    };
  }
  std::map<std::string, int> performed;
};

}  // namespace

TEST_CASE("VirtualRunner: acts take their latencies side by side", "[engine][virtual_runner]") {
  const TextWorld world("z1 > h1 > v1  h1 > v2");
  TextTreatments treatments(world, {.latency = 10ms});
  treatments.by_name["h>v:v1"].latency = 30ms;
  VirtualRun run(world, treatments);
  run.executor.run();
  CHECK(run.passed() == 50ms);
  CHECK(run.transcript.text("+-") ==
        "+h>v:v1 +h>v:v2 -h>v:v2 done -h>v:v1 done +z>h:h1 -z>h:h1 done +z1 -z1 done");
  REQUIRE(run.ends.size() == 1);
  CHECK(run.ends[0].outcome == Outcome::Done);
}

TEST_CASE("VirtualRunner: what is due at one instant comes in the order in which it was queued",
          "[engine][virtual_runner]") {
  const TextWorld world("z1");
  TextTreatments treatments(world);
  VirtualRunner runner(treatments);
  std::vector<int> order;
  const auto note = [&order](int what) { return [&order, what] { order.push_back(what); }; };
  runner.set_timer(Instant{5ms}, 1);
  runner.set_timer(Instant{5ms}, 2);
  runner.set_timer(Instant{1ms}, 3);
  runner.post(note(10));
  Arrival arrival;
  std::vector<std::pair<Duration, int>> seen;
  while (runner.next(arrival)) {
    if (arrival.kind == Arrival::Kind::Timer) {
      const int token = static_cast<int>(arrival.token);
      seen.emplace_back(runner.now().time_since_epoch(), token);
      if (token == 1) {
        runner.set_timer(runner.now(), 4);  // now: behind timer 2
        runner.set_timer(Instant{2ms}, 5);  // past: as soon as possible
      }
    } else {
      arrival.posted();
      seen.emplace_back(runner.now().time_since_epoch(), order.back());
    }
  }
  CHECK(seen == std::vector<std::pair<Duration, int>>{
                    {0ms, 10}, {1ms, 3}, {5ms, 1}, {5ms, 2}, {5ms, 4}, {5ms, 5}});
}

TEST_CASE("VirtualRunner: an act is performed when its latency has passed",
          "[engine][virtual_runner]") {
  TextWorld world("z1 > h1");
  TextTreatments treatments(world, {.latency = 7ms});
  VirtualRun run(world, treatments);
  std::vector<Duration> performed;
  world.data().on_cascade = [&](const Act&, Completion done) {
    performed.push_back(run.passed());
    done(ActResult::done());
  };
  run.executor.run();
  CHECK(performed == std::vector<Duration>{7ms, 14ms});
}

namespace {

// Everything told and every outcome of a run in which some acts are slow, skip, veto, fail or keep
// their completion for ever.
std::string told_at(VirtualRunner::Pace pace, const RunOptions& options, bool listens,
                    std::uint32_t seed) {
  std::string text = "z1 > p1 z > p p > v";
  for (int i = 0; i < 100; ++i)
    text += " z1 > h" + std::to_string(i % 9) + " > v" + std::to_string(i);
  const TextWorld world(text);
  world.data().reactions["v"] = {{.name = "delete", .in_flight_max = 7, .shows_children = true}};
  TextTreatments treatments(world);
  treatments.by_name["h>v:v" + std::to_string(seed % 100)].latency = 3ms;
  VirtualRunner runner(treatments, VirtualRunner::Effects::Performed, pace);
  std::vector<Completion> kept;
  world.data().on_cascade = [seed, &kept](const Act& act, Completion done) {
    const std::uint64_t draw = Chance::mix(seed + value(act.id())) % 40;
    if (draw == 0) return kept.push_back(std::move(done));
    if (draw == 1) return done(ActResult::failed("no"));
    if (draw == 2) return done(ActResult::vetoed("not now"));
    done(draw < 12 ? ActResult::skipped("") : ActResult::done());
  };
  Executor executor(runner);
  const auto plan = plan_of(world, "z1", Merge::Union);
  Transcript transcript(world, plan);
  if (listens) executor.add_observer(transcript);
  const RunId run = executor.begin(plan, options, {});
  executor.run();
  std::string told = transcript.text("[]+-?e");
  for (const Outcome outcome : executor.state(run).outcomes()) told += to_string(outcome);
  return told;
}

}  // namespace

TEST_CASE("VirtualRunner: batches give the same answers in the same order as lock step",
          "[engine][virtual_runner]") {
  for (const std::uint64_t chosen : seeds(1, 40)) {
    const auto seed = static_cast<std::uint32_t>(chosen);
    for (const Schedule schedule : {Schedule::Sequential, Schedule::ByStep, Schedule::ByResource}) {
      for (const bool listens : {true, false}) {
        INFO(repeat_with(seed) << "\nschedule " << static_cast<int>(schedule) << ", " << listens);
        const RunOptions options{.schedule = schedule,
                                 .failure = static_cast<FailurePolicy>(seed % 3),
                                 .workers = seed % 4 == 0 ? 5 : kUnlimited};
        CHECK(told_at(VirtualRunner::Pace::LockStep, options, listens, seed) ==
              told_at(VirtualRunner::Pace::Batches, options, listens, seed));
      }
    }
  }
}

TEST_CASE("VirtualRunner: faults decide whether an act is performed and what it answers",
          "[engine][virtual_runner]") {
  CountingWorld world("z1 > h1");
  TextTreatments treatments(world, {.latency = 1s});
  Treatment& treatment = treatments.by_name["z>h:h1"];
  treatment.latency = 1s;

  SECTION("fail before: not performed") {
    treatment.kind = Treatment::Kind::FailBefore;
    VirtualRun run(world, treatments);
    run.executor.run();
    CHECK(run.transcript.text("-") ==
          "-z>h:h1 failed (fault: failed before its effect) -z1 not run");
    CHECK(world.performed["z>h:h1"] == 0);
    CHECK(run.passed() == 1s);
  }
  SECTION("fail after: performed") {
    treatment.kind = Treatment::Kind::FailAfter;
    VirtualRun run(world, treatments);
    run.executor.run();
    CHECK(run.transcript.text("-") ==
          "-z>h:h1 failed (fault: failed after its effect) -z1 not run");
    CHECK(world.performed["z>h:h1"] == 1);
    CHECK(run.passed() == 1s);
  }
  SECTION("hang: not performed, times out") {
    treatment.kind = Treatment::Kind::Hang;
    VirtualRun run(world, treatments);
    run.executor.run();
    CHECK(run.transcript.text("-") == "-z>h:h1 timed out (no answer within 1h0m0s) -z1 not run");
    CHECK(world.performed["z>h:h1"] == 0);
    CHECK(run.passed() == 1h);
  }
  SECTION("lost answer: performed, times out") {
    treatment.kind = Treatment::Kind::LoseAnswer;
    VirtualRun run(world, treatments);
    run.executor.run();
    CHECK(run.transcript.text("-") == "-z>h:h1 timed out (no answer within 1h0m0s) -z1 not run");
    CHECK(world.performed["z>h:h1"] == 1);
    CHECK(run.passed() == 1h);
  }
  SECTION("answered twice: performed once, the second answer is ignored") {
    treatment.kind = Treatment::Kind::AnswerTwice;
    VirtualRun run(world, treatments);
    run.executor.run();
    CHECK(run.transcript.text("-?") == "-z>h:h1 done ?z>h:h1 done -z1 done");
    CHECK(world.performed["z>h:h1"] == 1);
  }
  SECTION("throw, veto and skip: not performed") {
    const std::pair<Treatment::Kind, std::string> kinds[] = {
        {Treatment::Kind::Throw, "-z>h:h1 failed (fault: the extension threw) -z1 not run"},
        {Treatment::Kind::Veto, "-z>h:h1 vetoed (fault: vetoed) -z1 done"},
        {Treatment::Kind::Skip, "-z>h:h1 skipped (fault: skipped) -z1 done"}};
    for (const auto& [kind, expected] : kinds) {
      treatment.kind = kind;
      VirtualRun run(world, treatments);
      run.executor.run();
      CHECK(run.transcript.text("-") == expected);
      CHECK(world.performed["z>h:h1"] == 0);
      // What failed keeps the other act from running.
      CHECK(run.passed() == (kind == Treatment::Kind::Throw ? 1s : 2s));
    }
  }
  SECTION("longer than the timeout: times out, is performed later, and the answer is ignored") {
    treatment.latency = 90min;
    VirtualRun run(world, treatments);
    run.executor.run();
    CHECK(run.transcript.text("-?e") ==
          "-z>h:h1 timed out (no answer within 1h0m0s) -z1 not run end failed ?z>h:h1 done");
    CHECK(world.performed["z>h:h1"] == 1);
    CHECK(run.passed() == 90min);
  }
  SECTION("exactly the timeout: in time") {
    treatment.latency = 1h;
    VirtualRun run(world, treatments);
    run.executor.run();
    CHECK(run.transcript.text("-?") == "-z>h:h1 done -z1 done");
  }
}

TEST_CASE("VirtualRunner: an extension may keep its completion and answer later",
          "[engine][virtual_runner]") {
  TextWorld world("z1 > h1");
  TextTreatments treatments(world, {.latency = 1s});
  VirtualRun run(world, treatments);
  std::vector<Completion> kept;
  std::function<void()> then = [] {};
  world.data().on_cascade = [&](const Act& act, Completion done) {
    if (act_name(world, *act.plan, act.id()) == "z>h:h1") {
      kept.push_back(std::move(done));
      run.runner.post(then);
    } else {
      done(ActResult::done());
    }
  };

  SECTION("from a posted call, at the instant of that call") {
    then = [&] { kept[0](ActResult::done()); };
    run.executor.run();
    CHECK(run.transcript.text("-?") == "-z>h:h1 done -z1 done");
    CHECK(run.passed() == 2s);  // a timeout that no longer matters moves no time
  }
  SECTION("by dropping it, which is a failure") {
    then = [&] { kept.clear(); };
    run.executor.run();
    CHECK(run.transcript.text("-") ==
          "-z>h:h1 failed (the extension dropped its completion without an answer) -z1 not run");
  }
  SECTION("too late, which is told and ignored") {
    run.executor.run();
    CHECK(run.passed() == 1h);
    CHECK(run.transcript.text("-") == "-z>h:h1 timed out (no answer within 1h0m0s) -z1 not run");
    kept[0](ActResult::done());
    run.executor.run();
    CHECK(run.transcript.text("?") == "?z>h:h1 done");
  }
  SECTION("under a fault that fails after the effect, still as a failure") {
    treatments.by_name["z>h:h1"] = {.latency = 1s, .kind = Treatment::Kind::FailAfter};
    then = [&] { kept[0](ActResult::done()); };
    run.executor.run();
    CHECK(run.transcript.text("-") ==
          "-z>h:h1 failed (fault: failed after its effect) -z1 not run");
  }
  SECTION("under a fault that loses the answer, in vain") {
    treatments.by_name["z>h:h1"] = {.latency = 1s, .kind = Treatment::Kind::LoseAnswer};
    then = [&] { kept[0](ActResult::done()); };
    run.executor.run();
    CHECK(run.transcript.text("-?") == "-z>h:h1 timed out (no answer within 1h0m0s) -z1 not run");
  }
}

TEST_CASE("VirtualRunner: a throw is a failure with its text", "[engine][virtual_runner]") {
  TextWorld world("z1");
  TextTreatments treatments(world);
  std::vector<Completion> kept;
  VirtualRun run(world, treatments);

  SECTION("when the completion is destroyed by the throw") {
    world.data().on_cascade = [](const Act&, Completion) { throw std::runtime_error("no disk"); };
    run.executor.run();
    CHECK(run.transcript.text("-?") == "-z1 failed (no disk)");
  }
  SECTION("when it is not even an exception") {
    world.data().on_cascade = [](const Act&, Completion) { throw 7; };
    run.executor.run();
    CHECK(run.transcript.text("-?") == "-z1 failed (threw something that is not a std::exception)");
  }
  SECTION("when the completion was kept, whose answer is then ignored") {
    world.data().on_cascade = [&](const Act&, Completion done) {
      kept.push_back(std::move(done));
      throw std::runtime_error("no disk");
    };
    run.executor.run();
    kept[0](ActResult::done());
    run.executor.run();
    CHECK(run.transcript.text("-?") == "-z1 failed (no disk) ?z1 done");
  }
  SECTION("but not after an answer: that stands") {
    world.data().on_cascade = [](const Act&, Completion done) {
      done(ActResult::done());
      throw std::runtime_error("no disk");
    };
    run.executor.run();
    CHECK(run.transcript.text("-?") == "-z1 done ?z1 failed (no disk)");
  }
}

TEST_CASE("VirtualRunner: a dry run performs nothing and always succeeds",
          "[engine][virtual_runner]") {
  CountingWorld world("z1 > h1 > v1");
  TextTreatments treatments(world, {.latency = 2s, .kind = Treatment::Kind::FailBefore});
  treatments.by_name["h>v:v1"] = {.latency = 2h};
  VirtualRun run(world, treatments, {}, VirtualRunner::Effects::Dry);
  run.executor.run();
  CHECK(run.transcript.text("-?e") == "-h>v:v1 done -z>h:h1 done -z1 done end done");
  CHECK(run.passed() == 2h + 4s);
  CHECK(world.performed.empty());
}

TEST_CASE("VirtualRunner: nothing queued means nothing is under way", "[engine][virtual_runner]") {
  const TextWorld world("z1");
  TextTreatments treatments(world);
  VirtualRunner runner(treatments);
  Arrival arrival;
  CHECK_FALSE(runner.next(arrival));
  runner.set_timer(Instant{1s}, 9);
  REQUIRE(runner.next(arrival));
  CHECK(arrival.token == 9);
  CHECK_FALSE(runner.next(arrival));
}
