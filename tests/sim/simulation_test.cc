// SPDX-License-Identifier: Apache-2.0
// Whole runs of scenarios: passes and operations, outcomes and exit codes, expectations, previews,
// faults on virtual time and on threads, and an extension that the checkers catch.
#include "sim/run/simulation.h"
#include "sim/run/critical_stretches.h"

#include <catch2/catch.hpp>

#include "sim/report/preview_text.h"
#include "sim/run/preview.h"
#include "tests/support/lab.h"

namespace cascade::sim {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using test::lab_scenario;
using test::make_simulation;
using test::run_scenario;

const std::string kPlain = "operations: [{ delete: Zone/z, mode: plain }]\n";

std::uint32_t live(const Simulation& simulation, std::string_view type) {
  return simulation.world().count(*simulation.world().model().find_type(type), Life::Live);
}

std::uint32_t gone(const Simulation& simulation, std::string_view type) {
  return simulation.world().count(*simulation.world().model().find_type(type), Life::Gone);
}

std::string codes(const Simulation& simulation) {
  std::string text;
  for (const auto& pass : simulation.passes()) {
    if (!text.empty()) text += ' ';
    text += pass->action_code.substr(pass->action_code.find('.') + 1) + ":";
    text += pass->refusal ? "refused" : std::string(to_string(pass->end->outcome));
  }
  return text;
}

std::string lines(const std::vector<std::string>& list) {
  std::string text;
  for (const std::string& line : list) text += line + "\n";
  return text;
}

}  // namespace

TEST_CASE("Simulation: a permissive delete checks, deletes and cleans up", "[sim][simulation]") {
  const auto simulation = run_scenario(lab_scenario());
  CHECK(codes(*simulation) == "check:done delete:done cleanup:done");
  for (const char* type : {"Zone", "Host", "Storage", "Vm", "Nic"}) {
    INFO(type);
    CHECK(live(*simulation, type) == 0);
    CHECK(gone(*simulation, type) ==
          simulation->world().count(*simulation->world().model().find_type(type)));
  }
  CHECK(simulation->outcome() == "done");
  CHECK(simulation->verdict() == Verdict::Ok);
  CHECK(simulation->finished());
  CHECK(lines(simulation->violations()).empty());
  CHECK(simulation->world().digest() != simulation->initial_digest());
  CHECK_FALSE(simulation->step());
}

TEST_CASE("Simulation: virtual time goes on from pass to pass, queries take their share",
          "[sim][simulation]") {
  const auto simulation = run_scenario(lab_scenario());
  const auto passes = simulation->passes();
  REQUIRE(passes.size() == 3);
  CHECK(passes[0]->summary->began() == Instant{});
  for (std::size_t i = 0; i < 3; ++i) {
    const RunSummary& summary = *passes[i]->summary;
    CHECK(summary.phase2_began() - summary.began() == passes[i]->plan->query_time());
    CHECK(passes[i]->plan->query_time() >= milliseconds{2});
    if (i > 0) CHECK(summary.began() == passes[i - 1]->summary->ended());
  }
  CHECK(simulation->makespan() == passes[2]->summary->ended().time_since_epoch());
  CHECK(simulation->makespan() > seconds{8});  // eight VMs, four at a time
}

TEST_CASE("Simulation: a vetoed operation has changed nothing", "[sim][simulation]") {
  Scenario scenario = lab_scenario(
      "topology: { resources: { Zone: [z], Storage: { s: { zone: z } },"
      " Vm: { v1: { storage: s, lock: locked },"
      " v2: { storage: s }, v3: { storage: s, lock: locked } } } }\n");
  const auto simulation = run_scenario(scenario);
  CHECK(codes(*simulation) == "check:vetoed");
  CHECK(simulation->outcome() == "vetoed");
  CHECK(simulation->verdict() == Verdict::Refused);
  CHECK(simulation->world().digest() == simulation->initial_digest());
  CHECK(simulation->passes()[0]->messages.size() == 2);
  CHECK(simulation->passes()[0]->end->acts[value(Outcome::Vetoed)] == 2);
  CHECK(lines(simulation->violations()).empty());
}

