// SPDX-License-Identifier: Apache-2.0
#include "gui/model/panel_layout.h"

#include <array>
#include <catch2/catch.hpp>
#include <string>

namespace cascade::gui {
namespace {

constexpr std::array<std::string_view, 9> kPanels{
    "scenario", "preview", "tree", "graph", "map", "compare", "timeline", "inspector", "events"};

PanelLayout layout_of(std::string_view text) {
  const auto layout = PanelLayout::parse(text, kPanels);
  REQUIRE(layout);
  return *layout;
}

TEST_CASE("Tabs: they give up their space, then the widest their titles, the active one last",
          "[gui][layout]") {
  const std::vector<float> wanted{100, 80, 200};
  std::vector<float> widths = wanted;
  fit_tabs(widths, 0, 400, 10);
  CHECK(widths == wanted);
  fit_tabs(widths, 0, 365, 10);
  CHECK(widths == std::vector<float>{95, 75, 195});
  widths = wanted;
  fit_tabs(widths, 0, 270, 10);
  CHECK(widths == std::vector<float>{90, 70, 110});
  widths = wanted;
  fit_tabs(widths, 2, 50, 10);
  CHECK(widths == std::vector<float>{0, 0, 50});
  widths.clear();
  fit_tabs(widths, 0, 50, 10);
  CHECK(widths.empty());
}

TEST_CASE("PanelLayout: the standard one shows every panel behind some tab", "[gui][layout]") {
  const PanelLayout layout = PanelLayout::standard(kPanels);
  for (const std::string_view id : kPanels) CHECK(layout.contains(id));
  CHECK(layout.visible("tree"));
  CHECK_FALSE(layout.visible("map"));
}

TEST_CASE("PanelLayout: panels without a place of their own join the first tabs", "[gui][layout]") {
  constexpr std::array<std::string_view, 2> kOthers{"tree", "new one"};
  const PanelLayout layout = PanelLayout::standard(kOthers);
  CHECK(layout.to_text() == "tabs 0 tree new one");
}

TEST_CASE("PanelLayout: text and layout turn into each other", "[gui][layout]") {
  const PanelLayout layout = PanelLayout::standard(kPanels);
  CHECK(layout_of(layout.to_text()) == layout);
  const std::string text =
      "row 2500 (tabs 1 scenario preview) (column 6000 (tabs 0 tree) (tabs 0 map))";
  CHECK(layout_of(text).to_text() == text);
}

TEST_CASE("PanelLayout: unknown and repeated panels of a text are left out", "[gui][layout]") {
  CHECK(layout_of("row 2500 (tabs 2 old tree map) (tabs 0 tree gone)").to_text() ==
        "tabs 1 tree map");
}

TEST_CASE("PanelLayout: other texts are none", "[gui][layout]") {
  for (const std::string text :
       {"", "tabs", "tabs x", "tabs 3 tree", "row 2500 (tabs 0 tree)",
        "row 0 (tabs 0 tree) (tabs 0 map)", "row 9999 (tabs 0 tree) (tabs 0 map)", "tabs 0 unknown",
        "tabs -1 tree", "row 2500 (tabs 0 tree) (tabs 0 map) (tabs 0 events)", "tabs 0 tree)",
        "heap 1 (tabs 0 tree)"}) {
    INFO(text);
    CHECK_FALSE(PanelLayout::parse(text, kPanels));
  }
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "row 5000 (";
  CHECK_FALSE(PanelLayout::parse(deep, kPanels));
}

TEST_CASE("PanelLayout: show brings a tab to the front, and back a hidden panel", "[gui][layout]") {
  PanelLayout layout = layout_of("row 2500 (tabs 0 scenario preview) (tabs 0 tree)");
  layout.show("preview");
  CHECK(layout.visible("preview"));
  CHECK_FALSE(layout.visible("scenario"));
  layout.show("map");
  CHECK(layout.to_text() == "row 2500 (tabs 1 scenario preview) (tabs 1 tree map)");
}

TEST_CASE("PanelLayout: hiding the last panel of a place gives its room to the neighbour",
          "[gui][layout]") {
  PanelLayout layout = layout_of("row 2500 (tabs 1 scenario preview) (tabs 0 tree)");
  layout.hide("scenario");
  CHECK(layout.to_text() == "row 2500 (tabs 0 preview) (tabs 0 tree)");
  layout.hide("preview");
  CHECK(layout.to_text() == "tabs 0 tree");
  layout.hide("tree");
  CHECK(layout.to_text() == "tabs 0 tree");
}

TEST_CASE("PanelLayout: a panel moves behind other tabs or beside them", "[gui][layout]") {
  PanelLayout layout = layout_of("row 2500 (tabs 0 scenario preview) (tabs 0 tree)");
  layout.move("preview", "tree", PanelSide::Tabs);
  CHECK(layout.to_text() == "row 2500 (tabs 0 scenario) (tabs 1 tree preview)");
  layout.move("scenario", "tree", PanelSide::Bottom);
  CHECK(layout.to_text() == "column 5000 (tabs 1 tree preview) (tabs 0 scenario)");
  layout.move("tree", "tree", PanelSide::Left);
  CHECK(layout.to_text() ==
        "column 5000 (row 5000 (tabs 0 tree) (tabs 0 preview)) (tabs 0 scenario)");
  layout.move("scenario", "scenario", PanelSide::Left);
  CHECK(layout.to_text() ==
        "column 5000 (row 5000 (tabs 0 tree) (tabs 0 preview)) (tabs 0 scenario)");
}

TEST_CASE("PanelLayout: places fill the window without overlap, and splitters move them",
          "[gui][layout]") {
  PanelLayout layout =
      layout_of("row 2500 (tabs 0 scenario) (column 5000 (tabs 0 tree) (tabs 0 map))");
  auto arrangement = layout.arrange({10, 20, 404, 204}, 4);
  REQUIRE(arrangement.tabs.size() == 3);
  CHECK(arrangement.tabs[0].box == Box{10, 20, 100, 204});
  CHECK(arrangement.tabs[1].box == Box{114, 20, 300, 100});
  CHECK(arrangement.tabs[2].box == Box{114, 124, 300, 100});
  REQUIRE(arrangement.splitters.size() == 2);
  CHECK(arrangement.splitters[0].box == Box{110, 20, 4, 204});
  CHECK(arrangement.splitters[1].box == Box{114, 120, 300, 4});
  PanelLayout::drag(arrangement.splitters[0], 212);
  arrangement = layout.arrange({10, 20, 404, 204}, 4);
  CHECK(arrangement.tabs[0].box.width == 200);
  PanelLayout::drag(arrangement.splitters[1], -1000);
  arrangement = layout.arrange({10, 20, 404, 204}, 4);
  CHECK(arrangement.tabs[1].box.height == 10);
}

TEST_CASE("PanelLayout: no room is no harm", "[gui][layout]") {
  PanelLayout layout = PanelLayout::standard(kPanels);
  const auto arrangement = layout.arrange({0, 0, 0, 0}, 4);
  for (const auto& placed : arrangement.tabs) {
    CHECK(placed.box.width >= 0);
    CHECK(placed.box.height >= 0);
  }
  PanelLayout::drag(arrangement.splitters[0], 5);
  CHECK(layout == PanelLayout::standard(kPanels));
}

}  // namespace
}  // namespace cascade::gui
