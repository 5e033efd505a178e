// SPDX-License-Identifier: Apache-2.0
// Real threads: answers from any thread, in any order, early, late and never. No test waits for
// time to pass: clocks are moved by hand where a timeout is wanted. Run under the thread sanitizer.
#include "engine/thread_runner.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <thread>
#include <vector>

#include "engine/act.h"
#include "engine/mutex.h"
#include "engine/run_state.h"
#include "tests/support/run_text.h"
#include "tests/support/seeds.h"
#include "tests/support/wide_plan.h"

using namespace cascade;
using namespace cascade::test;
using namespace std::chrono_literals;

namespace {

/// Takes completions from any thread and answers them in an order of its own, from its own thread.
class Answerer {
 public:
  explicit Answerer(std::uint64_t seed)
      : chance_(seed), thread_([this](const std::stop_token& stop) { work(stop); }) {}
  void keep(Completion done) {
    const MutexLock lock(mutex_);
    kept_.push_back(std::move(done));
    changed_.notify_one();
  }
  ~Answerer() {
    thread_.request_stop();
    changed_.notify_one();
  }

 private:
  void work(const std::stop_token& stop) {
    for (;;) {
      std::vector<Completion> taken;
      {
        const MutexLock lock(mutex_);
        while (kept_.empty() && !stop.stop_requested()) changed_.wait_for(mutex_, 10ms);
        if (kept_.empty()) return;
        taken.swap(kept_);
      }
      for (std::size_t left = taken.size(); left > 0; --left) {
        std::swap(taken[chance_.below(static_cast<std::uint32_t>(left))], taken[left - 1]);
        taken[left - 1](ActResult::done());
      }
    }
  }

  Mutex mutex_;
  CondVar changed_;
  std::vector<Completion> kept_ CASCADE_GUARDED_BY(mutex_);
  Chance chance_;
  std::jthread thread_;
};

/// A clock that only a test moves.
class HandClock final : public Clock {
 public:
  Instant now() const override { return Instant{Duration{now_.load()}}; }
  void advance(Duration by) { now_ += by.count(); }

 private:
  std::atomic<std::int64_t> now_{0};
};

/// Checks on the executor's thread that hosts come after their machines and the root last.
class OrderChecker final : public Observer {
 public:
  OrderChecker(const Plan& plan, std::uint32_t machines) : plan_(plan), machines_(machines) {}
  void on_event(const Event& event, std::string_view) override {
    if (event.kind == EventKind::ActEnded) ++ended_;
    if (event.kind != EventKind::ActStarted && event.kind != EventKind::ActEnded) return;
    const Step& step = plan_.step(plan_.step_of(ActId{event.subject}));
    const ResourceIndex resource = plan_.resources()[event.subject];
    if (step.depth == 2 && event.kind == EventKind::ActEnded) ++gone_[resource / machines_];
    if (step.depth == 1 && event.kind == EventKind::ActStarted && gone_[resource] != machines_) {
      ++broken_;
    }
    if (step.depth == 0 && event.kind == EventKind::ActStarted &&
        ended_ + step.act_count() != plan_.act_count()) {
      ++broken_;
    }
  }
  [[nodiscard]] int broken() const { return broken_; }
  [[nodiscard]] std::size_t ended() const { return ended_; }

 private:
  const Plan& plan_;
  std::uint32_t machines_;
  std::map<ResourceIndex, std::uint32_t> gone_;
  std::size_t ended_ = 0;
  int broken_ = 0;
};

RunEnd run_to_end(Executor& executor, const std::shared_ptr<const Plan>& plan,
                  const RunOptions& options = {}) {
  RunEnd ended;
  executor.begin(plan, options, [&](const RunEnd& end) { ended = end; });
  executor.run();
  return ended;
}

}  // namespace