TEST_CASE("Simulation: a failed pass ends everything", "[sim][simulation]") {
  Scenario scenario = lab_scenario(
      "operations: [{ delete: Host/h1 }, { delete: Zone/z }]\n"
      "faults: [{ kind: fail, resource: Host/h1 }]\n");
  const auto simulation = run_scenario(scenario);
  CHECK(codes(*simulation) == "check:done delete:failed");
  CHECK(simulation->outcome() == "failed");
  CHECK(simulation->verdict() == Verdict::ActsFailed);
  CHECK(live(*simulation, "Host") == 3);
  REQUIRE(simulation->passes()[1]->messages.size() == 1);
  CHECK(simulation->passes()[1]->messages[0].second == "fault: failed before its effect");
  CHECK(lines(simulation->violations()).empty());
}

TEST_CASE("Simulation: operations run one after the other on the same world", "[sim][simulation]") {
  const auto simulation = run_scenario(
      lab_scenario("operations: [{ delete: Host/h1 }, { delete: Zone/z, mode: plain }]\n"));
  CHECK(codes(*simulation) == "check:done delete:done cleanup:done delete:done");
  CHECK(gone(*simulation, "Host") == 1);
  CHECK(gone(*simulation, "Vm") == 0);  // its VMs were only stopped
  CHECK(live(*simulation, "Vm") == 0);
}

TEST_CASE("Simulation: a plan past the limits is a refusal", "[sim][simulation]") {
  const auto simulation = run_scenario(lab_scenario("limits: { nodes: 3 }\n"));
  CHECK(codes(*simulation) == "check:refused");
  CHECK(simulation->outcome() == "refused");
  CHECK(simulation->verdict() == Verdict::Refused);
  CHECK(simulation->passes()[0]->refusal->message.find("union") != std::string::npos);
  CHECK(simulation->makespan() == Duration::zero());
}

TEST_CASE("Simulation: names that only the world knows are checked at the start, all at once",
          "[sim][simulation]") {
  Scenario scenario = lab_scenario();
  scenario.operations[0].roots = {"Zone/z", "Host/h1", "Zone/x"};
  scenario.operations[0].position = {7, 3};
  scenario.expect.present = {{"Vm/v99", {9, 4}}};
  scenario.faults.emplace_back();
  scenario.faults[0].resource = "Nic/n99";
  scenario.faults[0].position = {8, 2};
  const auto made = Simulation::create(scenario, {});
  REQUIRE_FALSE(made);
  CHECK(made.error().message ==
        "lab_scenario.yaml:7:3: 'Host/h1' is no Zone; one operation starts at one type\n"
        "lab_scenario.yaml:7:3: the world has no resource 'Zone/x': there are 1 of type Zone\n"
        "lab_scenario.yaml:8:2: the world has no resource 'Nic/n99' (written as Type/name)\n"
        "lab_scenario.yaml:9:4: the world has no resource 'Vm/v99'");
}

TEST_CASE("Simulation: two runs of one scenario are equal to the last event", "[sim][simulation]") {
  const std::string faults =
      "faults: [{ kind: fail, ratio: [1, 9] }, { kind: slow, type: Host }]\n"
      "failure: isolate\n";
  test::EventList first;
  test::EventList second;
  const auto one = make_simulation(lab_scenario(faults));
  const auto other = make_simulation(lab_scenario(faults));
  one->add_observer(first);
  other->add_observer(second);
  // Side by side, in turn.
  bool more = true;
  while (more) {
    more = one->step();
    more = other->step() || more;
  }
  CHECK(first.events == second.events);
  CHECK(first.texts == second.texts);
  CHECK(first.events.size() == one->event_count());
  CHECK(one->event_digest() == other->event_digest());
  CHECK(one->world().digest() == other->world().digest());
  const auto third = run_scenario(lab_scenario(faults + "seed: 2\n"));
  CHECK(third->event_digest() != one->event_digest());
}

TEST_CASE("Simulation: a cancelled run awaits what is in flight and starts nothing more",
          "[sim][simulation]") {
  const auto simulation = make_simulation(lab_scenario());
  while (simulation->passes().size() < 2 || simulation->passes()[1]->summary == nullptr ||
         simulation->now() < simulation->passes()[1]->summary->began() + seconds{2}) {
    REQUIRE(simulation->step());
  }
  simulation->cancel();
  simulation->run();
  CHECK(codes(*simulation) == "check:done delete:cancelled");
  CHECK(simulation->outcome() == "cancelled");
  CHECK(simulation->verdict() == Verdict::Interrupted);
  CHECK(live(*simulation, "Zone") == 1);
  CHECK(live(*simulation, "Nic") == 0);
  CHECK(lines(simulation->violations()).empty());

  const auto early = make_simulation(lab_scenario());
  early->cancel();
  early->run();
  CHECK(early->passes().empty());
  CHECK(early->outcome() == "cancelled");
  CHECK(early->verdict() == Verdict::Interrupted);
}

