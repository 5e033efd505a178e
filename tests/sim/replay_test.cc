// SPDX-License-Identifier: Apache-2.0
// Replays: the engine does again what it did, whatever happened in the run; a recording that was
// tampered with is told apart, at the first difference.
#include "sim/recording/replay.h"

#include <catch2/catch.hpp>

#include "tests/support/lab.h"

namespace cascade::sim {
namespace {

using test::lab_scenario;
using test::make_simulation;

/// The lab's model does not lie in the scenario text's folder: it comes from the recording.
Recording recording_of(const std::string& rest, const SimulationOptions& options = {},
                       int stop_after = -1) {
  const auto simulation = make_simulation(lab_scenario(rest), options);
  Recording recording = test::record(*simulation, stop_after);
  if (options.runner == RunnerKind::Threads) recording.header.runner = "threads";
  return recording;
}

std::string describe(const Result<ReplayReport>& report) {
  if (!report) return report.error().message;
  if (!report->first_difference) return report->same() ? "same" : "digests differ";
  return "event " + std::to_string(report->first_difference->position) + ": " +
         report->first_difference->recorded + " / " + report->first_difference->replayed;
}

}  // namespace

TEST_CASE("Replay: a run is repeated to the last event and the same world", "[sim][replay]") {
  for (const char* schedule : {"sequential", "by_step", "by_resource"}) {
    for (const char* merge : {"per_path", "union", "first_wins"}) {
      const Recording recording = recording_of("schedule: " + std::string(schedule) +
                                               "\nmerge: " + std::string(merge) + "\nseed: 5\n");
      const auto report = replay(recording);
      INFO(schedule << ", " << merge << ": " << describe(report));
      REQUIRE(report);
      CHECK(report->same());
      CHECK(report->complete);
      CHECK(report->events_compared == recording.events.size());
      CHECK(report->world_digest == recording.end->world_digest);
    }
  }
}

TEST_CASE("Replay: runs with faults of every kind are repeated", "[sim][replay]") {
  for (const char* kind : {"fail", "fail_after", "hang", "lose_answer", "slow"}) {
    for (const char* failure : {"stop", "isolate", "force"}) {
      // `slow` makes answers late: they are ignored, their effects are not.
      const std::string factor = std::string_view(kind) == "slow" ? ", factor: 100" : "";
      const Recording recording =
          recording_of("faults: [{ kind: " + std::string(kind) + ", ratio: [1, 4]" + factor +
                       " }]\nfailure: " + std::string(failure) + "\n");
      const auto report = replay(recording);
      INFO(kind << ", " << failure << ": " << describe(report));
      CHECK((report && report->same()));
    }
  }
}

TEST_CASE("Replay: skipped acts and vetoes are repeated", "[sim][replay]") {
  const std::string topology =
      "topology: { resources: { Zone: [z], Storage: { s: { zone: z } },"
      " Vm: { v1: { storage: s, lock: locked }, v2: { storage: s } } } }\n";
  CHECK(describe(replay(recording_of(topology))) == "same");
  CHECK(describe(replay(recording_of("operations: [{ delete: Host/h1 }, { delete: Zone/z }]\n"))) ==
        "same");
}

TEST_CASE("Replay: cancelled runs are repeated up to where they stopped", "[sim][replay]") {
  for (int stop = 0; stop < 60; ++stop) {
    const Recording recording = recording_of("workers: 5\n", {}, stop);
    const auto report = replay(recording);
    INFO("cancelled after " << stop << ": " << describe(report));
    REQUIRE(report);
    CHECK(report->same());
    CHECK_FALSE(report->complete);
  }
}

TEST_CASE("Replay: a recording without an end is compared as far as it goes", "[sim][replay]") {
  Recording recording = recording_of("");
  recording.end.reset();
  recording.events.resize(recording.events.size() / 2);
  const auto report = replay(recording);
  REQUIRE(report);
  CHECK(report->same());
  CHECK(report->events_compared == recording.events.size());
  CHECK_FALSE(report->recorded_world_digest);
}

TEST_CASE("Replay: a recording may end between any two events", "[sim][replay]") {
  const Recording whole = recording_of("workers: 5\n");
  for (std::size_t kept = 0; kept < whole.events.size(); ++kept) {
    Recording cut = whole;
    cut.end.reset();
    cut.events.resize(kept);
    std::erase_if(cut.texts, [kept](const auto& text) { return text.first >= kept; });
    const auto report = replay(cut);
    INFO("cut after " << kept << ": " << describe(report));
    REQUIRE(report);
    CHECK(report->same());
    CHECK(report->events_compared == kept);
  }
}

TEST_CASE("Replay: runs on threads are repeated in their recorded order",
          "[sim][replay][threads]") {
  SimulationOptions options;
  options.runner = RunnerKind::Threads;
  options.threads = 3;
  for (const char* faults : {"", "faults: [{ kind: lose_answer, ratio: [1, 5] }]\n",
                             "faults: [{ kind: fail_after, ratio: [1, 5] }]\n"}) {
    const Recording recording =
        recording_of(test::lab_topology(3, 30) + faults + "failure: isolate\n", options);
    CHECK(describe(replay(recording)) == "same");
  }
}

TEST_CASE("Replay: a changed outcome is found where it is", "[sim][replay]") {
  Recording recording = recording_of("");
  std::size_t at = 0;
  for (std::size_t i = 0; i < recording.events.size(); ++i) {
    const Event& event = recording.events[i];
    if (event.kind == EventKind::ActEnded && event.other == 1) at = i;
  }
  recording.events[at].outcome = Outcome::Skipped;
  const auto report = replay(recording);
  REQUIRE(report);
  CHECK_FALSE(report->same());
  REQUIRE(report->first_difference);
  CHECK(report->first_difference->position == at);
  CHECK(report->first_difference->recorded.find("skipped") != std::string::npos);
  CHECK(report->first_difference->replayed.find("done") != std::string::npos);
}

TEST_CASE("Replay: any tampered event is noticed, and none does harm", "[sim][replay]") {
  const Recording good = recording_of("faults: [{ kind: fail, ratio: [1, 7] }]\n");
  for (std::size_t i = 0; i < good.events.size(); ++i) {
    Recording bad = good;
    Event& event = bad.events[i];
    switch (i % 6) {
      case 0:
        event.subject += 1;
        break;
      case 1:
        event.run = RunId{7};
        break;
      case 2:
        event.other += 1;
        break;
      case 3:
        bad.events.erase(bad.events.begin() + static_cast<std::ptrdiff_t>(i));
        break;
      case 4:
        event.kind = EventKind((static_cast<int>(event.kind) + 1) % kEventKindCount);
        break;
      default:
        event.outcome = event.outcome == Outcome::Done ? Outcome::Failed : Outcome::Done;
    }
    const auto report = replay(bad);
    INFO("event " << i << ": " << describe(report));
    REQUIRE(report);
    CHECK_FALSE(report->same());
  }
}

TEST_CASE("Replay: other endings than the engine's are differences", "[sim][replay]") {
  Recording longer = recording_of("");
  longer.events.push_back(longer.events.back());
  CHECK(describe(replay(longer)).find(" / nothing") != std::string::npos);
  Recording shorter = recording_of("");
  shorter.events.pop_back();
  CHECK(describe(replay(shorter)).find("nothing / ") != std::string::npos);
  Recording other_world = recording_of("");
  other_world.end->world_digest += 1;
  CHECK(describe(replay(other_world)) == "digests differ");
}

TEST_CASE("Replay: a model that reacts differently now is noticed", "[sim][replay]") {
  Recording recording = recording_of("operations: [{ delete: Host/h1, mode: plain }]\n");
  const std::string was = "do: [{ state: Stopped }, { clear: host }]";
  std::string& model = recording.header.model_text;
  const std::size_t at = model.find(was);
  REQUIRE(at != std::string::npos);
  model.replace(at, was.size(), "do: [{ state: Stopped }]");
  CHECK(describe(replay(recording)) == "digests differ");
  model = "name: [";
  CHECK_FALSE(replay(recording));
}

TEST_CASE("Replay: options of the command line are repeated", "[sim][replay]") {
  const std::vector<std::pair<std::string, std::string>> overrides{{"merge", "union"},
                                                                   {"workers", "2"}};
  const auto simulation = make_simulation(lab_scenario("", overrides));
  Recording recording = test::record(*simulation);
  CHECK(describe(replay(recording)) != "same");
  recording.header.overrides = overrides;
  CHECK(describe(replay(recording)) == "same");
}

}  // namespace cascade::sim
