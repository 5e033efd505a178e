// SPDX-License-Identifier: Apache-2.0
// Stories of resources: every way into the plan, every act with its times, and for what did not
// happen the chain down to the first cause.
#include "sim/report/story.h"

#include <catch2/catch.hpp>

#include "sim/report/report.h"
#include "sim/report/story_text.h"
#include "sim/scenario/scenario_reader.h"
#include "tests/support/lab.h"

namespace cascade::sim {
namespace {

using test::lab_scenario;
using test::make_simulation;

/// A run that was recorded, with what it said.
struct Told {
  explicit Told(const std::string& rest, int stop_after = -1)
      : Told(lab_scenario(rest), stop_after) {}
  explicit Told(Scenario scenario, int stop_after = -1)
      : simulation(make_simulation(std::move(scenario))),
        recording(test::record(*simulation, stop_after)) {}

  [[nodiscard]] Story story(std::string_view name, std::size_t ways_max = 20) const {
    const Result<Resource> resource = find_resource(simulation->world(), name);
    REQUIRE(resource);
    return tell_story(*simulation, {recording.events, recording.texts}, *resource, ways_max);
  }
  [[nodiscard]] std::string text(std::string_view name) const {
    return story_text(story(name), *simulation, {});
  }
  [[nodiscard]] std::string name(const StoryPass& pass, ActId act) const {
    return name(*pass.pass, act);
  }
  [[nodiscard]] std::string name(const PassRun& pass, ActId act) const {
    const Plan& plan = *pass.plan;
    const Step& step = plan.step(plan.step_of(act));
    return plan.reaction(step, act).name + " " +
           simulation->world().name({step.type, plan.resources()[value(act)]});
  }

