// SPDX-License-Identifier: Apache-2.0
#include "gui/model/fuzzy_match.h"

#include <catch2/catch.hpp>
#include <string>

namespace cascade::gui {
namespace {

int score(std::string_view query, std::string_view text) {
  const auto match = fuzzy_match(query, text);
  REQUIRE(match);
  return match->score;
}

/// The matched characters in brackets.
std::string marked(std::string_view query, std::string_view text) {
  const auto match = fuzzy_match(query, text);
  if (!match) return "none";
  std::string result(text);
  for (auto at = match->positions.rbegin(); at != match->positions.rend(); ++at) {
    result.insert(*at + 1, "]");
    result.insert(*at, "[");
  }
  return result;
}

TEST_CASE("fuzzy_match: characters match in order, whatever their case", "[gui][fuzzy]") {
  CHECK(marked("sob", "Step one event back") == "[S]tep [o]ne event [b]ack");
  CHECK(marked("STEP", "step") == "[s][t][e][p]");
  CHECK(marked("ba st", "back step") == "[b][a]ck [s][t]ep");
  CHECK(marked("bs", "step back") == "none");
  CHECK(marked("x", "") == "none");
  CHECK(marked("", "anything") == "anything");
}

TEST_CASE("fuzzy_match: beginnings of words are meant first", "[gui][fuzzy]") {
  CHECK(marked("rt", "Start run to time") == "Start [r]un [t]o time");
  CHECK(marked("vi", "VmInstance/7") == "[V]m[I]nstance/7");
  CHECK(marked("z12", "Zone/112") == "[Z]one/[1]1[2]");
}

TEST_CASE("fuzzy_match: what fits better comes first", "[gui][fuzzy]") {
  CHECK(score("run", "Run") > score("run", "Run to the next failure"));
  CHECK(score("run", "Run again") > score("run", "Prune"));
  CHECK(score("tree", "Show the tree") > score("tree", "Step to the previous one"));
  CHECK(score("Host/1", "Host/1") > score("Host/1", "Host/11"));
}

TEST_CASE("fuzzy_match: long texts and queries do no harm", "[gui][fuzzy]") {
  const std::string longer(100'000, 'a');
  CHECK(fuzzy_match("aa", longer));
  CHECK_FALSE(fuzzy_match(longer, longer));
}

}  // namespace
}  // namespace cascade::gui
