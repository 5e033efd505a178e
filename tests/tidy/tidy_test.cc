// SPDX-License-Identifier: Apache-2.0
// The house rules, applied to this source tree. That the rules themselves can fail is shown in
// rules_test.cc.
#include <catch2/catch.hpp>

#include "tests/tidy/rules.h"

using namespace cascade::tidy;

TEST_CASE("Tidy: the source tree keeps every rule of the house", "[tidy]") {
  const SourceTree tree = read_source_tree(CASCADE_SOURCE_DIR);
  // A tree that was not found has no mistakes either.
  REQUIRE(tree.find("engine/ids.h") != nullptr);
  REQUIRE(tree.find("tests/tidy/tidy_test.cc") != nullptr);
  for (const Rule& rule : kRules) {
    for (const Finding& finding : rule.check(tree)) {
      FAIL_CHECK(finding.path << ":" << finding.line << ": [" << rule.name << "] "
                              << finding.message);
    }
  }
}
