// SPDX-License-Identifier: Apache-2.0
// Properties over random clouds: type graphs that are deep, dense, cyclic and full of diamonds,
// with worlds to match, and small ZStack clouds. A failing one names its seed and the command that
// repeats it.
#include <catch2/catch.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/reader/model_reader.h"
#include "sim/recording/replay.h"
#include "sim/run/simulation.h"
#include "sim/scenario/scenario_reader.h"
#include "sim/world/topology.h"
#include "tests/support/lab.h"
#include "tests/support/repeat.h"

namespace cascade::sim {
namespace {

constexpr std::array kSchedules{Schedule::Sequential, Schedule::ByStep, Schedule::ByResource};
constexpr std::array kMerges{Merge::PerPath, Merge::Union, Merge::FirstWins};

using OverrideList = std::vector<std::pair<std::string, std::string>>;

Scenario random_scenario(std::uint64_t seed) {
  auto scenario = parse_scenario(test::random_text(seed, "property", true), "random.yaml");
  if (!scenario) FAIL(scenario.error().message);
  return *std::move(scenario);
}

/// A few clusters of ZStack's cloud, and one of its operations.
Scenario zstack_scenario(std::uint64_t seed, const std::shared_ptr<const Model>& zstack) {
  Random random(seed, "property");
  Scenario scenario;
  scenario.name = "zstack";
  scenario.file = "zstack " + std::to_string(seed);
  scenario.model = zstack;
  scenario.topology.preset = "tiny";
  const auto set = [&](std::string_view name, std::int64_t min, std::int64_t max) {
    scenario.topology.numbers.emplace_back(name, random.between(min, max));
    return scenario.topology.numbers.back().second;
  };
  const std::int64_t clusters = set("clusters_per_zone", 1, 3);
  set("hosts_per_cluster", 1, 3);
  set("vms_per_host", 1, 4);
  set("vms_stopped_percent", 0, 50);
  set("nics_per_vm", 1, 2);
  const std::int64_t sharing = set("clusters_per_storage", 1, 2);
  scenario.seed = seed;
  scenario.nodes_max = 20'000;
  const std::vector<std::string> roots{"Zone/1",           "Cluster/1",          "Host/1",
                                       "PrimaryStorage/1", "L2Network/1",        "L3Network/1",
                                       "IpRange/1",        "InstanceOffering/1", "VmInstance/1"};
  Operation operation;
  operation.operation = random.chance({1, 3}) ? "enforcing" : "permissive";
  operation.roots = {roots[random.below(roots.size())]};
  if (operation.roots.front() == "PrimaryStorage/1") {
    for (std::int64_t i = 1; i <= std::min(clusters, sharing); ++i) {
      scenario.operations.push_back(
          {"detach_storage", operation.roots, "Cluster/" + std::to_string(i), false, {}});
    }
  }
  scenario.operations.push_back(operation);
  return scenario;
}

std::shared_ptr<const Model> zstack() {
  const auto model = load_model("zstack", "");
  if (!model) FAIL(model.error().message);
  return *model;
}

struct Ending {
  std::uint64_t world = 0;
  std::uint64_t events = 0;
  bool refused = false;
  bool cycles = false;
  bool contradicts = false;                                        ///< Or nobody knows.
  std::vector<std::array<std::uint64_t, kOutcomeCount>> outcomes;  ///< By pass.
};

Ending run(const Scenario& scenario, const SimulationOptions& options = {}) {
  const auto simulation = test::run_scenario(scenario, options);
  for (const std::string& violation : simulation->violations()) {
    CAPTURE(violation);
    FAIL_CHECK("an invariant is broken");
  }
  CHECK(simulation->finished());
  Ending result;
  result.world = simulation->world().digest();
  result.events = simulation->event_digest();
  for (const auto& pass : simulation->passes()) {
    if (pass->refusal) {
      INFO(pass->refusal->message);
      CHECK(pass->refusal->kind != ErrorKind::System);
      result.refused = true;
      break;
    }
    REQUIRE(pass->end);
    result.outcomes.push_back(pass->end->acts);
    result.cycles = result.cycles || !pass->plan->cycle_links().empty();
    result.contradicts = result.contradicts || pass->plan->contradiction_count() > 0 ||
                         pass->plan->unchecked_pairs() > 0;
  }
  return result;
}

/// Every schedule and number of workers; `options` for the runs beside the first.
void check_schedules(Scenario scenario, const SimulationOptions& options = {}) {
  std::optional<Ending> first;
  for (const Schedule schedule : kSchedules) {
    for (const std::uint32_t workers : {kUnlimited, 1U, 2U, 8U}) {
      scenario.schedule = schedule;
      scenario.workers = workers;
      INFO(scenario.file << ", merge " << static_cast<int>(scenario.merge) << ", schedule "
                         << static_cast<int>(schedule) << ", workers " << workers);
      const Ending result = run(scenario, options);
      if (!first) first = result;
      CHECK(result.world == first->world);
      CHECK(result.outcomes == first->outcomes);
      if (result.refused) return;
    }
  }
}

template <class Make>
void for_seeds(std::uint64_t count, Make&& check) {
  for (const std::uint64_t seed : cascade::test::seeds(1, count)) {
    INFO(cascade::test::repeat_with(seed));
    check(seed);
  }
}

}  // namespace

TEST_CASE("Property: from one plan every schedule and any workers reach the same world",
          "[sim][property]") {
  for_seeds(150, [](std::uint64_t seed) {
    Scenario scenario = random_scenario(seed);
    scenario.merge = kMerges[seed % kMerges.size()];
    check_schedules(scenario);
  });
}

TEST_CASE("Property: which acts a failure blocks does not depend on the schedule",
          "[sim][property]") {
  for_seeds(100, [](std::uint64_t seed) {
    Scenario scenario = random_scenario(seed);
    scenario.merge = kMerges[seed % kMerges.size()];
    scenario.failure = seed % 4 == 0 ? FailurePolicy::Force : FailurePolicy::Isolate;
    for (const Fault::Kind kind : {Fault::Kind::FailBefore, Fault::Kind::FailAfter,
                                   Fault::Kind::Hang, Fault::Kind::LoseAnswer}) {
      scenario.faults.emplace_back();
      scenario.faults.back().kind = kind;
      scenario.faults.back().ratio = Ratio{1, 20};
    }
    check_schedules(scenario);
  });
}

TEST_CASE("Property: per_path and union reach the same world where nothing contradicts",
          "[sim][property]") {
  std::uint64_t compared = 0;
  for_seeds(200, [&](std::uint64_t seed) {
    Scenario scenario = random_scenario(seed);
    scenario.schedule = kSchedules[seed % kSchedules.size()];
    const Ending per_path = run(scenario);
    scenario.merge = Merge::Union;
    const Ending united = run(scenario);
    CHECK_FALSE(united.refused);
    if (per_path.refused || per_path.cycles || united.cycles) return;
    if (per_path.contradicts || united.contradicts) return;
    ++compared;
    INFO(scenario.model->text);
    CHECK(per_path.world == united.world);
  });
  if (!cascade::test::only_seed()) CHECK(compared >= 40);
}

TEST_CASE("Property: replaying a recording gives the same events and world", "[sim][property]") {
  for_seeds(60, [](std::uint64_t seed) {
    const char* const faults[] = {"fail", "fail_after", "hang", "lose_answer"};
    const OverrideList overrides{
        {"merge", seed % 2 == 0 ? "union" : "per_path"},
        {"schedule", seed % 3 == 0 ? "by_step" : "by_resource"},
        {"failure", seed % 5 == 0 ? "force" : "isolate"},
        {"faults", "[{ kind: " + std::string(faults[seed % 4]) + ", ratio: [1, 10] }]"}};
    auto scenario =
        parse_scenario(test::random_text(seed, "property", true), "random.yaml", overrides);
    REQUIRE(scenario);
    const auto simulation = test::make_simulation(*std::move(scenario));
    Recording recording = test::record(*simulation);
    recording.header.overrides = overrides;
    const auto report = replay(recording);
    if (!report) FAIL(report.error().message);
    if (report->first_difference) {
      INFO(report->first_difference->recorded << " / " << report->first_difference->replayed);
      CHECK(report->first_difference->position == recording.events.size());
    }
    CHECK(report->same());
  });
}

TEST_CASE("Property: two runs of one seed are equal to the last event", "[sim][property]") {
  for_seeds(60, [](std::uint64_t seed) {
    Scenario scenario = random_scenario(seed);
    scenario.merge = kMerges[seed % kMerges.size()];
    scenario.schedule = kSchedules[seed / 3 % kSchedules.size()];
    if (seed % 2 == 0) {
      scenario.failure = FailurePolicy::Isolate;
      scenario.faults.emplace_back();
      scenario.faults.back().kind = Fault::Kind::LoseAnswer;
      scenario.faults.back().ratio = Ratio{1, 10};
    }
    const Ending one = run(scenario);
    const Ending other = run(scenario);
    CHECK(one.events == other.events);
    CHECK(one.world == other.world);
  });
}

TEST_CASE("Property: clouds of ZStack end in one world under every schedule",
          "[sim][property][slow]") {
  const auto model = zstack();
  for_seeds(40, [&](std::uint64_t seed) {
    Scenario scenario = zstack_scenario(seed, model);
    scenario.merge = seed % 3 == 0 ? Merge::Union : Merge::PerPath;
    if (seed % 5 == 0) {
      scenario.failure = FailurePolicy::Isolate;
      scenario.faults.emplace_back();
      scenario.faults.back().ratio = Ratio{1, 30};
    }
    check_schedules(scenario);
  });
}

TEST_CASE("Property: clouds of ZStack end in one world under per_path and union",
          "[sim][property][slow]") {
  const auto model = zstack();
  std::uint64_t compared = 0;
  for_seeds(40, [&](std::uint64_t seed) {
    Scenario scenario = zstack_scenario(seed, model);
    const Ending per_path = run(scenario);
    scenario.merge = Merge::Union;
    const Ending united = run(scenario);
    CHECK_FALSE(united.refused);
    if (per_path.refused || per_path.cycles || united.cycles) return;
    if (per_path.contradicts || united.contradicts) return;
    ++compared;
    CHECK(per_path.world == united.world);
  });
  WARN(compared << " of 40 clouds compared");
}

TEST_CASE("Property: real threads end in the world that virtual time ends in",
          "[sim][property][threads]") {
  const auto model = zstack();
  for_seeds(30, [&](std::uint64_t seed) {
    Scenario scenario = seed % 3 == 0 ? zstack_scenario(seed, model) : random_scenario(seed);
    scenario.merge = seed % 2 == 0 ? Merge::Union : Merge::PerPath;
    scenario.schedule = kSchedules[seed % kSchedules.size()];
    scenario.failure = FailurePolicy::Isolate;
    scenario.faults.emplace_back();
    scenario.faults.back().ratio = Ratio{1, 25};
    const Ending expected = run(scenario);
    SimulationOptions options;
    options.runner = RunnerKind::Threads;
    options.threads = 3;
    const Ending found = run(scenario, options);
    CHECK(found.world == expected.world);
    CHECK(found.outcomes == expected.outcomes);
  });
}

}  // namespace cascade::sim
