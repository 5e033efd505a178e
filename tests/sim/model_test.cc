// SPDX-License-Identifier: Apache-2.0
// The model's tables as values.
#include <catch2/catch.hpp>

#include "sim/model/model.h"

using namespace cascade::sim;

TEST_CASE("Model: things are found by name, and what is not there is not", "[sim][model]") {
  Model model;
  model.types.resize(2);
  model.types[0].name = "Zone";
  model.types[1].name = "Host";
  model.types[1].states = {"Up", "Down"};
  model.types[1].counters = {"restarts"};
  CHECK(model.find_type("Host") == cascade::TypeId{1});
  CHECK_FALSE(model.find_type("host"));
  CHECK(model.types[1].state("Down") == std::uint8_t{1});
  CHECK_FALSE(model.types[1].state("Gone"));
  CHECK(model.types[1].counter("restarts") == CounterId{0});
  CHECK(model.find_operation("delete") == nullptr);
}
