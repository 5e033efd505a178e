// SPDX-License-Identifier: Apache-2.0
#include "gui/model/map_pane.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/gui/desk.h"

namespace cascade::gui {
namespace {

struct MapDesk : Desk {
  explicit MapDesk(std::string_view rest = "") : Desk(rest), pane(nullptr) {
    for (std::size_t i = 0; i < palette.size(); ++i) {
      palette[i] = 0xFF000000U + static_cast<std::uint32_t>(i);
    }
    settle();
  }
  bool update() { return pane.update(source(), {800, 500, 16, &palette, 1}); }
  // Until nothing changes any more.
  void settle() {
    update();
    while (pane.busy()) {
      pane.wait();
      update();
    }
  }
  [[nodiscard]] std::size_t pixels(MapTone tone) const {
    const auto& colours = pane.frame()->colours;
    return static_cast<std::size_t>(
        std::count(colours.begin(), colours.end(), palette[static_cast<std::size_t>(tone)]));
  }
  [[nodiscard]] PicturePoint screen(std::string_view name) {
    const MapRect rect = *pane.map()->rect_of(*history->world().find(name));
    return pane.canvas().to_screen(rect.x + rect.width * 0.5F,
                                   rect.y + std::min(rect.width, rect.height) * 0.05F);
  }
  MapPalette palette{};
  MapPane pane;
};

}  // namespace

TEST_CASE("Map pane: the picture follows the position", "[gui][map][threads]") {
  MapDesk desk;
  REQUIRE(desk.pane.frame());
  CHECK(desk.pixels(MapTone::Live) == 0);
  CHECK(desk.pixels(MapTone::Gone) > 0);
  desk.go(0);
  desk.settle();
  CHECK(desk.pixels(MapTone::Live) > 0);
  CHECK(desk.pixels(MapTone::Gone) == 0);
  CHECK(desk.pane.frame()->image->width == 800);
  CHECK(desk.pane.frame()->overview_colours.size() > 1000);
  CHECK_FALSE(desk.update());
}

TEST_CASE("Map pane: what appears during the run has a place from the start",
          "[gui][map][threads]") {
  MapDesk desk("faults: [{ kind: appear, appears: Nic/n8, resource: Nic/n1, action: delete }]");
  const Resource late = *desk.history->world().find("Nic/n8");
  const auto count = [&](MapTone tone) {
    return desk.pane.frame()->tones->counts[static_cast<std::size_t>(tone)];
  };
  REQUIRE(desk.pane.map()->rect_of(late));
  CHECK(desk.pane.frame()->tones->of(late) == MapTone::Live);
  CHECK(desk.pane.map()->chain_of(late).size() > 1);
  desk.go(0);
  desk.settle();
  CHECK(desk.pane.frame()->tones->of(late) == MapTone::Absent);
  CHECK(count(MapTone::Absent) == 1);
  CHECK(count(MapTone::Gone) == 0);
  CHECK(desk.pane.about(late)[1] == "not there yet");
}

TEST_CASE("Map pane: another camera asks for another picture with the same tones",
          "[gui][map][threads]") {
  MapDesk desk;
  const auto before = desk.pane.frame();
  desk.pane.canvas().zoom({400, 250}, 2);
  desk.settle();
  CHECK(desk.pane.frame() != before);
  CHECK(desk.pane.frame()->tones == before->tones);
  CHECK(desk.pane.frame()->image->seen == desk.pane.canvas().visible());
}

TEST_CASE("Map pane: what is under the mouse is told and can be selected", "[gui][map][threads]") {
  MapDesk desk;
  const auto found = desk.pane.resource_at(desk.screen("Host/h2"));
  REQUIRE(found);
  CHECK(*found == *desk.history->world().find("Host/h2"));
  desk.go(0);
  desk.settle();
  const std::vector<std::string> words = desk.pane.about(*found);
  REQUIRE(words.size() == 4);
  CHECK(words[0] == "Host/h2, Up");
  CHECK(words[1] == "untouched");
  CHECK(words[2] == "in Zone/z");
  CHECK(words[3].find("holds ") == 0);
  desk.pane.select(*found, desk.selection);
  desk.settle();
  CHECK(desk.selection.type == desk.type("Host"));
  CHECK(desk.pane.selected_rect());
  CHECK(desk.pane.find("Host/h3"));
  CHECK_FALSE(desk.pane.find("Host/h9"));
}

TEST_CASE("Map pane: a step picked in the tree dims everything else", "[gui][map][threads]") {
  MapDesk desk;
  const auto dimmed = [&] {
    const auto& pixels = desk.pane.frame()->image->pixels;
    return std::count_if(pixels.begin(), pixels.end(),
                         [](std::uint8_t pixel) { return (pixel & MapImage::kDimmed) != 0; });
  };
  CHECK(dimmed() == 0);
  desk.selection.type = desk.type("Vm");
  desk.settle();
  CHECK(dimmed() > 0);
  desk.selection.pass = 1;
  desk.selection.step = StepId{0};  // the first NICs
  desk.settle();
  CHECK(dimmed() > 0);
  desk.selection = {};
  desk.settle();
  CHECK(dimmed() == 0);
}

TEST_CASE("Map pane: another run of the same scenario keeps the map and the camera",
          "[gui][map][threads]") {
  MapDesk desk;
  desk.pane.canvas().zoom({10, 10}, 3);
  const Canvas::View view = desk.pane.canvas().view();
  desk.open("");
  desk.settle();
  CHECK(desk.pane.canvas().view() == view);
  desk.history = nullptr;
  desk.snapshot = nullptr;
  desk.settle();
  CHECK(desk.pane.status().find("Run") == 0);
}

}  // namespace cascade::gui
