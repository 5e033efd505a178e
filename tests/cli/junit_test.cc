// SPDX-License-Identifier: Apache-2.0
// The XML that CI systems read.
#include "sim/report/junit.h"

#include <catch2/catch.hpp>

using namespace cascade::sim;
using namespace std::chrono_literals;

TEST_CASE("JUnit: suites, cases, failures and output", "[cli][junit]") {
  JunitSuite good;
  good.name = "delete-zone";
  good.file = "scenarios/delete-zone.yaml";
  good.time = 62'345ms;
  good.cases = {{"operations", {}}, {"invariants", {}}};
  JunitSuite bad;
  bad.name = "a \"b\" <c>";
  bad.cases = {{"expectations", {"Host/3 is live, expected \"gone\" & <absent>", "second\nline"}}};
  bad.output = "tree\n\x1B[31m└─ x < y\n";
  const std::string message = "Host/3 is live, expected &quot;gone&quot; &amp; &lt;absent&gt;";
  const std::string none = "errors=\"0\" skipped=\"0\"";
  CHECK(
      junit({good, bad}) ==
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuites name=\"cascade\" tests=\"3\" failures=\"1\">\n"
      "  <testsuite name=\"delete-zone\" file=\"scenarios/delete-zone.yaml\" tests=\"2\" "
      "failures=\"0\" " +
          none +
          " time=\"62.345\">\n"
          "    <testcase name=\"operations\" classname=\"delete-zone\"/>\n"
          "    <testcase name=\"invariants\" classname=\"delete-zone\"/>\n"
          "  </testsuite>\n"
          "  <testsuite name=\"a &quot;b&quot; &lt;c&gt;\" file=\"\" tests=\"1\" failures=\"1\" " +
          none +
          " time=\"0.000\">\n"
          "    <testcase name=\"expectations\" classname=\"a &quot;b&quot; &lt;c&gt;\">\n"
          "      <failure message=\"" +
          message + "\">" + message +
          "</failure>\n"
          "      <failure message=\"second\">second\nline</failure>\n"
          "    </testcase>\n"
          "    <system-out>tree\n␛[31m└─ x &lt; y\n</system-out>\n"
          "  </testsuite>\n"
          "</testsuites>\n");
}
