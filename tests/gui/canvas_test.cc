// SPDX-License-Identifier: Apache-2.0
// The camera and what the mouse does to it, in pixels.
#include "gui/model/canvas.h"

#include <catch2/catch.hpp>

#include "gui/model/canvas_hand.h"

using namespace cascade::gui;

namespace {

Canvas canvas_of(double width, double height) {
  Canvas canvas(8);
  canvas.resize(800, 600);
  canvas.set_content({0, 0, width, height});
  return canvas;
}

CanvasInput at(float x, float y) {
  CanvasInput input;
  input.mouse = {x, y};
  input.hovered = true;
  input.seconds = 0.02F;
  return input;
}

CanvasInput with_left(CanvasInput input) {
  input.left = true;
  return input;
}

}  // namespace

TEST_CASE("Canvas: a picture is fitted until somebody moves it", "[gui][canvas]") {
  Canvas canvas = canvas_of(7600, 100);
  CHECK(canvas.scale() == Approx(760.0 / 7600));
  CHECK(canvas.to_screen(3800, 50) == PicturePoint{400, 300});
  canvas.resize(400, 600);
  CHECK(canvas.scale() == Approx(360.0 / 7600));
  canvas.pan(10, 0);
  const double moved = canvas.scale();
  canvas.resize(800, 600);
  canvas.set_content({0, 0, 100, 100});
  CHECK(canvas.scale() == moved);
  canvas.fit();
  CHECK(canvas.scale() == 1);  // never larger than life
}

TEST_CASE("Canvas: the wheel keeps what is under the cursor", "[gui][canvas]") {
  Canvas canvas = canvas_of(1000, 1000);
  const PicturePoint cursor{123, 456};
  const PicturePoint before = canvas.to_picture(cursor);
  const double scale = canvas.scale();
  canvas.zoom(cursor, 3);
  CHECK(canvas.to_picture(cursor).x == Approx(before.x));
  CHECK(canvas.to_picture(cursor).y == Approx(before.y));
  const double normal = canvas.scale() / scale;
  canvas.zoom(cursor, -3);
  CHECK(canvas.scale() == Approx(scale));
  canvas.zoom(cursor, 3, ZoomStep::Fine);
  CHECK(canvas.scale() / scale < normal);
  canvas.zoom(cursor, -3, ZoomStep::Fine);
  canvas.zoom(cursor, 3, ZoomStep::Fast);
  CHECK(canvas.scale() / scale > normal);
}

TEST_CASE("Canvas: zooming ends at the closest look and at a fifth of the whole", "[gui][canvas]") {
  Canvas canvas = canvas_of(1000, 1000);
  const double fits = canvas.scale();
  canvas.zoom({400, 300}, 1000);
  CHECK(canvas.scale() == Approx(8));
  canvas.zoom({400, 300}, -1000);
  CHECK(canvas.scale() == Approx(fits / 5));
}

TEST_CASE("Canvas: what is visible and what is on the screen are the same place", "[gui][canvas]") {
  Canvas canvas = canvas_of(3000, 2000);
  canvas.zoom({100, 100}, 4);
  const CanvasBox screen = canvas.to_screen(canvas.visible());
  CHECK(screen.left == Approx(0).margin(1e-6));
  CHECK(screen.top == Approx(0).margin(1e-6));
  CHECK(screen.right == Approx(800));
  CHECK(screen.bottom == Approx(600));
}

TEST_CASE("Canvas: back and forward go through jumps, a drag counts once", "[gui][canvas]") {
  Canvas canvas = canvas_of(3000, 2000);
  const Canvas::View start = canvas.view();
  CHECK_FALSE(canvas.can_go_back());
  canvas.pan(5, 0);
  canvas.pan(5, 0);
  canvas.pan(5, 0);
  const Canvas::View panned = canvas.view();
  canvas.show({0, 0, 100, 100});
  const Canvas::View shown = canvas.view();
  REQUIRE(canvas.back());
  CHECK(canvas.view() == panned);
  REQUIRE(canvas.back());
  CHECK(canvas.view() == start);
  CHECK_FALSE(canvas.back());
  REQUIRE(canvas.forward());
  REQUIRE(canvas.forward());
  CHECK(canvas.view() == shown);
  CHECK_FALSE(canvas.forward());
  canvas.back();
  canvas.centre_on(1, 2);
  CHECK_FALSE(canvas.can_go_forward());
}

TEST_CASE("Canvas: revealing moves only as far as needed", "[gui][canvas]") {
  Canvas canvas = canvas_of(3000, 2000);
  canvas.show({0, 0, 760, 560});
  const Canvas::View before = canvas.view();
  canvas.reveal({100, 100, 200, 200});
  CHECK(canvas.view() == before);
  canvas.reveal({900, 100, 1000, 200});
  CHECK(canvas.view().y == before.y);
  CHECK(canvas.to_screen(1000, 100).x == Approx(780));
}

