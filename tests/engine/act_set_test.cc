// SPDX-License-Identifier: Apache-2.0
#include "engine/act_set.h"

#include <catch2/catch.hpp>
#include <set>

#include "tests/support/seeds.h"

using namespace cascade;
using namespace cascade::test;

namespace {

// Some of the first members that follow one another.
void pop_some(ActSet& set, std::set<std::uint32_t>& model, Chance& chance) {
  const std::uint32_t first = *model.begin();
  const std::uint32_t run = set.run(first);
  REQUIRE(run >= 1);
  REQUIRE(run <= 64);
  const std::uint32_t count = 1 + chance.below(run);
  for (std::uint32_t i = 0; i < count; ++i) REQUIRE(model.erase(first + i) == 1);
  REQUIRE(set.pop(first, count) == (model.empty() ? ActSet::kNone : *model.begin()));
}

}  // namespace

TEST_CASE("ActSet: behaves like an ordered set of numbers", "[engine][act_set]") {
  for (const std::uint32_t size : {1U, 63U, 64U, 65U, 4096U, 4097U, 300'000U}) {
    INFO("size " << size);
    Chance chance(size);
    ActSet set(size);
    std::set<std::uint32_t> model;
    CHECK(set.empty());
    CHECK(set.next(0) == ActSet::kNone);
    for (int i = 0; i < 3000; ++i) {
      const std::uint32_t member = chance.below(size);
      switch (chance.below(4)) {
        case 0:
          set.erase(member);
          model.erase(member);
          break;
        case 1: {
          const std::uint32_t end = std::min(size, member + chance.below(200));
          set.insert_range(member, end);
          for (std::uint32_t each = member; each < end; ++each) model.insert(each);
          break;
        }
        case 2:
          if (model.empty()) break;
          pop_some(set, model, chance);
          break;
        default:
          set.insert(member);
          model.insert(member);
      }
      const std::uint32_t from = chance.below(size);
      const auto expected = model.lower_bound(from);
      REQUIRE(set.next(from) == (expected == model.end() ? ActSet::kNone : *expected));
      REQUIRE(set.empty() == model.empty());
    }
  }
}
