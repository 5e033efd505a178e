// SPDX-License-Identifier: Apache-2.0
// Time travel: wherever one jumps, everything stands as it stood on the way forward, and in the
// end as the simulation left it.
#include "gui/model/cursor.h"

#include <catch2/catch.hpp>
#include <string>

#include "tests/gui/desk.h"
#include "tests/support/seeds.h"

namespace cascade::gui {
namespace {

/// Runs with failures, a lost answer, a refusal in the check, late answers, several operations.
const std::vector<std::string> kScrubbed{
    "",
    "schedule: sequential\nmerge: union\n",
    "failure: isolate\nfaults: [{ kind: fail, resource: Vm/v3 }]\n",
    ("failure: force\nfaults: [{ kind: lose_answer, type: Vm, ratio: [1, 2] },"
     " { kind: fail_after, type: Nic, ratio: [1, 3] }]\n"),
    "faults: [{ kind: slow, resource: Vm/v1, factor: 1000 }]\n",
    ("retries: [{ limit: 2, backoff: 5s }]\nfailure: isolate\nworkers: 4\n"
     "faults: [{ kind: fail, ratio: [1, 2] }, { kind: hang, ratio: [1, 5] }]\n"),
    "operations: [{ delete: Host/h1 }, { delete: Host/h2, mode: plain }, { delete: Zone/z }]\n",
    "limits: { links: 5 }\n",
    "operations: [{ delete: Host/h1 }]\nlimits: { links: 1 }\n",
};

TEST_CASE("Cursor: wherever one jumps, the snapshot is the one taken on the way forward",
          "[gui][cursor]") {
  for (const std::string& run : kScrubbed) {
    CAPTURE(run);
    const auto history = history_of(run);
    std::vector<std::uint64_t> forward;
    Fold fold(*history);
    for (std::uint64_t position = 0; position <= history->size(); ++position) {
      fold.advance(*history, position);
      forward.push_back(fold.snapshot()->digest());
    }
    for (const std::uint64_t spacing : {1U, 7U, 100'000U}) {
      Cursor cursor(history, spacing);
      cascade::test::Chance chance(spacing);
      for (int i = 0; i < 300; ++i) {
        const std::uint64_t position = chance.below(static_cast<std::uint32_t>(forward.size()));
        if (chance.one_in(5)) cursor.prepare();
        const auto snapshot = cursor.seek(position);
        REQUIRE(snapshot->position == position);
        REQUIRE(snapshot->digest() == forward[position]);
      }
      for (std::uint64_t position = history->size(); position > 0; --position) {
        REQUIRE(cursor.seek(position)->digest() == forward[position]);
      }
    }
  }
}

TEST_CASE("Cursor: at the end the world and the acts are as the simulation left them",
          "[gui][cursor]") {
  for (const std::string& run : kScrubbed) {
    CAPTURE(run);
    const auto history = history_of(run);
    const auto end = history->end();
    REQUIRE(end);
    Cursor cursor(history);
    const auto snapshot = cursor.seek(history->size());
    for (std::size_t i = 0; i < snapshot->types.size(); ++i) {
      const TypeId type{static_cast<std::uint16_t>(i)};
      const TypeState& state = snapshot->types[i];
      REQUIRE(state.lives.size() == end->world->count(type));
      for (std::uint32_t index = 0; index < end->world->count(type); ++index) {
        CHECK(state.lives[index] == end->world->life({type, index}));
        CHECK(state.states[index] == end->world->state({type, index}));
      }
    }
    std::size_t nth = 0;
    for (const auto& summary : end->summaries) {
      if (!summary) continue;
      const PassState& pass = *snapshot->passes[nth++];
      CHECK(pass.outcome == summary->outcome());
      CHECK(pass.ended_at == summary->ended());
      REQUIRE(pass.acts.size() == summary->outcomes().size());
      for (std::size_t act = 0; act < pass.acts.size(); ++act) {
        CHECK(outcome_of(pass.acts[act]) == summary->outcomes()[act]);
      }
      for (std::size_t step = 0; step < pass.steps.size(); ++step) {
        CHECK(pass.steps[step].acts == summary->steps()[step].acts);
        CHECK(pass.steps[step].in_flight_peak == summary->steps()[step].in_flight_peak);
        CHECK(pass.steps[step].start == summary->steps()[step].start);
        CHECK(pass.steps[step].in_flight == 0);
      }
    }
    CHECK(nth == snapshot->passes.size());
  }
}

TEST_CASE("Cursor: a resource changes together with the answer of the act that changed it",
          "[gui][cursor]") {
  const auto history = history_of("operations: [{ delete: Host/h1, mode: plain }]\n");
  const Resource host = *history->world().find("Host/h1");
  Cursor cursor(history);
  int changes = 0;
  for (std::uint64_t position = 0; position < history->size(); ++position) {
    const auto before = cursor.seek(position);
    const auto after = cursor.seek(position + 1);
    const auto life = [&](const Snapshot& at) {
      return at.types[value(host.type)].lives[host.index];
    };
    if (life(*before) == life(*after)) continue;
    ++changes;
    CHECK(history->event(position).kind == EventKind::ActEnded);
    CHECK(history->passes()[0]->plan->resources()[history->event(position).subject] == host.index);
  }
  CHECK(changes == 1);
}

}  // namespace
}  // namespace cascade::gui