TEST_CASE("Simulation: the hook comes with each pass, before its first event",
          "[sim][simulation]") {
  const auto simulation = make_simulation(lab_scenario());
  test::EventList list;
  simulation->add_observer(list);
  std::vector<std::size_t> counts;
  simulation->on_pass([&](const PassRun& pass) {
    CHECK(pass.plan != nullptr);
    CHECK(value(pass.run) == counts.size());
    CHECK(pass.pass == counts.size());
    counts.push_back(list.events.size());
  });
  simulation->run();
  REQUIRE(counts.size() == 3);
  CHECK(counts[0] == 0);
  for (const std::size_t count : counts) CHECK(list.events[count].kind == EventKind::RunBegan);
}

TEST_CASE("Simulation: a dry run takes medians and changes nothing", "[sim][simulation]") {
  SimulationOptions options;
  options.dry = true;
  const auto simulation =
      run_scenario(lab_scenario(kPlain + "faults: [{ kind: fail }]\n"), options);
  CHECK(simulation->outcome() == "done");
  CHECK(simulation->world().digest() == simulation->initial_digest());
  // NICs, then VMs of two branches four at a time, hosts and storages, the zone; and the queries.
  CHECK(simulation->makespan() > seconds{16});
  CHECK(simulation->makespan() < seconds{17});
}

TEST_CASE("Simulation: an effect that comes after its timeout still comes", "[sim][simulation]") {
  const auto simulation =
      run_scenario(lab_scenario("operations: [{ delete: Vm/v1, mode: plain }]\n"
                                "faults: [{ kind: slow, resource: Vm/v1, factor: 1000 }]\n"));
  CHECK(simulation->outcome() == "failed");
  CHECK(simulation->passes()[0]->end->acts[value(Outcome::TimedOut)] == 1);
  CHECK(simulation->makespan() < minutes{2});
  CHECK(simulation->now().time_since_epoch() > minutes{10});
  CHECK(live(*simulation, "Vm") == 7);
  CHECK(lines(simulation->violations()).empty());
}

TEST_CASE("Simulation: every kind of fault has its effect or not", "[sim][simulation]") {
  struct Case {
    const char* kind;
    Outcome outcome;
    bool effect;
  };
  for (const RunnerKind runner : {RunnerKind::Virtual, RunnerKind::Threads}) {
    for (const Case& each :
         {Case{"fail", Outcome::Failed, false}, Case{"fail_after", Outcome::Failed, true},
          Case{"hang", Outcome::TimedOut, false}, Case{"lose_answer", Outcome::TimedOut, true}}) {
      INFO(each.kind << (runner == RunnerKind::Threads ? " on threads" : ""));
      SimulationOptions options;
      options.runner = runner;
      const auto simulation = run_scenario(
          lab_scenario("operations: [{ delete: Vm/v1, mode: plain }]\nfaults: [{ kind: " +
                       std::string(each.kind) + ", resource: Vm/v1 }]\n"),
          options);
      CHECK(simulation->passes()[0]->end->acts[value(each.outcome)] == 1);
      CHECK(live(*simulation, "Vm") == (each.effect ? 7 : 8));
      CHECK(lines(simulation->violations()).empty());
    }
  }
}

TEST_CASE("Simulation: threads reach the world that virtual time reaches",
          "[sim][simulation][threads]") {
  const std::string more = test::lab_topology(4, 60) + "failure: isolate\n" +
                           "faults: [{ kind: fail, ratio: [1, 12] }]\n";
  const auto expected = run_scenario(lab_scenario(more));
  CHECK(expected->outcome() == "failed");
  for (const unsigned threads : {1U, 2U, 4U}) {
    SimulationOptions options;
    options.runner = RunnerKind::Threads;
    options.threads = threads;
    const auto simulation = run_scenario(lab_scenario(more), options);
    CHECK(simulation->world().digest() == expected->world().digest());
    CHECK(lines(simulation->violations()).empty());
  }
}

