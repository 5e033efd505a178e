// SPDX-License-Identifier: Apache-2.0
#include "gui/model/view_state.h"

#include <algorithm>
#include <array>

namespace cascade::gui {
namespace {

constexpr std::array kZoomSteps{50, 60, 70, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300};

}  // namespace

bool ViewState::dark() const {
  return theme_ == ThemeChoice::System ? system_dark_ : theme_ == ThemeChoice::Dark;
}

void ViewState::set_zoom(int percent) {
  zoom_ = std::clamp(percent, kZoomMin, kZoomMax);
}

void ViewState::zoom_in() {
  const auto* const next = std::upper_bound(kZoomSteps.begin(), kZoomSteps.end(), zoom_);
  if (next != kZoomSteps.end()) zoom_ = *next;
}

void ViewState::zoom_out() {
  const auto* const here = std::lower_bound(kZoomSteps.begin(), kZoomSteps.end(), zoom_);
  if (here != kZoomSteps.begin()) zoom_ = *(here - 1);
}

bool ViewState::show(std::string_view panel) {
  if (std::find(panels_.begin(), panels_.end(), panel) == panels_.end()) return false;
  layout_.show(panel);
  focus(panel);
  return true;
}

void ViewState::request(std::string_view panel, ViewRequest request) {
  std::vector<ViewRequest>& waiting = requests_[std::string(panel)];
  if (waiting.size() < kRequestsKept) waiting.push_back(request);
}

std::vector<ViewRequest> ViewState::take_requests(std::string_view panel) {
  const auto found = requests_.find(panel);
  if (found == requests_.end()) return {};
  return std::exchange(found->second, {});
}

void ViewState::want_characters(std::string_view text) {
  wanted_characters_ += characters_.add(text);
}

void ViewState::ask(FileQuestion question) {
  file_question_ = std::move(question);
  overlay_ = Overlay::File;
}

void ViewState::ask(TextQuestion question) {
  text_question_ = std::move(question);
  overlay_ = Overlay::Text;
}

void ViewState::ask(UnsavedQuestion question) {
  unsaved_question_ = std::move(question);
  overlay_ = Overlay::Unsaved;
}

}  // namespace cascade::gui
