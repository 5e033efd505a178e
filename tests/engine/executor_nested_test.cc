// SPDX-License-Identifier: Apache-2.0
// Several runs on one executor, and who does an act: the extension, an add-on, branch extensions.
#include <catch2/catch.hpp>

#include <stdexcept>

#include "engine/act.h"
#include "engine/sinks.h"
#include "tests/support/run_text.h"
#include "tests/support/wide_plan.h"

using namespace cascade;
using namespace cascade::test;
using namespace std::chrono_literals;

namespace {

/// What acts were done, by whom, in order.
using Log = std::vector<std::string>;

/// One resource, linked to every parent; its act is noted under the extension's name.
class LoggingExtension final : public SyncExtension {
 public:
  LoggingExtension(std::string name, std::string type, std::vector<std::string> parents, Log& log)
      : name_(std::move(name)), type_(std::move(type)), parents_(std::move(parents)), log_(log) {}
  const std::string& resource_type() const override { return type_; }
  const std::vector<std::string>& parents() const override { return parents_; }
  const std::vector<Reaction>& reactions() const override {
    static const std::vector<Reaction> kRows{
        {.name = "delete", .in_flight_max = 1, .shows_children = true}};
    return kRows;
  }
  void find(const CascadeAction& action, LinkSink& sink) const override {
    for (const ResourceIndex parent : action.parent.resources) {
      sink.link(parent, parent, ReactionId{0});
    }
  }

 protected:
  ActResult cascade_now(const Act& act) override {
    log_.push_back(name_ + " " + std::to_string(act.resource));
    return ActResult::done();
  }

 private:
  std::string name_;
  std::string type_;
  std::vector<std::string> parents_;
  Log& log_;
};

class TestBranch final : public BranchExtension {
 public:
  using Takes = std::function<bool(const CascadeAction&)>;
  using Cascade = std::function<void(const Act&, Completion)>;
  TestBranch(std::string type, Takes takes, Cascade cascade)
      : type_(std::move(type)), takes_(std::move(takes)), cascade_(std::move(cascade)) {}
  const std::string& resource_type() const override { return type_; }
  bool takes(const CascadeAction& action) const override { return takes_(action); }
  void cascade(const Act& act, Completion done) override { cascade_(act, std::move(done)); }

 private:
  std::string type_;
  Takes takes_;
  Cascade cascade_;
};

struct NoLatency final : TreatmentSource {
  Treatment treat(const Act&) override { return {}; }
};

std::shared_ptr<const Plan> plan_over(TypeGraphBuilder& builder,
                                      std::vector<ResourceIndex> roots = {0}) {
  auto graph = builder.build();
  REQUIRE(graph.has_value());
  CascadeRequest request;
  request.action_code = "delete";
  request.root_type = TypeId{0};
  request.roots = std::move(roots);
  auto plan = make_plan(*graph, std::move(request), {});
  REQUIRE(plan.has_value());
  return *std::move(plan);
}

RunEnd run_virtually(const std::shared_ptr<const Plan>& plan, const RunOptions& options = {}) {
  NoLatency treatments;
  VirtualRunner runner(treatments);
  Executor executor(runner);
  RunEnd ended;
  executor.begin(plan, options, [&](const RunEnd& end) { ended = end; });
  executor.run();
  return ended;
}

}  // namespace

TEST_CASE("Executor: an add-on acts for its own edge only and shares the type's limits",
          "[engine][executor]") {
  Log log;
  TypeGraphBuilder builder;
  builder.add(std::make_unique<LoggingExtension>("root", "z", std::vector<std::string>{}, log), "");
  builder.add(std::make_unique<LoggingExtension>("own", "v", std::vector<std::string>{"z"}, log),
              "");
  builder.add(std::make_unique<LoggingExtension>("other", "h", std::vector<std::string>{"z"}, log),
              "");
  builder.add_addon(
      std::make_unique<LoggingExtension>("addon", "v", std::vector<std::string>{"h"}, log), "");
  const auto plan = plan_over(builder, {0, 1});
  CHECK(run_virtually(plan).outcome == Outcome::Done);
  CHECK(log ==
        Log{"addon 0", "addon 1", "other 0", "own 0", "other 1", "own 1", "root 0", "root 1"});
}

