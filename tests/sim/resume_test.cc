// SPDX-License-Identifier: Apache-2.0
// Resuming: after the repair a run that failed, hung or was cancelled ends in the world of a run
// without faults, whatever the schedule; what had ended is not done again.
#include "sim/recording/resume.h"

#include <catch2/catch.hpp>

#include <string>

#include "sim/recording/replay.h"
#include "sim/run/audit.h"
#include "sim/scenario/scenario_reader.h"
#include "tests/support/lab.h"
#include "tests/support/repeat.h"

namespace cascade::sim {
namespace {

using test::lab_scenario;
using test::make_simulation;
using test::run_scenario;
using test::violations_of;

/// Goes on to the end.
std::unique_ptr<Simulation> go_on(const Recording& recording, const ResumeChoice& choice = {}) {
  Result<Resumption> found = prepare_resume(recording, choice);
  if (!found) FAIL(found.error().message);
  REQUIRE(found->point);
  SimulationOptions options;
  options.resume = found->point;
  auto made = Simulation::create(std::move(found->scenario), options, std::move(found->world));
  if (!made) FAIL(made.error().message);
  (*made)->run();
  return *std::move(made);
}

constexpr std::array kKinds{"fail", "fail_after", "hang", "slow", "lose_answer"};
constexpr std::array kPolicies{"stop", "isolate"};
constexpr std::array kSchedules{"sequential", "by_step", "by_resource"};

std::string pick(std::uint64_t seed) {
  Random random(seed, "policies");
  const auto of = [&](const auto& list) {
    return std::string(
        list[static_cast<std::size_t>(random.between(0, static_cast<int>(list.size()) - 1))]);
  };
  const std::string kind = of(kKinds);
  return "failure: " + of(kPolicies) + "\nschedule: " + of(kSchedules) +
         "\nfaults: [{ kind: " + kind + ", ratio: [1, " + std::to_string(random.between(2, 8)) +
         "]" + (kind == "slow" ? ", factor: 100000" : "") + " }]\n";
}

}  // namespace

TEST_CASE("Resume: ends in the world of a run without faults", "[sim][resume]") {
  const std::uint64_t whole = run_scenario(lab_scenario(""))->world().digest();
  int resumed = 0;
  for (const std::uint64_t seed : cascade::test::seeds(1, 120)) {
    const std::string text = pick(seed) + "seed: " + std::to_string(seed) + "\n";
    const auto failed = make_simulation(lab_scenario(text));
    const Recording recording = test::record(*failed);
    if (failed->outcome() == "done") continue;
    ++resumed;
    const auto simulation = go_on(recording);
    INFO(cascade::test::repeat_with(seed) << "\n" << text << violations_of(*simulation));
    CHECK(simulation->outcome() == "done");
    CHECK(simulation->violations().empty());
    CHECK(simulation->audit()->total() == 0);
    CHECK(simulation->world().digest() == whole);
  }
  if (!cascade::test::only_seed()) CHECK(resumed > 60);
}

TEST_CASE("Resume: random clouds end as without faults", "[sim][resume]") {
  int resumed = 0;
  for (const std::uint64_t seed : cascade::test::seeds(1, 150)) {
    const std::string text = test::random_text(seed, "resume", false);
    auto clean = parse_scenario(text, "random.yaml");
    auto faulty = parse_scenario(text + pick(seed), "random.yaml");
    REQUIRE((clean && faulty));
    const auto failed = make_simulation(*std::move(faulty));
    const Recording recording = test::record(*failed);
    if (failed->outcome() == "done" || failed->outcome() == "refused") continue;
    ++resumed;
    const auto whole = run_scenario(*std::move(clean));
    const auto simulation = go_on(recording);
    INFO(cascade::test::repeat_with(seed) << "\n"
                                          << text << pick(seed) << violations_of(*simulation));
    CHECK(simulation->outcome() == whole->outcome());
    CHECK(simulation->violations().empty());
    CHECK(simulation->world().digest() == whole->world().digest());
  }
  if (!cascade::test::only_seed()) CHECK(resumed > 40);
}

TEST_CASE("Resume: failures that the model ignored are done after the repair", "[sim][resume]") {
  const std::string cloud =
      "model: zstack\ntopology: { preset: tiny, accounts: 1 }\n"
      "operations: [{ delete: Account/1, mode: account }]\n";
  const auto read = [](const std::string& text) {
    auto scenario = parse_scenario(text, "test.yaml");
    if (!scenario) FAIL(scenario.error().message);
    return *std::move(scenario);
  };
  const auto whole = run_scenario(read(cloud));
  const auto failed = make_simulation(
      read(cloud + "failure: isolate\n"
                   "faults: [{ kind: fail, type: VmInstance, action: discard, ratio: [1, 2] }]\n"));
  const Recording recording = test::record(*failed);
  CHECK(failed->outcome() == "done");
  REQUIRE(failed->world().digest() != whole->world().digest());
  const auto simulation = go_on(recording);
  INFO(violations_of(*simulation));
  CHECK(simulation->outcome() == "done");
  CHECK(simulation->violations().empty());
  CHECK(simulation->world().digest() == whole->world().digest());
  // Of what all was done, nothing is left.
  const auto again = prepare_resume(test::record(*make_simulation(read(cloud))));
  REQUIRE(again);
  CHECK(again->point == nullptr);
}

TEST_CASE("Resume: a cancelled run goes on wherever it was", "[sim][resume]") {
  const std::uint64_t whole = run_scenario(lab_scenario(""))->world().digest();
  for (int stop = 0; stop < 70; stop += 3) {
    const auto cancelled = make_simulation(lab_scenario("workers: 3\n"));
    const Recording recording = test::record(*cancelled, stop);
    const auto simulation = go_on(recording);
    INFO("cancelled after " << stop << "\n" << violations_of(*simulation));
    CHECK(simulation->outcome() == "done");
    CHECK(simulation->violations().empty());
    CHECK(simulation->world().digest() == whole);
  }
}

TEST_CASE("Resume: what had ended is not performed again", "[sim][resume]") {
  const auto failed = make_simulation(lab_scenario(
      "failure: isolate\nfaults: [{ kind: fail, resource: Nic/n1, action: delete }]\n"));
  const Recording recording = test::record(*failed);
  const Result<Resumption> found = prepare_resume(recording);
  REQUIRE(found);
  // The NIC, its VM by host and by storage, the host, the storage, the zone.
  CHECK(found->unfinished < found->settled);
  CHECK(found->point->pass == 1);
  class Writes final : public WorldWatcher {
   public:
    void on_change(Resource resource, WorldChange /*what*/, Life /*next*/) override {
      if (first.type == kNoType) first = resource;
    }
    Resource first{kNoType, 0};
  };
  SimulationOptions options;
  options.resume = found->point;
  auto made = Simulation::create(found->scenario, options, found->world->clone());
  REQUIRE(made);
  Writes writes;
  (*made)->world().add_watcher(writes);
  (*made)->run();
  CHECK((*made)->world().name(writes.first) == "Nic/n1");
  (*made)->world().remove_watcher(writes);
}

TEST_CASE("Resume: after force the rest is done, and what stays different is in the audit",
          "[sim][resume]") {
  const auto whole = run_scenario(lab_scenario(""));
  int resumed = 0;
  for (const std::uint64_t seed : cascade::test::seeds(1, 60)) {
    Random random(seed, "force");
    const std::string kind = kKinds[random.below(kKinds.size())];
    const std::string text = "failure: force\nfaults: [{ kind: " + kind + ", ratio: [1, 6]" +
                             (kind == "slow" ? ", factor: 100000" : "") +
                             " }]\nseed: " + std::to_string(seed) + "\n";
    const auto failed = make_simulation(lab_scenario(text));
    const Recording recording = test::record(*failed);
    if (failed->outcome() == "done") continue;
    ++resumed;
    const auto simulation = go_on(recording);
    INFO(cascade::test::repeat_with(seed) << "\n" << text << violations_of(*simulation));
    CHECK(simulation->outcome() == "done");
    CHECK(simulation->violations().empty());
    const bool equal = simulation->world().digest() == whole->world().digest();
    CHECK((equal || simulation->audit()->total() > 0));
  }
  if (!cascade::test::only_seed()) CHECK(resumed > 20);
}

TEST_CASE("Resume: a recording whose writer was killed goes on from its last event",
          "[sim][resume]") {
  const std::uint64_t whole = run_scenario(lab_scenario(""))->world().digest();
  const auto complete = make_simulation(lab_scenario("workers: 2\n"));
  const Recording all = test::record(*complete);
  for (std::size_t kept = 1; kept < all.events.size(); kept += 17) {
    Recording recording = all;
    recording.events.resize(kept);
    std::erase_if(recording.texts, [&](const auto& text) { return text.first >= kept; });
    recording.end.reset();
    const auto simulation = go_on(recording);
    INFO(kept << " events\n" << violations_of(*simulation));
    CHECK(simulation->outcome() == "done");
    CHECK(simulation->violations().empty());
    CHECK(simulation->world().digest() == whole);
  }
}

TEST_CASE("Resume: a resumed run is recorded, replayed and resumed again", "[sim][resume]") {
  const std::uint64_t whole = run_scenario(lab_scenario(""))->world().digest();
  const std::string text = "faults: [{ kind: fail, resource: Nic/n1, action: delete }]\n";
  const auto failed = make_simulation(lab_scenario(text));
  const Recording first = test::record(*failed);
  const ResumeChoice again{{{"failure", "isolate"}}, true, {}};
  Result<Resumption> found = prepare_resume(first, again);
  REQUIRE(found);
  SimulationOptions options;
  options.resume = found->point;
  const auto second_run =
      Simulation::create(std::move(found->scenario), options, std::move(found->world));
  REQUIRE(second_run);
  Recording second = test::record(**second_run);
  const auto image = recording_image(first);
  REQUIRE(image);
  second.header.overrides = again.settings;
  second.header.resumed = std::make_shared<const ResumedFrom>(ResumedFrom{*image, 1, true});
  CHECK((*second_run)->outcome() == "failed");

  // Through a file and back.
  const auto second_image = recording_image(second);
  REQUIRE(second_image);
  const auto read = parse_recording(*second_image, "second");
  if (!read) FAIL(read.error().message);
  REQUIRE(read->header.resumed);
  CHECK(read->header.resumed->image == *image);
  CHECK(read->header.resumed->settings == 1);
  CHECK(read->header.resumed->keep_faults);
  const auto report = replay(*read);
  if (!report) FAIL(report.error().message);
  CHECK(report->same());
  const auto third = go_on(*read);
  INFO(violations_of(*third));
  CHECK(third->outcome() == "done");
  CHECK(third->violations().empty());
  CHECK(third->world().digest() == whole);
}

TEST_CASE("Resume: of a finished run nothing is left", "[sim][resume]") {
  const auto simulation = make_simulation(lab_scenario(""));
  const Result<Resumption> found = prepare_resume(test::record(*simulation));
  REQUIRE(found);
  CHECK_FALSE(found->point);
}

TEST_CASE("Resume: faults that are kept strike again, and only some keys can be replaced",
          "[sim][resume]") {
  const auto failed =
      make_simulation(lab_scenario("faults: [{ kind: fail, resource: Nic/n1, action: delete }]\n"));
  const Recording recording = test::record(*failed);
  CHECK(go_on(recording, {{}, true, {}})->outcome() == "failed");
  CHECK(go_on(recording, {{{"failure", "isolate"}}, false, {}})->outcome() == "done");
  const Result<Resumption> refused = prepare_resume(recording, {{{"merge", "union"}}, false, {}});
  REQUIRE_FALSE(refused);
  CHECK_THAT(refused.error().message, Catch::StartsWith("--set merge: "));
}

}  // namespace cascade::sim