namespace {

/// A third party's replacement of what happens to VMs: does what it should and one thing more.
class Meddler final : public BranchExtension {
 public:
  Meddler(World& world, std::string type) : world_(world), type_(std::move(type)) {}
  [[nodiscard]] const std::string& resource_type() const override { return type_; }
  [[nodiscard]] bool takes(const CascadeAction& action) const override {
    return action.action_code == "lab.delete";
  }
  void cascade(const Act& act, Completion done) override {
    const Resource own{act.node().type, act.resource};
    if (world_.life(own) == Life::Live) world_.set_life(own, Life::Deleted);
    if (act.resource == 3) world_.set_state(*world_.find("Host/h3"), 1);
    done(ActResult::done());
  }

 private:
  World& world_;
  std::string type_;
};

}  // namespace

TEST_CASE("Simulation: a deliberately broken extension is caught, with the way to see it again",
          "[sim][simulation]") {
  SimulationOptions options;
  options.extend = [](World& world, TypeGraphBuilder& builder) {
    builder.add_branch(std::make_unique<Meddler>(world, "Vm"), "test");
  };
  const auto simulation =
      run_scenario(lab_scenario("operations: [{ delete: Storage/s1 }]\nseed: 9\n"), options);
  CHECK(simulation->verdict() == Verdict::InvariantBroken);
  REQUIRE_FALSE(simulation->violations().empty());
  const std::string& line = simulation->violations()[0];
  INFO(line);
  CHECK(line.find("changes state of Host/h3, which it did not declare") != std::string::npos);
  CHECK(line.find("(destroy Vm/v4)") != std::string::npos);
  CHECK(line.find("seed 9; repeat with: cascade run lab_scenario.yaml --seed 9 --merge per_path "
                  "--schedule by_resource --failure stop)") != std::string::npos);

  options.checkers = false;
  const auto blind =
      run_scenario(lab_scenario("operations: [{ delete: Storage/s1 }]\nseed: 9\n"), options);
  CHECK(blind->violations().empty());
}