TEST_CASE("Executor: branch extensions replace the extension for the actions that they take",
          "[engine][executor]") {
  Log log;
  TypeGraphBuilder builder;
  builder.add(std::make_unique<LoggingExtension>("root", "z", std::vector<std::string>{}, log), "");
  builder.add(std::make_unique<LoggingExtension>("own", "v", std::vector<std::string>{"z"}, log),
              "");
  const auto noting = [&log](std::string name, const ActResult& result = ActResult::done()) {
    return [&log, name = std::move(name), result](const Act&, Completion done) {
      log.push_back(name);
      done(result);
    };
  };
  int asked = 0;
  const auto yes = [&asked](const CascadeAction& action) {
    ++asked;
    return action.action_code == "delete";
  };
  const auto no = [](const CascadeAction&) { return false; };
  const auto branch = [&](TestBranch::Takes takes, TestBranch::Cascade cascade) {
    builder.add_branch(std::make_unique<TestBranch>("v", std::move(takes), std::move(cascade)), "");
  };

  SECTION("nobody takes it") {
    branch(no, noting("first"));
    CHECK(run_virtually(plan_over(builder)).outcome == Outcome::Done);
    CHECK(log == Log{"own 0", "root 0"});
  }
  SECTION("one takes it") {
    branch(no, noting("first"));
    branch(yes, noting("second"));
    CHECK(run_virtually(plan_over(builder, {0, 1})).outcome == Outcome::Done);
    CHECK(log == Log{"second", "second", "root 0", "root 1"});
    CHECK(asked == 1);  // once per step
  }
  SECTION("all that take it act, one after the other") {
    branch(yes, noting("first"));
    branch(no, noting("second"));
    branch(yes, noting("third", ActResult::skipped("nothing left")));
    branch(yes, noting("fourth"));
    CHECK(run_virtually(plan_over(builder)).outcome == Outcome::Done);
    CHECK(log == Log{"first", "third", "fourth", "root 0"});
  }
  SECTION("the first failure fails the act") {
    branch(yes, noting("first"));
    branch(yes, noting("second", ActResult::failed("no disk")));
    branch(yes, noting("third"));
    const RunEnd end = run_virtually(plan_over(builder));
    CHECK(end.outcome == Outcome::Failed);
    CHECK(end.message == "no disk");
    CHECK(log == Log{"first", "second"});
  }
  SECTION("a throw fails the act") {
    branch(yes, noting("first"));
    branch(yes, [](const Act&, const Completion&) { throw std::runtime_error("no disk"); });
    branch(yes, noting("third"));
    CHECK(run_virtually(plan_over(builder)).message == "no disk");
    CHECK(log == Log{"first"});
  }
  SECTION("a dropped completion fails the act") {
    branch(yes, noting("first"));
    branch(yes, [](const Act&, const Completion&) {});
    CHECK(run_virtually(plan_over(builder)).message ==
          "a branch extension dropped its completion without an answer");
  }
  SECTION("answers may come later and when everything else is gone") {
    std::vector<Completion> kept;
    const auto keep = [&](const Act&, Completion done) { kept.push_back(std::move(done)); };
    branch(yes, keep);
    branch(yes, noting("second"));
    NoLatency treatments;
    VirtualRunner runner(treatments);
    {
      Executor executor(runner);
      executor.begin(plan_over(builder), {}, {});
      REQUIRE(executor.step());  // phase 2 begins
      runner.post([&] { CHECK(kept.size() == 1); });
      REQUIRE(executor.step());  // the branch keeps its completion
    }
    kept.at(0)(ActResult::done());
    CHECK(log == Log{"second"});
  }
  SECTION("a throw when asked fails the acts of the step") {
    branch([](const CascadeAction&) -> bool { throw std::runtime_error("no idea"); },
           noting("first"));
    CHECK(run_virtually(plan_over(builder)).message ==
          "a branch extension threw when asked whether it takes the step: no idea");
    CHECK(log.empty());
  }
}