TEST_CASE("ThreadRunner: any order of answers from any thread keeps the order of acts",
          "[engine][thread_runner][threads]") {
  for (const unsigned threads : {1U, 2U, 8U}) {
    for (const Schedule schedule : {Schedule::Sequential, Schedule::ByStep, Schedule::ByResource}) {
      INFO(threads << " threads, schedule " << static_cast<int>(schedule));
      std::atomic<std::size_t> performed = 0;
      Answerer answerer(threads);
      const auto plan = wide_plan(20, 30, [&](const Act& act, Completion done) {
        ++performed;
        if (value(act.id()) % 3 == 0) {
          done(ActResult::done());  // before the call returns
        } else {
          answerer.keep(std::move(done));  // later, from another thread, in another order
        }
      });
      ThreadRunner runner({.threads = threads});
      Executor executor(runner);
      OrderChecker checker(*plan, 30);
      executor.add_observer(checker);
      const RunEnd end = run_to_end(executor, plan, {.schedule = schedule, .workers = 64});
      CHECK(end.outcome == Outcome::Done);
      CHECK(performed == plan->act_count());
      CHECK(checker.ended() == plan->act_count());
      CHECK(checker.broken() == 0);
    }
  }
}

TEST_CASE("ThreadRunner: no more acts run at once than there are workers and threads",
          "[engine][thread_runner][threads]") {
  std::atomic<int> running = 0;
  std::atomic<int> most = 0;
  const auto plan = wide_plan(1, 500, [&](const Act&, Completion done) {
    const int now = ++running;
    for (int seen = most; now > seen && !most.compare_exchange_weak(seen, now);) {
    }
    std::this_thread::yield();
    --running;
    done(ActResult::done());
  });
  SECTION("workers") {
    ThreadRunner runner({.threads = 8});
    Executor executor(runner);
    CHECK(run_to_end(executor, plan, {.workers = 3}).outcome == Outcome::Done);
    CHECK(most <= 3);
  }
  SECTION("threads") {
    ThreadRunner runner({.threads = 2});
    Executor executor(runner);
    CHECK(run_to_end(executor, plan).outcome == Outcome::Done);
    CHECK(most <= 2);
  }
}

TEST_CASE("ThreadRunner: a throw and a dropped completion are failures with their texts",
          "[engine][thread_runner][threads]") {
  const TextWorld world("z1 > h1  z1 > h2");
  world.data().on_cascade = [](const Act& act, const Completion&) {
    if (act.resource == 1) throw std::runtime_error("no disk");
  };
  const auto plan = plan_of(world, "z1");
  ThreadRunner runner({.threads = 2});
  Executor executor(runner);
  Transcript transcript(world, plan);
  executor.add_observer(transcript);
  CHECK(run_to_end(executor, plan, {.failure = FailurePolicy::Isolate}).outcome == Outcome::Failed);
  const std::string text = transcript.text("-");
  CHECK(text.find("-z>h:h1 failed (no disk)") != std::string::npos);
  CHECK(text.find("-z>h:h2 failed (the extension dropped its completion without an answer)") !=
        std::string::npos);
  CHECK(text.find("-z1 blocked") != std::string::npos);
}

TEST_CASE("ThreadRunner: an act without an answer times out by the runner's clock",
          "[engine][thread_runner][threads]") {
  const TextWorld world("z1 > h1");
  HandClock clock;
  std::vector<Completion> kept;
  ThreadRunner runner({.threads = 1, .clock = &clock});
  Executor executor(runner);
  world.data().on_cascade = [&](const Act&, Completion done) {
    kept.push_back(std::move(done));
    clock.advance(2h);
    runner.post([] {});  // wakes the executor's thread, which then looks at the clock
  };
  const auto plan = plan_of(world, "z1");
  Transcript transcript(world, plan);
  executor.add_observer(transcript);
  CHECK(run_to_end(executor, plan).outcome == Outcome::Failed);
  CHECK(transcript.text("-") == "-z>h:h1 timed out (no answer within 1h0m0s) -z1 not run");

  // The late answer is delivered when somebody asks, and ignored.
  REQUIRE(kept.size() == 1);
  kept[0](ActResult::done());
  executor.run();
  CHECK(transcript.text("?") == "?z>h:h1 done");
}

