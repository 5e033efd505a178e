// SPDX-License-Identifier: Apache-2.0
// Retries of whole runs: as models and scenarios say, drawn by attempt, replayed and resumed.
#include <catch2/catch.hpp>

#include <string>

#include "sim/reader/model_reader.h"
#include "sim/recording/replay.h"
#include "sim/recording/resume.h"
#include "sim/report/story.h"
#include "sim/scenario/scenario_reader.h"
#include "tests/support/lab.h"

namespace cascade::sim {
namespace {

using test::lab_scenario;
using test::make_simulation;
using test::record;
using test::run_scenario;
using test::violations_of;

const std::string kRetries = "retries: [{ limit: 3, backoff: 5s }]\n";

std::uint64_t attempts_of(const Simulation& simulation) {
  std::uint64_t sum = 0;
  for (const auto& pass : simulation.passes()) {
    if (!pass->summary) continue;
    for (const auto& [act, attempts] : pass->summary->attempts()) sum += attempts - 1;
  }
  return sum;
}

const ReactionSpec& reaction_of(const Model& model, std::string_view type, std::string_view name) {
  const TypeSpec& spec = model.type(*model.find_type(type));
  return spec.reactions[*spec.reaction(name)];
}

std::string model_with(std::string_view retry) {
  std::string text(test::kLabModel);
  const std::string_view at = "        in_flight: 3\n";
  text.insert(text.find(at) + at.size(), std::string(retry));
  return text;
}

}  // namespace

TEST_CASE("Retry: a model says how often each reaction is tried again", "[sim][retry]") {
  const auto model =
      parse_model(model_with("        retry: { limit: 3, backoff: 5s, factor: 4 }\n"), "lab.yaml");
  REQUIRE(model);
  using namespace std::chrono_literals;
  CHECK(reaction_of(**model, "Vm", "stop").retry == Retry{3, 5s, 4});
  CHECK(reaction_of(**model, "Vm", "destroy").retry == Retry{});
  const auto usual = parse_model(model_with("        retry: { limit: 1 }\n"), "lab.yaml");
  REQUIRE(usual);
  CHECK(reaction_of(**usual, "Vm", "stop").retry == Retry{1, 1s, 2});
}

TEST_CASE("Retry: mistakes in a model are told where they are", "[sim][retry]") {
  const auto message = [](std::string_view retry) {
    const auto model = parse_model(model_with(retry), "lab.yaml");
    REQUIRE_FALSE(model);
    return model.error().message;
  };
  CHECK_THAT(message("        retry: { limit: -1 }\n"), Catch::Contains("limit of retry of"));
  CHECK_THAT(message("        retry: { backoff: 1s }\n"), Catch::Contains("needs 'limit'"));
  CHECK_THAT(message("        retry: { limit: 1, faktor: 2 }\n"),
             Catch::Contains("did you mean 'factor'"));
  CHECK_THAT(message("        retry: { limit: 1, factor: 0 }\n"), Catch::Contains("factor"));
  CHECK_THAT(message("        retry: 3\n"), Catch::Contains("must be a map"));
}

TEST_CASE("Retry: a scenario says otherwise, the last entry that fits", "[sim][retry]") {
  const Scenario scenario = lab_scenario(
      "retries:\n- { limit: 2 }\n- { type: Vm, limit: 5, backoff: 2s, factor: 1 }\n"
      "- { type: Vm, action: stop, limit: 0 }\n");
  using namespace std::chrono_literals;
  CHECK(reaction_of(*scenario.model, "Nic", "delete").retry == Retry{2, 1s, 2});
  const Retry destroy = reaction_of(*scenario.model, "Vm", "destroy").retry;
  CHECK(destroy.limit == 5);
  CHECK(destroy.backoff == 2s);
  CHECK(destroy.factor == 1);
  CHECK(reaction_of(*scenario.model, "Vm", "stop").retry.limit == 0);
  const auto wrong = parse_scenario(test::lab_text("retries: [{ type: Wm, action: stopp }]\n"),
                                    "a.yaml", {}, [](const std::string&, const std::string&) {
                                      return parse_model(test::kLabModel, "lab.yaml");
                                    });
  REQUIRE_FALSE(wrong);
  CHECK_THAT(wrong.error().message, Catch::Contains("'limit'") && Catch::Contains("'Wm'"));
}

TEST_CASE("Retry: each attempt has its own fault and its own latency", "[sim][retry]") {
  const auto simulation =
      run_scenario(lab_scenario(
          kRetries + "faults: [{ kind: fail, resource: Vm/v3, action: destroy, attempt: 1 },\n"
                     "{ kind: fail, resource: Vm/v3, action: destroy, attempt: 2 }]\n"));
  INFO(violations_of(*simulation));
  CHECK(simulation->outcome() == "done");
  CHECK(simulation->violations().empty());
  CHECK(attempts_of(*simulation) >= 2);
  CHECK(simulation->world().digest() == run_scenario(lab_scenario(""))->world().digest());
}

TEST_CASE("Retry: faults that end after some attempts do not change the final world",
          "[sim][retry]") {
  const std::uint64_t whole = run_scenario(lab_scenario(""))->world().digest();
  std::uint64_t tried_again = 0;
  for (const char* kind : {"fail", "fail_after", "hang", "lose_answer", "throw"}) {
    for (const char* schedule : {"sequential", "by_step", "by_resource"}) {
      for (const char* failure : {"stop", "isolate", "force"}) {
        const std::string text = kRetries + "schedule: " + schedule + "\nfailure: " + failure +
                                 "\nfaults: [{ kind: " + kind + ", attempt: 1, ratio: [1, 2] }]\n";
        const auto simulation = run_scenario(lab_scenario(text));
        INFO(text << violations_of(*simulation));
        CHECK(simulation->outcome() == "done");
        CHECK(simulation->violations().empty());
        CHECK(simulation->world().digest() == whole);
        tried_again += attempts_of(*simulation);
      }
    }
  }
  CHECK(tried_again > 300);
}

TEST_CASE("Retry: the same faults strike the same attempts under every schedule", "[sim][retry]") {
  const std::string text = kRetries + "failure: force\nfaults: [{ kind: fail, ratio: [1, 3] }]\n";
  const auto attempts = [&](const std::string& schedule) {
    std::map<std::string, std::uint32_t> all;
    const auto simulation = run_scenario(lab_scenario(text + "schedule: " + schedule + "\n"));
    CHECK(simulation->violations().empty());
    for (const auto& pass : simulation->passes()) {
      for (const auto& [act, count] : pass->summary->attempts()) {
        all[pass->action_code + std::to_string(value(act))] = count;
      }
    }
    return all;
  };
  const auto by_resource = attempts("by_resource");
  CHECK(by_resource.size() > 5);
  CHECK(attempts("sequential") == by_resource);
  CHECK(attempts("by_step") == by_resource);
}

TEST_CASE("Retry: recordings are replayed event by event, also when cancelled at any point",
          "[sim][retry]") {
  const std::string text =
      kRetries +
      "failure: isolate\nworkers: 3\nfaults: [{ kind: fail, ratio: [1, 3] },"
      " { kind: hang, ratio: [1, 9] }, { kind: lose_answer, ratio: [1, 9] }]\n";
  for (int stop = -1; stop < 150; stop += stop < 0 ? 1 : 3) {
    const auto simulation = make_simulation(lab_scenario(text));
    const Recording recording = record(*simulation, stop);
    INFO("cancelled after " << stop << "\n" << violations_of(*simulation));
    CHECK(simulation->violations().empty());
    if (stop < 0) REQUIRE(attempts_of(*simulation) > 5);
    const auto report = replay(recording);
    REQUIRE(report);
    if (report->first_difference) {
      FAIL(report->first_difference->position << ": " << report->first_difference->recorded << " / "
                                              << report->first_difference->replayed);
    }
    CHECK(report->event_digest == simulation->event_digest());
    CHECK(report->world_digest == simulation->world().digest());
  }
}

TEST_CASE("Retry: a run that failed in spite of its retries is resumed", "[sim][retry]") {
  const std::uint64_t whole = run_scenario(lab_scenario(""))->world().digest();
  for (const char* failure : {"stop", "isolate"}) {
    const auto failed = make_simulation(
        lab_scenario(kRetries + "failure: " + failure +
                     "\nfaults: [{ kind: fail, resource: Vm/v3, action: destroy }]\n"));
    const auto found = prepare_resume(record(*failed));
    REQUIRE(found);
    CHECK(failed->outcome() == "failed");
    SimulationOptions options;
    options.resume = found->point;
    auto resumed = Simulation::create(found->scenario, options, found->world->clone());
    REQUIRE(resumed);
    (*resumed)->run();
    INFO(violations_of(**resumed));
    CHECK((*resumed)->violations().empty());
    CHECK((*resumed)->outcome() == "done");
    CHECK((*resumed)->world().digest() == whole);
  }
}

TEST_CASE("Retry: a resource's story tells its attempts", "[sim][retry]") {
  const auto simulation = make_simulation(lab_scenario(
      kRetries + "faults: [{ kind: fail, resource: Nic/n1, action: delete, attempt: 1 }]\n"));
  const Recording recording = record(*simulation);
  const ToldEvents told{recording.events, recording.texts};
  const Story story = tell_story(*simulation, told, *simulation->world().find("Nic/n1"));
  std::size_t attempts = 0;
  for (const StoryPass& pass : story.passes) {
    for (const StoryAct& act : pass.acts) {
      for (const auto& [event, message] : act.failed_attempts) {
        ++attempts;
        CHECK(event.other == 1);
        CHECK(message == "fault: failed before its effect");
      }
    }
  }
  CHECK(attempts >= 1);
}

TEST_CASE("Retry: on threads the same final world", "[sim][retry]") {
  SimulationOptions threads;
  threads.runner = RunnerKind::Threads;
  const std::string text =
      "retries: [{ limit: 3, backoff: 1ms, factor: 1 }]\n"
      "faults: [{ kind: fail, attempt: 1, ratio: [1, 2] }]\n";
  const auto simulation = run_scenario(lab_scenario(text), threads);
  INFO(violations_of(*simulation));
  CHECK(simulation->violations().empty());
  CHECK(simulation->outcome() == "done");
  CHECK(simulation->world().digest() == run_scenario(lab_scenario(""))->world().digest());
}

}  // namespace cascade::sim
