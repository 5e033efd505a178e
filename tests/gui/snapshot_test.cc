// SPDX-License-Identifier: Apache-2.0
#include "gui/model/snapshot.h"

#include <catch2/catch.hpp>

namespace cascade::gui {
namespace {

TEST_CASE("StepState: the worst outcome is the first in the order of the vocabulary",
          "[gui][snapshot]") {
  StepState step;
  CHECK_FALSE(step.worst());
  step.acts[static_cast<std::size_t>(Outcome::Done)] = 5;
  CHECK(step.worst() == Outcome::Done);
  step.acts[static_cast<std::size_t>(Outcome::Blocked)] = 1;
  CHECK(step.worst() == Outcome::Blocked);
  CHECK(step.ended() == 6);
}

TEST_CASE("Snapshot: the digest tells states apart and equal ones not", "[gui][snapshot]") {
  const auto make = [](std::uint64_t position, ActStatus status) {
    auto pass = std::make_shared<PassState>();
    pass->acts = CowColumn<ActStatus>(2, ActStatus::Waiting);
    pass->acts.set(1, status);
    pass->steps.resize(1);
    Snapshot snapshot;
    snapshot.position = position;
    snapshot.passes.push_back(pass);
    snapshot.types.push_back(
        {CowColumn<sim::Life>(3, sim::Life::Live), CowColumn<std::uint8_t>(3, 0)});
    return snapshot;
  };
  const std::uint64_t digest = make(1, ActStatus::Done).digest();
  CHECK(make(1, ActStatus::Done).digest() == digest);
  CHECK(make(2, ActStatus::Done).digest() != digest);
  CHECK(make(1, ActStatus::InFlight).digest() != digest);
  Snapshot changed = make(1, ActStatus::Done);
  changed.types[0].lives.set(2, sim::Life::Gone);
  CHECK(changed.digest() != digest);
}

TEST_CASE("ActStatus: every outcome is a status, and the other statuses are none",
          "[gui][snapshot]") {
  for (int i = 0; i < kOutcomeCount; ++i) {
    const auto outcome = static_cast<Outcome>(i);
    CHECK(outcome_of(status_of(outcome)) == outcome);
  }
  CHECK_FALSE(outcome_of(ActStatus::Waiting));
  CHECK_FALSE(outcome_of(ActStatus::InFlight));
}

}  // namespace
}  // namespace cascade::gui