TEST_CASE("Canvas: what is kept in place stays where it is on the screen", "[gui][canvas]") {
  Canvas canvas = canvas_of(3000, 2000);
  canvas.zoom({10, 10}, 2);
  const PicturePoint before = canvas.to_screen(700, 300);
  canvas.keep_in_place({700, 300}, {650, 900});
  CHECK(canvas.to_screen(650, 900).x == Approx(before.x));
  CHECK(canvas.to_screen(650, 900).y == Approx(before.y));
}

TEST_CASE("Canvas hand: a press and release in place is a click", "[gui][canvas]") {
  Canvas canvas = canvas_of(3000, 2000);
  CanvasHand hand;
  const Canvas::View before = canvas.view();
  CHECK_FALSE(hand.handle(canvas, with_left(at(50, 60))).click);
  CHECK_FALSE(hand.handle(canvas, with_left(at(52, 61))).click);
  const CanvasActs acts = hand.handle(canvas, at(52, 61));
  REQUIRE(acts.click);
  CHECK(*acts.click == PicturePoint{50, 60});
  CHECK(canvas.view() == before);
  CHECK_FALSE(hand.handle(canvas, at(52, 61)).click);
}

TEST_CASE("Canvas hand: left, middle and space drags pan, and are no clicks", "[gui][canvas]") {
  Canvas canvas = canvas_of(3000, 2000);
  CanvasHand hand;
  const PicturePoint held = canvas.to_picture({100, 100});
  CanvasInput input = at(100, 100);
  SECTION("left") {
    input.left = true;
  }
  SECTION("middle") {
    input.middle = true;
  }
  SECTION("space and left") {
    input.left = input.space = true;
  }
  hand.handle(canvas, input);
  input.mouse = {180, 40};
  CHECK(hand.handle(canvas, input).dragging);
  const CanvasActs acts = hand.handle(canvas, at(180, 40));
  CHECK_FALSE(acts.click);
  CHECK_FALSE(acts.space_tap);
  CHECK(canvas.to_picture({180, 40}).x == Approx(held.x));
  CHECK(canvas.to_picture({180, 40}).y == Approx(held.y));
}

TEST_CASE("Canvas hand: the space bar alone is a tap, when it is released", "[gui][canvas]") {
  Canvas canvas = canvas_of(3000, 2000);
  CanvasHand hand;
  CanvasInput input = at(100, 100);
  CHECK_FALSE(hand.handle(canvas, input).space_tap);
  input.space = true;
  CHECK_FALSE(hand.handle(canvas, input).space_tap);
  CHECK_FALSE(hand.handle(canvas, input).space_tap);
  CHECK(hand.handle(canvas, at(100, 100)).space_tap);
  CHECK_FALSE(hand.handle(canvas, at(100, 100)).space_tap);
}

TEST_CASE("Canvas hand: a shift-drag fills the panel with the area", "[gui][canvas]") {
  Canvas canvas = canvas_of(3000, 2000);
  CanvasHand hand;
  const PicturePoint corner = canvas.to_picture({200, 150});
  const PicturePoint other = canvas.to_picture({600, 450});
  CanvasInput input = with_left(at(600, 450));
  input.shift = true;
  hand.handle(canvas, input);
  input.mouse = {200, 150};
  const CanvasActs acts = hand.handle(canvas, input);
  REQUIRE(acts.area);
  CHECK(*acts.area == CanvasBox{200, 150, 600, 450});
  hand.handle(canvas, at(200, 150));
  CHECK(canvas.visible().left == Approx(corner.x));
  CHECK(canvas.visible().top == Approx(corner.y));
  CHECK(canvas.visible().right == Approx(other.x));
  CHECK(canvas.visible().bottom == Approx(other.y));
}

TEST_CASE("Canvas hand: nothing begins outside, but a drag goes on there", "[gui][canvas]") {
  Canvas canvas = canvas_of(3000, 2000);
  CanvasHand hand;
  const Canvas::View before = canvas.view();
  CanvasInput outside = with_left(at(-5, 10));
  outside.hovered = false;
  outside.wheel = 1;
  hand.handle(canvas, outside);
  outside.mouse = {100, 10};
  hand.handle(canvas, outside);
  CHECK(canvas.view() == before);
  hand.handle(canvas, at(100, 10));
  hand.handle(canvas, with_left(at(100, 10)));
  CanvasInput far = with_left(at(-300, 10));
  far.hovered = false;
  CHECK(hand.handle(canvas, far).dragging);
  CHECK_FALSE(canvas.view() == before);
}

TEST_CASE("Canvas hand: keys pan, and ask for further frames", "[gui][canvas]") {
  Canvas canvas = canvas_of(3000, 2000);
  CanvasHand hand;
  const double x = canvas.view().x;
  CanvasInput input = at(0, 0);
  input.keys = {1, 0};
  CHECK(hand.handle(canvas, input).moving);
  CHECK(canvas.view().x > x);
  CHECK_FALSE(hand.handle(canvas, at(0, 0)).moving);
}