TEST_CASE("Executor: runs take turns on one executor, each with its own events",
          "[engine][executor]") {
  const TextWorld world("z1 > h1");
  TextTreatments treatments(world, {.latency = 10ms});
  VirtualRunner runner(treatments);
  Executor executor(runner);
  const auto plan = plan_of(world, "z1");
  Transcript first(world, plan, RunId{0});
  Transcript second(world, plan, RunId{1});
  executor.add_observer(first);
  executor.add_observer(second);
  std::vector<RunId> ended;
  const auto note = [&](const RunEnd& end) { ended.push_back(end.run); };
  CHECK(executor.begin(plan, {}, note) == RunId{0});
  CHECK(executor.begin(plan, {.workers = 1}, note) == RunId{1});
  executor.run();
  CHECK(runner.now() == Instant{20ms});
  CHECK(ended == std::vector<RunId>{RunId{0}, RunId{1}});
  CHECK(first.text("+-e") == "+z>h:h1 -z>h:h1 done +z1 -z1 done end done");
  CHECK(second.text("+-e") == first.text("+-e"));
  CHECK(executor.options(RunId{1}).workers == 1);
  CHECK(executor.state(RunId{1}).outcome(ActId{1}) == Outcome::Done);
}

TEST_CASE("Executor: a run's end may begin the next run", "[engine][executor]") {
  const TextWorld world("z1 > h1");
  TextTreatments treatments(world, {.latency = 10ms});
  VirtualRunner runner(treatments);
  Executor executor(runner);
  const auto plan = plan_of(world, "z1");
  int runs = 0;
  const std::function<void(const RunEnd&)> next = [&](const RunEnd&) {
    if (++runs < 3) executor.begin(plan, {}, next);
  };
  executor.begin(plan, {}, next);
  executor.run();
  CHECK(runs == 3);
  CHECK(runner.now() == Instant{60ms});
}

TEST_CASE("Executor: a nested run is recorded under its act, which waits for it",
          "[engine][executor]") {
  const TextWorld world("z1 > h1");
  TextTreatments treatments(world, {.latency = 10ms});
  VirtualRunner runner(treatments);
  Executor executor(runner);
  const auto plan = plan_of(world, "z1");
  const TextWorld below("q1 > r1");
  const auto nested_plan = plan_of(below, "q1");
  Transcript outer(world, plan);
  Transcript inner(below, nested_plan, RunId{1});
  world.data().on_cascade = [&](const Act& act, Completion done) {
    if (act.node().tree_parent == kNoStep) return done(ActResult::done());
    const auto kept = std::make_shared<Completion>(std::move(done));
    runner.post([&, kept, attempt = act.attempt] {
      executor.begin(nested_plan, {.under_run = attempt.run, .under_act = attempt.act},
                     [kept](const RunEnd&) { (*kept)(ActResult::done()); });
    });
  };
  executor.add_observer(outer);
  executor.add_observer(inner);
  executor.begin(plan, {}, {});
  executor.run();
  CHECK(outer.text("+-e") == "+z>h:h1 -z>h:h1 done +z1 -z1 done end done");
  CHECK(inner.text("+-e") == "+q>r:r1 -q>r:r1 done +q1 -q1 done end done");
  REQUIRE(inner.events().at(0).kind == EventKind::RunBegan);
  CHECK(inner.events()[0].subject == 0);
  CHECK(ActId{inner.events()[0].other} == act_named(world, *plan, "z>h:h1"));
  CHECK(runner.now() == Instant{40ms});
}

TEST_CASE("Executor: a million completions in a row do not grow the stack",
          "[engine][executor][slow]") {
  // Every act answers before its call returns; every answer lets another act start.
  const auto plan =
      wide_plan(1000, 1000, [](const Act&, Completion done) { done(ActResult::done()); });
  const RunEnd end = run_virtually(plan, {.workers = 1});
  CHECK(end.acts[static_cast<std::size_t>(Outcome::Done)] == 1'001'001);
}
