// SPDX-License-Identifier: Apache-2.0
// Numbers, durations, hostile names and columns.
#include "sim/base/text.h"

#include <catch2/catch.hpp>
#include <limits>

using namespace cascade::sim;
using namespace std::chrono_literals;

TEST_CASE("Text: durations have at most three significant digits", "[cli][text]") {
  CHECK(short_duration(0s) == "0");
  CHECK(short_duration(999ns) == "999ns");
  CHECK(short_duration(1us) == "1us");
  CHECK(short_duration(12'345ns) == "12.3us");
  CHECK(short_duration(999'499ns) == "999us");
  CHECK(short_duration(999'500ns) == "1ms");
  CHECK(short_duration(1500us) == "1.5ms");
  CHECK(short_duration(4'018ms) == "4.02s");
  CHECK(short_duration(4'100ms) == "4.1s");
  CHECK(short_duration(59'940ms) == "59.9s");
  CHECK(short_duration(59'950ms) == "1m 00s");
  CHECK(short_duration(62s) == "1m 02s");
  CHECK(short_duration(3'599'600ms) == "1h 00m");
  CHECK(short_duration(125min) == "2h 05m");
  CHECK(short_duration(76h) == "3d 04h");
  CHECK(short_duration(-5ms) == "-5ms");
  CHECK(short_duration(cascade::Duration::min()) == "-" + short_duration(cascade::Duration::max()));
}

TEST_CASE("Text: thousands are grouped", "[cli][text]") {
  CHECK(grouped(0) == "0");
  CHECK(grouped(999) == "999");
  CHECK(grouped(1000) == "1,000");
  CHECK(grouped(12'345'678) == "12,345,678");
  CHECK(grouped(std::numeric_limits<std::uint64_t>::max()) == "18,446,744,073,709,551,615");
  CHECK(counted(1, "step") == "1 step");
  CHECK(counted(1200, "step") == "1,200 steps");
  CHECK(counted(1, "pass") == "1 pass");
  CHECK(counted(2, "pass") == "2 passes");
  CHECK(counted(3, "stretch") == "3 stretches");
}

TEST_CASE("Text: what controls a terminal is shown, not sent", "[cli][text]") {
  CHECK(printable("Zone/\x1B[2Jx") == "Zone/␛[2Jx");
  CHECK(printable("a\nb\tc\x7F") == "a␊b␉c␡");
  CHECK(printable(std::string_view("a\0b", 3)) == "a␀b");
  CHECK(printable("\xC2\x9B"
                  "2J") == "\uFFFD2J");
  // NOLINTNEXTLINE(misc-misleading-bidirectional): that is what it takes out.
  CHECK(printable("left\u202Etfel") == "left\uFFFDtfel");
  CHECK(printable("Zürich 東京 ✓") == "Zürich 東京 ✓");
}

TEST_CASE("Text: what is not UTF-8 becomes the replacement character", "[cli][text]") {
  const std::string bad = GENERATE(std::string("\xFF"), std::string("\xC0\x80"),
                                   std::string("\xED\xA0\x80"), std::string("\xF5\x80\x80\x80"));
  CAPTURE(bad);
  std::string expected;
  for (std::size_t i = 0; i < bad.size(); ++i) expected += "\uFFFD";
  CHECK(printable(bad) == expected);
  CHECK(valid_utf8(bad) == expected);
  CHECK(printable("cut \xE2\x82") == "cut \uFFFD\uFFFD");
}

TEST_CASE("Text: columns count cells, not bytes", "[cli][text]") {
  CHECK(display_width("abc") == 3);
  CHECK(display_width("│ └─ é") == 6);
  CHECK(display_width("e\u0301") == 1);
  CHECK(display_width("東京") == 4);
  CHECK(pad_right("東京", 6) == "東京  ");
  CHECK(pad_left("é", 3) == "  é");
  CHECK(pad_left("abc", 2) == "abc");
  CHECK(shortened("VmInstance", 10) == "VmInstance");
  CHECK(shortened("VmInstance", 6) == "VmIns…");
  CHECK(display_width(shortened("東京都庁", 6)) <= 6);
}

TEST_CASE("Text: XML is escaped", "[cli][text]") {
  CHECK(xml_escaped("<a b=\"c\" d='e'>&\n") == "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;␊");
}
