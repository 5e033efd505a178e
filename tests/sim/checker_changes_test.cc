// SPDX-License-Identifier: Apache-2.0
// The checkers against extensions and runners that misbehave: what changes the world, and when.
#include <catch2/catch.hpp>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "engine/executor.h"
#include "engine/sinks.h"
#include "engine/virtual_runner.h"
#include "sim/run/checker.h"
#include "tests/sim/checker_stage.h"

namespace cascade::sim {

TEST_CASE("Checker: an extension that keeps to its own resource is fine", "[sim][checker]") {
  TextWorld text("z1 > h1 > v1  h1 > v2");
  CHECK(run_checked(text, "z1", [](World& world, const Act& act, Completion done) {
          world.set_life(own(act), Life::Deleted);
          done(ActResult::done());
        }).empty());
}

TEST_CASE("Checker: an extension that acts on a foreign resource is caught", "[sim][checker]") {
  TextWorld text("z1 > h1 > v1  h1 > v2");
  const TypeId host = text.type("h");
  // Inside the plan, but not its own; and outside of the plan.
  for (const ResourceIndex foreign : {1U, 7U}) {
    const std::string found =
        run_checked(text, "z1", [&](World& world, const Act& act, Completion done) {
          if (act.resource == 2) world.set_state({host, foreign}, 1);
          done(ActResult::done());
        });
    // The second time by comparing the worlds before and after.
    CHECK(found == (foreign == 7U ? "foreign foreign" : "foreign"));
  }
}

TEST_CASE("Checker: an extension may change what it declared, as it declared", "[sim][checker]") {
  TextWorld text("z1 > h1 > v1=clear");
  const Resource shared{text.type("h"), 7};
  Access access = Access::Add;
  text.data().on_footprint = [&](const CascadeAction&, ResourceIndex, ReactionId,
                                 AccessSink& sink) { sink.touch(shared, access); };
  const auto count = [&](World& world, const Act& act, Completion done) {
    if (act.node().type == text.type("v")) world.add_to_counter(shared, CounterId{0}, 1);
    done(ActResult::done());
  };
  const auto set = [&](World& world, const Act& act, Completion done) {
    if (act.node().type == text.type("v")) world.set_target(shared, RelationId{0}, 1);
    done(ActResult::done());
  };
  CHECK(run_checked(text, "z1", count).empty());
  CHECK(run_checked(text, "z1", set) == "foreign");
  access = Access::Write;
  CHECK(run_checked(text, "z1", set).empty());
  access = Access::Read;
  CHECK(run_checked(text, "z1", count) == "foreign foreign");
}

TEST_CASE("Checker: an extension that answers before it acts is caught", "[sim][checker]") {
  TextWorld text("z1 > h1 > v1");
  std::function<void()> left_over;
  const auto deed = [&](World& world, const Act& act, Completion done) {
    if (left_over) std::exchange(left_over, nullptr)();
    left_over = [&world, resource = own(act)] { world.set_life(resource, Life::Deleted); };
    done(ActResult::done());
  };
  // v1 changes while h1 is acted on, h1 while z1 is.
  CHECK(run_checked(text, "z1", deed) == "foreign foreign");
}

TEST_CASE("Checker: a change while nobody acts is caught", "[sim][checker]") {
  const TextWorld text("z1 > h1");
  const auto owner = world_of(text);
  World& world = *owner;
  Checker checker(world, {});
  const auto plan = cascade::test::plan_of(text, "z1");
  checker.add_run(RunId{0}, plan, {}, {});
  world.set_state({text.type("h"), 1}, 1);  // before the run: the owner's business
  checker.on_event({Instant{}, RunId{0}, 0, 0, EventKind::RunBegan, {}}, "");
  world.set_state({text.type("h"), 1}, 1);
  checker.on_event({Instant{}, RunId{0}, 0, 0, EventKind::PhaseTwoBegan, {}}, "");
  CHECK(words(checker) == "foreign");
}

TEST_CASE("Checker: effects that are applied twice are caught", "[sim][checker]") {
  TextWorld text("z1 > h1 > v1");
  CHECK(run_checked(text, "z1", [](World& world, const Act& act, Completion done) {
          world.set_life(own(act), Life::Gone);
          if (act.resource == 1) world.set_life(own(act), Life::Gone);
          done(ActResult::done());
        }) == "twice twice twice");
  CHECK(run_checked(text, "z1", [&](World& world, const Act& act, Completion done) {
          world.set_life(own(act), Life::Gone);
          if (act.node().type == text.type("h")) world.set_life(own(act), Life::Live);
          done(ActResult::done());
        }) == "twice");
}

TEST_CASE("Checker: a runner that performs an attempt twice is caught", "[sim][checker]") {
  /// Performs every act a second time.
  class Twice final : public Performer {
   public:
    explicit Twice(Performer& inner) : inner_(inner) {}
    void perform(const Act& act, Completion done) override {
      class Nowhere final : public CompletionPort {
        void complete(const Attempt& /*attempt*/, ActResult&& /*result*/) override {}
        void abandon(const Attempt& /*attempt*/) override {}
        void threw(const Attempt& /*attempt*/, std::string /*what*/) override {}
      } nowhere;
      inner_.perform(act, Completion(nowhere, act.attempt));
      inner_.perform(act, std::move(done));
    }

   private:
    Performer& inner_;
  };
  class TwiceRunner final : public Runner {
   public:
    explicit TwiceRunner(Runner& inner) : inner_(inner) {}
    [[nodiscard]] Instant now() const override { return inner_.now(); }
    void start(const Act& act, Performer& performer) override {
      performers_.push_back(std::make_unique<Twice>(performer));
      inner_.start(act, *performers_.back());
    }
    void set_timer(Instant at, std::uint64_t token) override { inner_.set_timer(at, token); }
    void post(std::function<void()> call) override { inner_.post(std::move(call)); }
    bool next(Arrival& arrival) override { return inner_.next(arrival); }

   private:
    Runner& inner_;
    std::vector<std::unique_ptr<Twice>> performers_;
  };

  const TextWorld text("z1 > h1");
  const auto owner = world_of(text);
  World& world = *owner;
  Checker checker(world, {});
  cascade::test::TextTreatments treatments(text);
  VirtualRunner virtual_runner(treatments);
  TwiceRunner twice(virtual_runner);
  Executor executor(checker.watch(twice));
  executor.add_observer(checker);
  checker.add_run(RunId{0}, cascade::test::plan_of(text, "z1"), {}, {});
  executor.begin(cascade::test::plan_of(text, "z1"), {}, nullptr);
  executor.run();
  CHECK(words(checker) == "twice twice");
}

TEST_CASE("Checker: skipped and vetoed acts and vetoed passes change nothing", "[sim][checker]") {
  TextWorld text("z1 > h1 > v1");
  const TypeId vm = text.type("v");
  const auto answer = [&](const ActResult& result, bool change) {
    return run_checked(text, "z1", [=](World& world, const Act& act, Completion done) {
      if (act.node().type != vm) return done(ActResult::done());
      if (change) world.set_state(own(act), 1);
      done(result);
    });
  };
  CHECK(answer(ActResult::skipped("gone"), false).empty());
  CHECK(answer(ActResult::skipped("gone"), true) == "untouched");
  CHECK(answer(ActResult::vetoed("no"), false).empty());
  // The act, the pass, and the world before and after.
  CHECK(answer(ActResult::vetoed("no"), true) == "untouched untouched untouched");
}

TEST_CASE("Checker: late effects of acts that timed out are theirs", "[sim][checker]") {
  TextWorld text("z1 > h1 > v1");
  text.data().reactions["v"] = {{.name = "delete", .timeout = std::chrono::seconds{1}}};
  text.data().reactions["v"][0].failure_ignored = true;
  CHECK(run_checked(text, "z1",
                    [](World& world, const Act& act, Completion done) {
                      if (world.life(own(act)) == Life::Live)
                        world.set_life(own(act), Life::Deleted);
                      done(ActResult::done());
                    },
                    {std::chrono::seconds{5}, Treatment::Kind::Normal})
            .empty());
}

}  // namespace cascade::sim