TEST_CASE("ThreadRunner: an answer that is given before the clock is looked at is in time",
          "[engine][thread_runner][threads]") {
  const TextWorld world("z1");
  HandClock clock;
  world.data().on_cascade = [&](const Act&, Completion done) {
    done(ActResult::done());
    clock.advance(2h);
  };
  ThreadRunner runner({.threads = 1, .clock = &clock});
  Executor executor(runner);
  CHECK(run_to_end(executor, plan_of(world, "z1")).outcome == Outcome::Done);
}

TEST_CASE("ThreadRunner: completions may be called or dropped after the runner is gone",
          "[engine][thread_runner][threads]") {
  std::vector<Completion> kept;
  Mutex mutex;
  HandClock clock;
  {
    const TextWorld world("z1 > h1  z1 > h2  z1 > h3");
    ThreadRunner runner({.threads = 2, .clock = &clock});
    Executor executor(runner);
    world.data().on_cascade = [&](const Act&, Completion done) {
      {
        const MutexLock lock(mutex);
        kept.push_back(std::move(done));
        if (kept.size() < 3) return;
      }
      clock.advance(2h);
      runner.post([] {});
    };
    CHECK(run_to_end(executor, plan_of(world, "z1")).outcome == Outcome::Failed);
  }
  REQUIRE(kept.size() == 3);
  kept[0](ActResult::done());
  std::jthread([&] { kept[1](ActResult::failed("late")); }).join();
  kept.clear();
}

TEST_CASE("ThreadRunner: timers come in their order and posts from any thread",
          "[engine][thread_runner][threads]") {
  HandClock clock;
  ThreadRunner runner({.threads = 1, .clock = &clock});
  runner.set_timer(Instant{2s}, 2);
  runner.set_timer(Instant{1s}, 1);
  runner.set_timer(Instant{3s}, 3);
  Arrival arrival;
  std::jthread poster([&] { runner.post([&] { clock.advance(5s); }); });
  REQUIRE(runner.next(arrival));
  REQUIRE(arrival.kind == Arrival::Kind::Posted);
  arrival.posted();
  std::vector<std::uint64_t> tokens;
  while (runner.next(arrival)) tokens.push_back(arrival.token);
  CHECK(tokens == std::vector<std::uint64_t>{1, 2, 3});
}

TEST_CASE("ThreadRunner: destruction waits for acts and drops those that nobody took",
          "[engine][thread_runner][threads]") {
  std::atomic<int> begun = 0;
  std::atomic<int> finished = 0;
  std::atomic<bool> go_on = false;
  const auto plan = wide_plan(1, 1000, [&](const Act&, Completion done) {
    ++begun;
    while (!go_on) std::this_thread::yield();
    ++finished;
    done(ActResult::done());
  });
  {
    ThreadRunner runner({.threads = 2});
    Executor executor(runner);
    executor.begin(plan, {}, {});
    REQUIRE(executor.step());  // phase 2 begins: 1000 acts are started
    while (begun < 2) std::this_thread::yield();
    go_on = true;
  }
  CHECK(begun == finished);
}

TEST_CASE("ThreadRunner: a million completions in a row do not grow the stack",
          "[engine][thread_runner][threads][slow]") {
  const auto plan =
      wide_plan(1000, 1000, [](const Act&, Completion done) { done(ActResult::done()); });
  ThreadRunner runner({.threads = 2});
  Executor executor(runner);
  const RunEnd end = run_to_end(executor, plan, {.workers = 1000});
  CHECK(end.acts[static_cast<std::size_t>(Outcome::Done)] == 1'001'001);
}
