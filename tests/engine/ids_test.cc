// SPDX-License-Identifier: Apache-2.0
// The ids that everything else is built on.
#include <catch2/catch.hpp>

#include "engine/ids.h"

using cascade::LinkParent;

TEST_CASE("LinkParent: the root bit does not disturb the index", "[engine][ids]") {
  CHECK(LinkParent::root(5).index() == 5);
  CHECK(LinkParent::root(5).is_root());
  CHECK(LinkParent::parent(5).index() == 5);
  CHECK_FALSE(LinkParent::parent(5).is_root());
  CHECK(LinkParent::root(5) != LinkParent::parent(5));
}
