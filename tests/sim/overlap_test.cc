// SPDX-License-Identifier: Apache-2.0
// Operations at the same time: who excludes whom, who goes first, what is skipped and purged by
// whom, and what refuses or fails one of them only.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <string>

#include "engine/planner.h"
#include "engine/virtual_runner.h"
#include "sim/base/random.h"
#include "sim/extension/model_extension.h"
#include "sim/recording/replay.h"
#include "sim/recording/resume.h"
#include "sim/report/story.h"
#include "sim/run/audit.h"
#include "sim/run/checker_overlap.h"
#include "sim/run/overlap_arbiter.h"
#include "sim/scenario/scenario_reader.h"
#include "sim/world/topology.h"
#include "tests/support/lab.h"
#include "tests/support/repeat.h"

using namespace cascade;
using namespace cascade::sim;
using namespace cascade::sim::test;

namespace {

/// All VMs on host h1 and storage s1.
std::string shared_lab(std::string_view rest) {
  return lab_topology(1, 8, 1) + std::string(rest) + "\n";
}

const std::string kBoth =
    "operations: [{ together: [{ delete: Host/h1 }, { delete: Storage/s1 }] }]";

/// The passes of one operation (from 0), in their order.
std::vector<const PassRun*> passes_of(const Simulation& simulation, std::uint32_t operation) {
  std::vector<const PassRun*> passes;
  for (const auto& pass : simulation.passes()) {
    if (pass->operation == operation) passes.push_back(pass.get());
  }
  return passes;
}

std::uint64_t count(const PassRun& pass, Outcome outcome) {
  return pass.end ? pass.end->acts[static_cast<std::size_t>(outcome)] : 0;
}

/// Whether events of two runs are mixed.
bool overlap(const std::vector<Event>& events, RunId one, RunId other) {
  bool one_began = false;
  bool other_between = false;
  for (const Event& event : events) {
    if (event.run == one && event.kind == EventKind::PhaseTwoBegan) one_began = true;
    if (one_began && event.run == other && event.kind == EventKind::ActStarted)
      other_between = true;
    if (event.run == one && event.kind == EventKind::RunEnded) return other_between;
  }
  return false;
}

/// One plan over a lab of one host: to delete it.
struct HostDelete {
  explicit HostDelete(int vms) {
    const Scenario scenario = lab_scenario(lab_topology(1, vms, 1));
    auto generated = generate_world(scenario.model, scenario.topology, 1);
    REQUIRE(generated);
    world = *std::move(generated);
    world->build_indices();
    const auto graph = make_type_graph(*world);
    REQUIRE(graph);
    host = *world->find("Host/h1");
    const auto made = make_plan(*graph, {"lab.delete", host.type, {host.index}, {}}, {});
    REQUIRE(made);
    plan = *made;
  }
  std::unique_ptr<World> world;
  Resource host;
  std::shared_ptr<const Plan> plan;
};

}  // namespace

TEST_CASE("Overlap: a host and its storage are deleted at the same time", "[sim][overlap]") {
  auto simulation = make_simulation(lab_scenario(shared_lab(kBoth)));
  EventList list;
  simulation->add_observer(list);
  simulation->run();
  CHECK(simulation->violations().empty());
  CHECK(simulation->outcome() == "done");
  CHECK(simulation->verdict() == Verdict::Ok);
  REQUIRE(simulation->audit());
  CHECK(simulation->audit()->total() == 0);
  for (const std::string name : {"Host/h1", "Storage/s1", "Vm/v1", "Vm/v8", "Nic/n8"}) {
    CHECK(simulation->world().life(*simulation->world().find(name)) == Life::Gone);
  }

  const auto host = passes_of(*simulation, 0);
  const auto storage = passes_of(*simulation, 1);
  REQUIRE(host.size() == 3);
  REQUIRE(storage.size() == 3);
  CHECK(overlap(list.events, host[1]->run, storage[1]->run));
  // Some VMs were destroyed before the host came to stop them, and no VM twice.
  const PassRun& stops = *host[1];
  const std::uint64_t skipped = count(stops, Outcome::Skipped);
  CHECK(skipped > 0);
  CHECK(skipped < 8);
  CHECK(stops.skipped_by.size() == skipped);
  for (const auto& [act, by] : stops.skipped_by) CHECK(by == 1);
  CHECK(count(*storage[1], Outcome::Skipped) == 0);
  CHECK(count(*storage[1], Outcome::Done) == 8 + 8 + 1);
  // What the storage's operation deleted, it purged.
  CHECK(count(*storage[2], Outcome::Done) == 8 + 8 + 1);
  CHECK(count(*host[2], Outcome::Done) == 1);
  std::size_t told = 0;
  for (std::size_t i = 0; i < list.events.size(); ++i) {
    const Event& event = list.events[i];
    if (event.run != stops.run || event.kind != EventKind::ActEnded) continue;
    if (event.outcome != Outcome::Skipped) continue;
    CHECK(list.texts[i] == "by operation 2");
    CHECK(event.other == 0);  // it never started
    ++told;
  }
  CHECK(told == skipped);
}

