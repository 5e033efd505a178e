// SPDX-License-Identifier: Apache-2.0
#include "gui/model/command.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cctype>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace cascade::gui {
namespace {

TEST_CASE("commands: no two have the same id, word or chord", "[gui][command]") {
  std::set<std::string_view> names;
  // In one panel.
  std::map<std::pair<Chord, std::string_view>, std::string_view> chords;
  for (const Command& command : commands()) {
    CAPTURE(command.id);
    CHECK(names.insert(command.id).second);
    if (!command.word.empty()) CHECK(names.insert(command.word).second);
    for (const Chord& chord : command.chords) {
      const auto [found, fresh] = chords.emplace(std::pair(chord, command.panel), command.id);
      CAPTURE(to_text(chord), found->second);
      CHECK(fresh);
      CHECK(find_command(chord, command.panel) == &command);
      const bool plain = !chord.ctrl && !chord.alt && !chord.shift;
      const bool held = std::find(kHeldKeys.begin(), kHeldKeys.end(), chord.key) != kHeldKeys.end();
      CHECK_FALSE((plain && held));
    }
    CHECK(find_command(command.id) == &command);
  }
}

TEST_CASE("commands: every row can be shown and run", "[gui][command]") {
  for (const Command& command : commands()) {
    CAPTURE(command.id);
    CHECK(command.run != nullptr);
    CHECK_FALSE(command.title.empty());
    CHECK_FALSE(command.about.empty());
    CHECK(command.about.back() == '.');
    CHECK(command.id.find('.') != std::string_view::npos);
    CHECK(command.word.find('.') == std::string_view::npos);
    for (const Chord& chord : command.chords) {
      CHECK_FALSE(to_text(chord).empty());
      // A key alone would be taken from whoever is typing.
      const bool types = chord.key < Chord::Escape && !chord.ctrl && !chord.alt;
      CHECK_FALSE((types && command.while_typing));
      const bool letter = chord.key < Chord::Escape && std::islower(static_cast<int>(chord.key));
      CHECK_FALSE(letter);
    }
  }
}

TEST_CASE("commands: unknown names and free chords find nothing", "[gui][command]") {
  CHECK(find_command("no.such.command") == nullptr);
  CHECK(find_command("") == nullptr);
  CHECK(find_command(Chord{}) == nullptr);
  CHECK(find_command(Chord{'Z', true, true, true}) == nullptr);
}

TEST_CASE("commands: a panel's own keys go before those of everywhere", "[gui][command]") {
  CHECK(find_command(Chord{'['})->id == "timeline.flow_back");
  CHECK(find_command(Chord{'['}, "timeline")->id == "timeline.flow_back");
  CHECK(find_command(Chord{'['}, "tree")->id == "tree.up");
  CHECK(find_command(Chord{'.'}) == nullptr);
  // Lists scroll with these.
  CHECK(find_command(Chord{Chord::PageUp}) == nullptr);
  CHECK(find_command(Chord{Chord::PageDown}) == nullptr);
  // Arrows step through the run wherever the focus is, and do nothing else.
  for (const auto* const panel : {"", "tree", "graph", "map", "timeline", "events"}) {
    CHECK(find_command(Chord{Chord::Left}, panel)->id == "step.event_back");
    CHECK(find_command(Chord{Chord::Right}, panel)->id == "step.event");
  }
}

TEST_CASE("Chord: its text is what stands on the keys", "[gui][command]") {
  CHECK(to_text(Chord{}).empty());
  CHECK(to_text(Chord{'P', true, true}) == "Ctrl+Shift+P");
  CHECK(to_text(alt(Chord::Left)) == "Alt+Left");
  CHECK(to_text(Chord{'?'}) == "?");
  CHECK(to_text(shift(Chord::F12)) == "Shift+F12");
  CHECK(to_text(Chord{Chord::Escape}) == "Escape");
}

}  // namespace
}  // namespace cascade::gui
