// SPDX-License-Identifier: Apache-2.0
#include "gui/model/view_state.h"

#include <catch2/catch.hpp>

namespace cascade::gui {
namespace {

TEST_CASE("ViewState: the theme follows the system until the user decides", "[gui][view]") {
  ViewState view;
  view.set_system_dark(false);
  CHECK_FALSE(view.dark());
  view.set_system_dark(true);
  CHECK(view.dark());
  view.set_theme(ThemeChoice::Light);
  CHECK_FALSE(view.dark());
  view.set_theme(ThemeChoice::Dark);
  view.set_system_dark(false);
  CHECK(view.dark());
}

TEST_CASE("ViewState: zoom goes by steps, there and back, within its limits", "[gui][view]") {
  ViewState view;
  view.zoom_in();
  CHECK(view.zoom() == 110);
  view.zoom_out();
  CHECK(view.zoom() == 100);
  for (int i = 0; i < 50; ++i) view.zoom_in();
  CHECK(view.zoom() == ViewState::kZoomMax);
  for (int i = 0; i < 50; ++i) view.zoom_out();
  CHECK(view.zoom() == ViewState::kZoomMin);
  view.set_zoom(104);
  view.zoom_out();
  CHECK(view.zoom() == 100);
  view.set_zoom(1'000);
  CHECK(view.zoom() == ViewState::kZoomMax);
}

TEST_CASE("ViewState: a panel takes what was asked of it, in order and once", "[gui][view]") {
  ViewState view;
  view.request("tree", ViewRequest::Fit);
  view.request("map", ViewRequest::Left);
  view.request("tree", ViewRequest::ZoomIn);
  CHECK(view.take_requests("tree") ==
        std::vector<ViewRequest>{ViewRequest::Fit, ViewRequest::ZoomIn});
  CHECK(view.take_requests("tree").empty());
  CHECK(view.take_requests("other").empty());
  for (int i = 0; i < 1'000; ++i) view.request("hidden", ViewRequest::Left);
  CHECK(view.take_requests("hidden").size() == ViewState::kRequestsKept);
}

TEST_CASE("ViewState: fonts are asked for each character once", "[gui][view]") {
  ViewState view;
  view.want_characters("Zone/1");
  CHECK_FALSE(view.wants_characters());
  view.want_characters("Zone/机房 机");
  CHECK(view.wants_characters());
  CHECK(view.take_wanted_characters() == "机房");
  view.want_characters("Zone/机房");
  CHECK_FALSE(view.wants_characters());
  view.want_characters("서울 房");
  CHECK(view.take_wanted_characters() == "서울");
}

TEST_CASE("ViewState: bytes that are no character ask for nothing", "[gui][view]") {
  ViewState view;
  for (const char* const text : {"\xFF", "\xC3", "\x80\x80", "a\xE6"}) view.want_characters(text);
  CHECK_FALSE(view.wants_characters());
  view.want_characters(
      "\xE6\x9C"
      "東");
  CHECK(view.take_wanted_characters().ends_with("東"));
}

TEST_CASE("ViewState: a question opens its dialog", "[gui][view]") {
  ViewState view;
  CHECK(view.overlay() == Overlay::None);
  view.ask(FileQuestion{.command = "file.open", .title = "Open"});
  CHECK(view.overlay() == Overlay::File);
  CHECK(view.file_question().command == "file.open");
  view.ask(TextQuestion{.command = "run.to_time", .title = "Time"});
  CHECK(view.overlay() == Overlay::Text);
  view.close_overlay();
  CHECK(view.overlay() == Overlay::None);
}

}  // namespace
}  // namespace cascade::gui