TEST_CASE("Overlap: one seed, one result, and a replay tells the same", "[sim][overlap]") {
  const Scenario scenario = lab_scenario(shared_lab(
      kBoth +
      "\nfaults: [{ kind: fail, action: stop, ratio: [1, 3] }, { kind: hang, action: "
      "destroy, ratio: [1, 9], attempt: 1 }]\nretries: [{ limit: 2 }]\nfailure: isolate"));
  const auto first = run_scenario(scenario);
  const auto second = run_scenario(scenario);
  CHECK(first->violations().empty());
  CHECK(first->event_digest() == second->event_digest());
  CHECK(first->world().digest() == second->world().digest());
  for (int stop_after = -1; stop_after < 120; stop_after += 3) {
    INFO("cancelled after " << stop_after);
    auto recorded = make_simulation(scenario);
    const Recording recording = record(*recorded, stop_after);
    CHECK(recorded->violations().empty());
    const auto report = replay(recording);
    REQUIRE(report);
    if (report->first_difference) {
      FAIL_CHECK(report->first_difference->position << ": " << report->first_difference->recorded
                                                    << " / " << report->first_difference->replayed);
    }
    CHECK(report->same());
  }
}

TEST_CASE("Overlap: ready at the same instant, the lower operation goes first", "[sim][overlap]") {
  const HostDelete of(3);

  class EvenTreatments final : public TreatmentSource {
   public:
    Treatment treat(const Act& /*act*/) override { return {std::chrono::seconds(1)}; }
  } treatments;
  VirtualRunner runner(treatments);
  std::vector<std::uint32_t> skips;
  OverlapArbiter arbiter(*of.world, [&](RunId, ActId, std::uint32_t by) { skips.push_back(by); });
  Executor executor(arbiter.watch(runner));
  arbiter.decide_for(executor);
  class Tap final : public Observer {
   public:
    explicit Tap(OverlapArbiter& arbiter) : arbiter_(arbiter) {}
    void on_event(const Event& event, std::string_view) override {
      arbiter_.on_event(event);
      if (event.kind == EventKind::ActStarted) started.push_back(event.run);
    }
    std::vector<RunId> started;

   private:
    OverlapArbiter& arbiter_;
  } tap(arbiter);
  executor.add_observer(tap);
  RunOptions options;
  options.arbiter = &arbiter;
  // Run 0 is the second operation's: it asks first.
  arbiter.add_run(RunId{0}, 1);
  arbiter.add_run(RunId{1}, 0);
  for (int run = 0; run < 2; ++run) executor.begin(of.plan, options, {});
  executor.run();
  // Three VMs and the host: the lower operation has them all.
  CHECK(tap.started == std::vector<RunId>(4, RunId{1}));
  CHECK(skips == std::vector<std::uint32_t>(4, 0));
  CHECK(of.world->life(of.host) == Life::Deleted);
}

TEST_CASE("Overlap: the checker sees acts that exclude each other, purges and false excuses",
          "[sim][overlap][checker]") {
  const HostDelete of(1);
  OverlapRules rules;
  for (std::uint32_t i = 0; i < 3; ++i) rules.add_run(RunId{i}, of.plan, {i, i < 2 ? 0U : 2U});
  const ActId stop{0};
  CHECK(!rules.start(RunId{0}, stop));
  const auto other = rules.start(RunId{1}, stop);
  REQUIRE(other);
  CHECK(other->run == RunId{0});
  CHECK(other->act == stop);
  rules.leave(RunId{0}, stop);
  rules.leave(RunId{1}, stop);
  CHECK(!rules.start(RunId{1}, stop));

  const Resource vm = *of.world->find("Vm/v1");
  const auto act_of = [&](std::uint32_t run) {
    return Act{of.plan.get(), StepId{0}, vm.index, of.plan->reactions()[0], {RunId{run}, 1, stop}};
  };
  CHECK(!rules.may_skip(RunId{1}, stop, "by operation 1"));
  CHECK(!rules.change(act_of(0), vm, Life::Live, Life::Deleted));
  CHECK(rules.may_skip(RunId{1}, stop, "by operation 1"));
  CHECK(!rules.may_skip(RunId{1}, stop, "by operation 2"));  // itself
  CHECK(!rules.may_skip(RunId{1}, stop, ""));
  CHECK(!rules.change(act_of(0), vm, Life::Deleted, Life::Gone));
  CHECK(rules.change(act_of(1), vm, Life::Deleted, Life::Gone) == 0U);
  CHECK(!rules.change(act_of(2), vm, Life::Deleted, Life::Gone));  // of a later group
}