TEST_CASE("Simulation: expectations that hold are met", "[sim][expectations]") {
  const auto simulation = run_scenario(lab_scenario(kPlain + R"(
expect:
  outcome: done
  counts: { Zone: 0, Host: { live: 0, deleted: 3, gone: 0, Up: 0 }, Vm: [0, 0] }
  states: { Host/h1: deleted }
  absent: [Zone/z, Vm/v1]
  order: [[Vm/v1, Host/h2], [Host/h2, Zone/z]]
  steps: [Vm->Nic, Host->Vm, Zone->Host, Vm->Nic, Storage->Vm, Zone->Storage, Zone->Zone]
  contradictions: 0
  dropped_contexts: 0
  cycle_links: 0
  audit: 0
  makespan: 10m
)"));
  CHECK(lines(simulation->unmet_expectations()).empty());
  CHECK(simulation->verdict() == Verdict::Ok);
}

TEST_CASE("Simulation: each unmet expectation is one line: where, what, and what is",
          "[sim][expectations]") {
  const auto simulation = run_scenario(lab_scenario(kPlain + R"(
expect:
  outcome: failed
  counts: { Zone: 1, Host: { deleted: [1, 2] } }
  states: { Host/h1: Up }
  present: [Zone/z]
  absent: [Vm/v1]
  order: [[Zone/z, Host/h2]]
  steps: [Vm->Nic, Zone->Host]
  contradictions: 1
  dropped_contexts: 2
  cycle_links: 3
  audit: 5
  makespan: 1s
  world_digest: 0123456789abcdef
  event_digest: 0123456789abcdef
)"));
  const std::string file = "lab_scenario.yaml:";
  std::string text = lines(simulation->unmet_expectations());
  for (const std::string& line :
       {file + "5:3: expected the outcome 'failed', it was 'done'\n",
        file + "6:19: expected 1 live Zone, found 0\n",
        file + "6:39: expected 1 to 2 deleted Host, found 3\n",
        file + "7:22: expected Host/h1 to be Up, it is deleted\n",
        file + "8:13: expected Zone/z to be live, it is deleted\n",
        file +
            "10:11: expected an act of Zone/z to end before the last of Host/h2 starts, it ended "
            "later\n",
        file + "11:20: expected step 2 to be Zone->Host, it is Host->Vm\n",
        file + "12:3: expected 1 contradictions, found 0\n",
        file + "13:3: expected 2 dropped contexts, found 0\n",
        file + "14:3: expected 3 cycle links, found 0\n",
        file + "15:3: expected 5 findings of the audit, found 0\n"}) {
    INFO(line << "in\n" << text);
    const std::size_t at = text.find(line);
    REQUIRE(at != std::string::npos);
    text.erase(at, line.size());
  }
  CHECK(text.find("expected a makespan of at most 1s, it was ") != std::string::npos);
  CHECK(text.find("expected the world digest 0123456789abcdef, it is ") != std::string::npos);
  CHECK(text.find("expected the event digest 0123456789abcdef, it is ") != std::string::npos);
  CHECK(std::count(text.begin(), text.end(), '\n') == 3);
  CHECK(simulation->verdict() == Verdict::ExpectationNotMet);
}

TEST_CASE("Simulation: order that no pass shows and steps that are too few or too many",
          "[sim][expectations]") {
  const auto unmet = [](const std::string& expect) {
    return lines(run_scenario(lab_scenario("operations: [{ delete: Host/h1, mode: plain }]\n"
                                           "expect: " +
                                           expect + "\n"))
                     ->unmet_expectations());
  };
  CHECK(
      unmet("{ order: [[Host/h2, Host/h1]] }") ==
      "lab_scenario.yaml:3:19: expected Host/h2 to act before Host/h1, but in no pass did both of "
      "them act\n");
  CHECK(unmet("{ steps: [Host->Vm, Host->Host] }").empty());
  CHECK(unmet("{ steps: [Host->Vm] }") ==
        "lab_scenario.yaml:3:19: expected 1 steps, there are 2: the next is Host->Host\n");
  CHECK(unmet("{ steps: [Host->Vm, Host->Host, Zone->Host] }") ==
        "lab_scenario.yaml:3:41: expected step 3 to be Zone->Host, there are only 2 steps\n");
}

TEST_CASE("Simulation: the exit code follows from outcome and expectations", "[sim][simulation]") {
  const std::string fail = kPlain + "faults: [{ kind: fail, resource: Host/h1 }]\n";
  const auto verdict = [](const std::string& rest) {
    return run_scenario(lab_scenario(rest))->verdict();
  };
  CHECK(verdict(kPlain) == Verdict::Ok);
  CHECK(verdict(fail) == Verdict::ActsFailed);
  CHECK(verdict(fail + "expect: { outcome: failed }\n") == Verdict::Ok);
  CHECK(verdict(fail + "expect: { outcome: done }\n") == Verdict::ExpectationNotMet);
  CHECK(verdict(fail + "expect: { present: [Host/h1] }\n") == Verdict::ActsFailed);
  CHECK(verdict(fail + "expect: { absent: [Host/h1] }\n") == Verdict::ExpectationNotMet);
  CHECK(verdict("limits: { nodes: 3 }\nexpect: { outcome: refused }\n") == Verdict::Ok);
}

TEST_CASE("Preview: counts, vetoes, time and critical path, and nothing is touched",
          "[sim][preview]") {
  const Scenario scenario = lab_scenario(
      "topology: { resources: { Zone: [z], Host: { h: { zone: z } }, Storage: { s: { zone: z } },"
      " Vm: { v1: { host: h, storage: s, lock: locked }, v2: { storage: s, state: Stopped },"
      " v3: { host: h, storage: s } } } }\n"
      "operations: [{ delete: Zone/z }]\n"
      "faults: [{ kind: hang }]\n");
  auto world = generate_world(scenario.model, scenario.topology, scenario.seed);
  REQUIRE(world);
  const std::uint64_t before = (*world)->digest();
  const auto preview = make_preview(scenario, **world);
  REQUIRE(preview);
  CHECK((*world)->digest() == before);
  REQUIRE(preview->operations.size() == 1);

  const auto counts = [&](const Preview::OperationPreview& operation) {
    std::string text;
    for (const auto& count : operation.counts) {
      text += scenario.model->type(count.type).name + " " + count.state + " " + count.reaction +
              " " + std::to_string(count.resources) + "\n";
    }
    return text;
  };
  const auto& zone = preview->operations[0];
  CHECK(zone.operation == "permissive");
  CHECK(zone.roots == std::vector<std::string>{"Zone/z"});
  CHECK(counts(zone) ==
        "Host Up delete 1\nStorage  delete 1\nVm Running destroy 2\nVm Stopped destroy 1\n"
        "Zone  delete 1\n");
  REQUIRE(zone.vetoes.size() == 2);  // asked for through the host and through the storage
  CHECK((*world)->name(zone.vetoes[0].first) == "Vm/v1");
  CHECK_FALSE(zone.vetoes[0].second.empty());
  // At the medians: a VM, its host or storage (each VM is asked twice, one after the other), zone.
  CHECK(zone.predicted > seconds{8});
  CHECK(zone.predicted < seconds{9});
  REQUIRE(zone.critical_path.size() >= 3);
  const CriticalLine last = in_words(zone.critical_path.back(), *zone.plan, **world);
  CHECK(last.reaction == "delete");
  CHECK(last.what == "Zone/z");
  CHECK(last.path == "Zone");
  CHECK(zone.predicted == zone.plan->query_time() + critical_time(zone.critical_path));
  CHECK(confirmation(zone, *scenario.model) ==
        "delete 1 Host, 1 Storage and 1 Zone, destroy 3 Vm: 6 of 6 resources");
}

TEST_CASE("Preview: each operation begins in the world that those before it leave",
          "[sim][preview]") {
  const std::string world =
      "topology: { resources: { Zone: [z], Host: { h: { zone: z } }, Storage: { s: { zone: z } },"
      " Vm: { v1: { host: h, storage: s, lock: locked }, v2: { storage: s, state: Stopped },"
      " v3: { host: h, storage: s } } } }\n";
  const auto previewed = [&](const std::string& operations) {
    const Scenario scenario = lab_scenario(world + "operations: [" + operations + "]\n");
    auto preview = make_preview(scenario);
    REQUIRE(preview);
    std::string text;
    for (const auto& operation : preview->operations) {
      if (operation.refusal) text += operation.refusal->message;
      for (const auto& count : operation.counts) {
        text += scenario.model->type(count.type).name + " " + count.state + " " + count.reaction +
                " " + std::to_string(count.resources) + ", ";
      }
      text += std::to_string(operation.vetoes.size()) + " vetoes\n";
    }
    return text;
  };
  const std::string host = "{ delete: Host/h, mode: plain }";
  CHECK(previewed(host + ", { delete: Storage/s, mode: plain }") ==
        "Host Up delete 1, Vm Running stop 2, 0 vetoes\n"
        "Storage  delete 1, Vm Stopped destroy 3, 0 vetoes\n");
  // The same again: nothing is left to do.
  CHECK(previewed(host + ", " + host) ==
        "Host Up delete 1, Vm Running stop 2, 0 vetoes\n0 vetoes\n");
  CHECK(previewed("{ delete: Zone/z }, " + host) ==
        "Host Up delete 1, Storage  delete 1, Vm Running destroy 2, Vm Stopped destroy 1, "
        "Zone  delete 1, 2 vetoes\n"
        "it would not begin, since operation 1 before it would end vetoed0 vetoes\n");
}

TEST_CASE("Preview: predicts what a dry run of the same pass takes", "[sim][preview]") {
  for (const char* schedule : {"sequential", "by_step", "by_resource"}) {
    const Scenario scenario =
        lab_scenario(kPlain + "workers: 3\nschedule: " + std::string(schedule) + "\n");
    const auto preview = make_preview(scenario);
    REQUIRE(preview);
    SimulationOptions options;
    options.dry = true;
    const Preview::OperationPreview& operation = preview->operations[0];
    CHECK(operation.predicted == run_scenario(scenario, options)->makespan());
    // The other schedules are predicted as if the scenario had asked for them.
    REQUIRE(operation.predictions.size() == 3);
    for (const auto& prediction : operation.predictions) {
      Scenario other = scenario;
      other.schedule = prediction.schedule;
      CHECK(prediction.time == run_scenario(other, options)->makespan());
    }
  }
}

TEST_CASE("Preview: a plan that is refused says why", "[sim][preview]") {
  const auto preview = make_preview(lab_scenario("limits: { nodes: 3 }\n"));
  REQUIRE(preview);
  REQUIRE(preview->operations[0].refusal);
  CHECK(preview->operations[0].refusal->kind == ErrorKind::Limit);
  CHECK(preview->operations[0].counts.empty());
}

}  // namespace cascade::sim