  std::unique_ptr<Simulation> simulation;
  Recording recording;
};

/// The pass with that action; there must be one.
const StoryPass& pass_of(const Story& story, std::string_view action) {
  for (const StoryPass& pass : story.passes) {
    if (pass.pass->action_code == action) return pass;
  }
  FAIL("no pass " << action);
  return story.passes.front();
}

std::string error_of(const World& world, std::string_view name) {
  const Result<Resource> found = find_resource(world, name);
  return found ? "" : found.error().message;
}

}  // namespace

TEST_CASE("Story: every way into the plan, and each act with its times", "[sim][story]") {
  const Told told("");
  const Story story = told.story("Vm/v1");
  CHECK(story.outcome == Outcome::Done);
  const StoryPass& pass = pass_of(story, "lab.delete");
  REQUIRE(pass.acts.size() == 2);  // by its host and by its storage
  CHECK(pass.ways.size() == 2);
  CHECK_FALSE(pass.more_ways);
  for (const StoryAct& act : pass.acts) {
    REQUIRE(act.ended);
    if (act.started) CHECK(*act.started <= *act.ended);
  }
  CHECK(pass_of(told.story("Vm/v1", 1), "lab.delete").more_ways);
  const std::string text = told.text("Vm/v1");
  CHECK_THAT(text, Catch::Contains("came into the plan in 2 ways"));
  CHECK_THAT(text, Catch::Contains("Zone/z (delete) > Host/h"));
  CHECK_THAT(text, Catch::Contains("Zone/z (delete) > Storage/s"));
}

TEST_CASE("Story: a root that is linked as such and as the parent is one way", "[sim][story]") {
  // The machines of a storage that is detached hang on it by their root volumes and by any other.
  auto scenario = parse_scenario(
      "model: zstack\ntopology: tiny\n"
      "operations: [{ detach: PrimaryStorage/1, from: Cluster/1 }]\n",
      "detach.yaml");
  REQUIRE(scenario);
  const Told told(*std::move(scenario));
  const Story story = told.story("VmInstance/1");
  const StoryPass& pass = pass_of(story, "primaryStorage.detach");
  const Plan& plan = *pass.pass->plan;
  REQUIRE(pass.acts.size() == 1);
  CHECK(plan.links(plan.step(pass.acts[0].step), pass.acts[0].act).size() == 2);
  CHECK(pass.ways.size() == 1);
  CHECK_THAT(told.text("VmInstance/1"), Catch::Contains("came into the plan in 1 way\n"));
}

TEST_CASE("Story: an act that a fault skips says so and blames nothing else", "[sim][story]") {
  const Told told("faults: [{ kind: skip, resource: Nic/n1, action: delete }]\n");
  const std::string text = told.text("Nic/n1");
  CHECK_THAT(text, Catch::Contains("fault: skipped"));
  CHECK_THAT(text, !Catch::Contains("its state was like that before"));
  CHECK_THAT(text, !Catch::Contains("had been changed before"));
  const PassRun& pass = *told.simulation->passes()[1];
  const std::string report = report_pass_outcome(*told.simulation, pass, {});
  CHECK_THAT(report, Catch::Contains("Skipped, for the reason that was told"));
  CHECK_THAT(report, Catch::Contains("Zone/Host/Vm/Nic     fault: skipped"));
  CHECK_THAT(report, !Catch::Contains("its state does not permit it"));
}

TEST_CASE("Story: what appeared by a fault says when and with which act, the report, too",
          "[sim][story]") {
  const Told told(
      "faults: [{ kind: appear, appears: Nic/n1, resource: Vm/v2, action: destroy }]\n");
  const Story story = told.story("Nic/n1");
  REQUIRE(story.appeared);
  REQUIRE(story.appeared->pass != nullptr);
  CHECK(told.name(*story.appeared->pass, story.appeared->act) == "destroy Vm/v2");
  const std::string text = told.text("Nic/n1");
  CHECK_THAT(text, Catch::Contains("appeared by a fault at "));
  CHECK_THAT(text, Catch::Contains(" with the start of destroy of Vm/v2  Zone/"));
  CHECK_THAT(text, !Catch::Contains("no operation concerns it"));
  const std::string report = report_end(*told.simulation, {});
  CHECK_THAT(report,
             Catch::Contains("  appeared  1 resource by a fault:\n            Nic/n1 at the "
                             "start of destroy Vm/v2, lab.delete\n"));
  CHECK(Told("").simulation->appearances().empty());
}

TEST_CASE("Story: answers that came twice are counted in the report", "[sim][story]") {
  const Told told("faults: [{ kind: answer_twice, type: Nic, action: delete }]\n");
  const std::string report = report_end(*told.simulation, {});
  CHECK_THAT(report, Catch::Contains(" came late or a second time and were ignored:\n"));
  CHECK_THAT(report, Catch::Contains(" in Zone/Host/Vm/Nic, like delete Nic/n1, lab.delete\n"));
  CHECK(report_end(*Told("").simulation, {}).find("a second time") == std::string::npos);
}

TEST_CASE("Story: a blocked act names the chain down to the first failure", "[sim][story]") {
  const Told told("failure: isolate\nfaults: [{ kind: fail, resource: Nic/n1, action: delete }]\n");
  const Story nic = told.story("Nic/n1");
  CHECK(nic.outcome == Outcome::Failed);
  const Story zone = told.story("Zone/z");
  CHECK(zone.outcome == Outcome::Blocked);
  const StoryPass& pass = pass_of(zone, "lab.delete");
  REQUIRE(pass.acts.size() == 1);
  REQUIRE_FALSE(pass.acts[0].causes.empty());
  const ActId first_cause = pass.acts[0].causes.back();
  CHECK(pass.pass->summary->outcomes()[value(first_cause)] == Outcome::Failed);
  CHECK_THAT(told.name(pass, first_cause), Catch::EndsWith("Nic/n1"));
  CHECK_FALSE(message_of(*pass.pass, first_cause).empty());
  CHECK_FALSE(pass.acts[0].started);
  const std::string text = told.text("Zone/z");
  CHECK_THAT(text, Catch::Contains("Nic/n1"));
  CHECK_THAT(text, Catch::Contains("fault: failed before its effect"));
  // What the failure does not concern went its way.
  CHECK(told.story("Nic/n2").outcome == Outcome::Done);
}

TEST_CASE("Story: what did not run names the failure that stopped the run", "[sim][story]") {
  const Told told("failure: stop\nfaults: [{ kind: fail, resource: Nic/n1, action: delete }]\n");
  const Story zone = told.story("Zone/z");
  CHECK(zone.outcome == Outcome::NotRun);
  const StoryPass& pass = pass_of(zone, "lab.delete");
  REQUIRE(pass.acts.back().causes.size() == 1);
  CHECK_THAT(told.name(pass, pass.acts.back().causes[0]), Catch::EndsWith("Nic/n1"));
  CHECK_THAT(told.text("Zone/z"), Catch::Contains("the run stopped after"));
  CHECK_THAT(told.text("Zone/z"), Catch::Contains("the operation ended with lab.delete"));
}

TEST_CASE("Story: a skipped act names the act that changed its resource", "[sim][story]") {
  const Told told("");
  const Story story = told.story("Vm/v1");
  const StoryPass& pass = pass_of(story, "lab.delete");
  std::size_t skipped = 0;
  for (const StoryAct& act : pass.acts) {
    if (act.outcome != Outcome::Skipped) continue;
    ++skipped;
    REQUIRE(act.causes.size() == 1);
    CHECK_THAT(told.name(pass, act.causes[0]), Catch::EndsWith("Vm/v1"));
    CHECK(pass.pass->summary->outcomes()[value(act.causes[0])] == Outcome::Done);
  }
  CHECK(skipped == 1);
}

TEST_CASE("Story: a cancelled run and events that end early are told as such", "[sim][story]") {
  const Told cancelled("workers: 1\n", 20);
  CHECK(cancelled.story("Zone/z").outcome == Outcome::Cancelled);
  Told cut("");
  cut.recording.events.resize(cut.recording.events.size() / 2);
  const Story story = cut.story("Zone/z");
  const StoryPass& pass = pass_of(story, "lab.delete");
  CHECK_FALSE(pass.acts.back().ended);
  CHECK_THAT(cut.text("Zone/z"), Catch::Contains("the recording ends before"));
}

TEST_CASE("Story: contexts that first_wins lost, protection, and nothing at all", "[sim][story]") {
  const Told dropped("merge: first_wins\n");
  bool lost = false;
  for (const StoryPass& pass : dropped.story("Nic/n1").passes) lost |= !pass.dropped.empty();
  for (const auto& pass : dropped.simulation->passes()) {
    CHECK((pass->plan == nullptr || pass->plan->dropped_contexts().empty() != lost));
  }
  const Told guarded("protect: [Vm/v3]\n");
  const Story story = guarded.story("Vm/v3");
  REQUIRE_FALSE(story.passes.empty());
  CHECK(story.passes.back().breaches.size() == 2);
  CHECK_THAT(guarded.text("Vm/v3"), Catch::Contains("protected: "));
  const Told other("operations: [{ delete: Host/h1 }]\n");
  CHECK(other.story("Storage/s1").passes.empty());
  CHECK_THAT(other.text("Storage/s1"), Catch::Contains("no operation concerns it"));
}

TEST_CASE("Story: names that are wrong are told with the nearest", "[sim][story]") {
  const Told told("");
  const World& world = told.simulation->world();
  CHECK(error_of(world, "Vm/v1").empty());
  CHECK(error_of(world, "Vm/v1x") == "there is no resource 'Vm/v1x' (did you mean 'Vm/v1'?)");
  CHECK_THAT(error_of(world, "Hots/h1"), Catch::Contains("no type 'Hots' (did you mean 'Host'?)"));
  CHECK_THAT(error_of(world, "Host"), Catch::StartsWith("'Host' is a type"));
  CHECK_THAT(error_of(world, ""), Catch::Contains("Type/name"));
  CHECK_THAT(error_of(world, "Host/zzzzzzzz"), Catch::EndsWith("from Host/h1 to Host/h3"));
}

}  // namespace cascade::sim