TEST_CASE("Overlap: all vetoes come before the first change, and concern their own operation",
          "[sim][overlap]") {
  std::string text = lab_topology(1, 2, 1) +
                     "operations: [{ together: [{ delete: Host/h1, mode: plain }, { delete: "
                     "Storage/s1 }] }]\n";
  const std::string open = "v2: { host: h1, storage: s1";
  text.insert(text.find(open) + open.size(), ", lock: locked");
  auto simulation = make_simulation(lab_scenario(text));
  EventList list;
  simulation->add_observer(list);
  simulation->run();
  CHECK(simulation->violations().empty());
  CHECK(simulation->outcome() == "vetoed");
  CHECK(simulation->verdict() == Verdict::Refused);
  const auto host = passes_of(*simulation, 0);
  const auto storage = passes_of(*simulation, 1);
  REQUIRE(host.size() == 1);
  REQUIRE(storage.size() == 1);
  CHECK(host[0]->end->outcome == Outcome::Done);
  CHECK(storage[0]->end->outcome == Outcome::Vetoed);
  CHECK(simulation->world().life(*simulation->world().find("Vm/v2")) == Life::Live);
  CHECK(simulation->world().life(*simulation->world().find("Host/h1")) == Life::Deleted);
  // The host's operation has no check of its own and waits for the other's.
  CHECK(storage[0]->summary->ended() <= host[0]->summary->began());
  CHECK(storage[0]->run < host[0]->run);
}

TEST_CASE("Overlap: what is protected refuses the operation that would change it",
          "[sim][overlap]") {
  const auto simulation =
      run_scenario(lab_scenario(lab_topology(2, 2, 2) + "operations: [{ together: [{ delete: "
                                                        "Host/h1 }, { delete: Host/h2 }] }]\n"
                                                        "protect: [Vm/v1]\n"));
  CHECK(simulation->violations().empty());
  CHECK(simulation->outcome() == "refused");
  CHECK(simulation->verdict() == Verdict::Refused);
  const auto on_v1 = passes_of(*simulation, 1);  // v1 is on h2
  REQUIRE(on_v1.size() == 2);
  CHECK(on_v1[1]->breaches.size() == 1);
  CHECK(passes_of(*simulation, 0).size() == 3);
  CHECK(simulation->world().life(*simulation->world().find("Host/h1")) == Life::Gone);
  CHECK(simulation->world().life(*simulation->world().find("Host/h2")) == Life::Live);
}

TEST_CASE("Overlap: a failure ends its own operation, and nothing follows the group",
          "[sim][overlap]") {
  const auto simulation = run_scenario(lab_scenario(
      lab_topology(2, 4, 2) +
      "operations: [{ together: [{ delete: Host/h1 }, { delete: Host/h2 }] }, { delete: Zone/z }]\n"
      "faults: [{ kind: fail, resource: Vm/v1, action: stop }]\n"));
  CHECK(simulation->violations().empty());
  CHECK(simulation->outcome() == "failed");
  CHECK(simulation->verdict() == Verdict::ActsFailed);
  CHECK(passes_of(*simulation, 0).size() == 3);
  CHECK(passes_of(*simulation, 1).size() == 2);
  CHECK(passes_of(*simulation, 2).empty());
}

TEST_CASE("Overlap: the same twice, and one after the group", "[sim][overlap]") {
  const auto simulation = run_scenario(
      lab_scenario("operations: [{ together: [{ delete: Host/h1 }, { delete: Host/h1 }, { delete: "
                   "Storage/s2 }] }, { delete: Zone/z }]"));
  CHECK(simulation->violations().empty());
  CHECK(simulation->outcome() == "done");
  CHECK(simulation->audit()->total() == 0);
  const auto second = passes_of(*simulation, 1);
  REQUIRE(second.size() >= 2);
  CHECK(count(*second[1], Outcome::Done) == 0);
  CHECK(second[1]->skipped_by.size() == second[1]->plan->act_count());
  CHECK(simulation->world().life(*simulation->world().find("Zone/z")) == Life::Gone);
}

TEST_CASE("Overlap: a story names the operation that changed the resource", "[sim][overlap]") {
  auto simulation = make_simulation(lab_scenario(shared_lab(kBoth)));
  const Recording recording = record(*simulation);
  const PassRun& stops = *passes_of(*simulation, 0)[1];
  REQUIRE(!stops.skipped_by.empty());
  const ActId act = stops.skipped_by.begin()->first;
  const Resource vm{*simulation->scenario().model->find_type("Vm"),
                    stops.plan->resources()[value(act)]};
  const Story story = tell_story(*simulation, {recording.events, recording.texts}, vm);
  std::vector<std::uint32_t> operations;
  for (const StoryPass& pass : story.passes) operations.push_back(pass.pass->operation);
  CHECK(std::is_sorted(operations.begin(), operations.end()));
  CHECK(std::set<std::uint32_t>(operations.begin(), operations.end()).size() == 2);
}

