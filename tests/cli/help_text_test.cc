// SPDX-License-Identifier: Apache-2.0
// Help on a terminal of eighty columns.
#include "sim/cli/help_text.h"

#include <catch2/catch.hpp>
#include <sstream>

#include "sim/base/text.h"
#include "sim/cli/options.h"

using namespace cascade::sim::cli;

TEST_CASE("Help: descriptions go on below where they began", "[cli][help]") {
  CHECK(wrapped_help("  --seed N  one two three four\n", 12, 20) ==
        "  --seed N  one two\n            three\n            four\n");
  CHECK(wrapped_help("            one two three\n", 12, 20) ==
        "            one two\n            three\n");
}

TEST_CASE("Help: sentences are broken between words, commands never", "[cli][help]") {
  CHECK(wrapped_help("one two three", 12, 7) == "one two\nthree");
  CHECK(wrapped_help("unbreakable words", 12, 5) == "unbreakable\nwords");
  const std::string command = "  cascade run scenarios --junit results/ and more\n";
  CHECK(wrapped_help(command, 12, 20) == command);
}

TEST_CASE("Help: of several empty lines one stays", "[cli][help]") {
  CHECK(wrapped_help("a\n\n\n\nb\n", 12, 20) == "a\n\nb\n");
}

TEST_CASE("Help: every command explains itself in eighty columns, with examples", "[cli][help]") {
  for (const std::string command : {"", "run", "preview", "tree", "generate", "replay", "schema"}) {
    CAPTURE(command);
    std::vector<std::string> arguments{"--help"};
    if (!command.empty()) arguments.insert(arguments.begin(), command);
    const auto parsed = parse_options(arguments);
    REQUIRE(std::holds_alternative<EarlyExit>(parsed));
    const EarlyExit& help = std::get<EarlyExit>(parsed);
    CHECK(help.code == 0);
    CHECK_THAT(help.text, Catch::Contains("\nUsage: cascade"));
    const std::size_t examples = help.text.find("\nExamples:\n");
    REQUIRE(examples != std::string::npos);
    CHECK(help.text.find("\n  cascade " + command, examples) != std::string::npos);
    std::istringstream lines(help.text);
    for (std::string line; std::getline(lines, line);) {
      // Examples are for copying; they stay on one line.
      const bool is_example = line.starts_with("  cascade ");
      CHECK((is_example || cascade::sim::display_width(line) <= 80));
    }
  }
}