TEST_CASE("Overlap: what was interrupted among them cannot be resumed, what follows them can",
          "[sim][overlap]") {
  const std::string group = shared_lab(
      "operations: [{ together: [{ delete: Host/h1 }, { delete: Storage/s1 }] }, { delete: Zone/z "
      "}]\nfaults: [{ kind: fail, type: Zone, action: delete }]");
  auto cut = make_simulation(lab_scenario(group));
  const auto refused = prepare_resume(record(*cut, 60));
  REQUIRE(!refused);
  CHECK(refused.error().message.find("operations at the same time") != std::string::npos);

  auto failed = make_simulation(lab_scenario(group));
  const Recording recording = record(*failed);
  CHECK(failed->outcome() == "failed");
  auto found = prepare_resume(recording);
  REQUIRE(found);
  REQUIRE(found->point);
  CHECK(found->point->operation == 2);
  SimulationOptions options;
  options.resume = found->point;
  auto resumed = Simulation::create(std::move(found->scenario), options, std::move(found->world));
  REQUIRE(resumed);
  (*resumed)->run();
  CHECK((*resumed)->outcome() == "done");
  CHECK((*resumed)->violations().empty());
}

TEST_CASE("Overlap: real threads are refused, with the place", "[sim][overlap]") {
  SimulationOptions options;
  options.runner = RunnerKind::Threads;
  const auto refused = Simulation::create(lab_scenario(shared_lab(kBoth)), options);
  REQUIRE(!refused);
  CHECK(refused.error().message.find("need virtual time, not threads") != std::string::npos);
  CHECK(refused.error().message.find("lab_scenario.yaml:") == 0);
}

TEST_CASE("Overlap: random operations at the same time break nothing", "[sim][overlap][swarm]") {
  int skipped = 0;
  int overlapped = 0;
  for (const std::uint64_t seed : cascade::test::seeds(1, 200)) {
    Random random(seed, "overlap swarm");
    std::string text = random_text(seed, "overlap", random.chance({1, 2}));
    const std::size_t single = text.find("operations:");
    const std::string second = random.chance({1, 4}) ? "T0/1" : "T1/1";
    text.replace(single, text.find('\n', single) - single,
                 "operations: [{ together: [{ delete: " + second + " }, { delete: T0/1 }] }]");
    text += "failure: " + std::string(random.chance({1, 2}) ? "isolate" : "stop") + "\n";
    if (random.chance({1, 3})) text += "schedule: sequential\n";
    if (random.chance({1, 3})) text += "workers: 2\n";
    if (random.chance({1, 2})) text += "faults: [{ kind: fail, ratio: [1, 9] }]\n";
    if (random.chance({1, 2})) text += "retries: [{ limit: 2, backoff: 1s }]\n";
    INFO(cascade::test::repeat_with(seed) << "\n" << text);
    auto scenario = parse_scenario(text, "swarm.yaml");
    REQUIRE(scenario);
    auto simulation = make_simulation(*scenario);
    EventList list;
    simulation->add_observer(list);
    const Recording recording = record(*simulation);
    CHECK(simulation->violations() == std::vector<std::string>{});
    std::map<std::pair<RunId, std::uint32_t>, int> ends;
    for (const Event& event : list.events) {
      if (event.kind == EventKind::ActEnded) ++ends[{event.run, event.subject}];
    }
    std::uint64_t acts = 0;
    for (const auto& pass : simulation->passes()) {
      if (!pass->plan) continue;
      CHECK(pass->end.has_value());
      acts += pass->plan->act_count();
      skipped += pass->skipped_by.empty() ? 0 : 1;
    }
    CHECK(ends.size() == acts);
    for (const auto& [act, times] : ends) CHECK(times == 1);
    const auto& passes = simulation->passes();
    for (std::size_t i = 1; i < passes.size(); ++i) {
      if (!passes[i]->plan || !passes[i - 1]->plan) continue;
      overlapped += overlap(list.events, passes[i - 1]->run, passes[i]->run) ? 1 : 0;
    }
    const auto again = run_scenario(*scenario);
    CHECK(again->event_digest() == simulation->event_digest());
    CHECK(again->world().digest() == simulation->world().digest());
    const auto report = replay(recording);
    REQUIRE(report);
    CHECK(report->same());
  }
  if (cascade::test::only_seed()) return;
  // The seeds are worth something.
  CHECK(skipped > 20);
  CHECK(overlapped > 50);
}
