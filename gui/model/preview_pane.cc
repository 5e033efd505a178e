// SPDX-License-Identifier: Apache-2.0
#include "gui/model/preview_pane.h"

#include <set>
#include <utility>

#include "engine/assert.h"

namespace cascade::gui {

void PreviewPane::clear() {
  *this = PreviewPane();
}

void PreviewPane::begin() {
  clear();
  state_ = State::Working;
}

void PreviewPane::set(std::shared_ptr<const PreviewModel> model) {
  clear();
  state_ = State::Ready;
  model_ = std::move(model);
  choose(0);
}

void PreviewPane::fail(std::string why) {
  clear();
  state_ = State::Failed;
  why_ = std::move(why);
}

void PreviewPane::choose(std::size_t operation) {
  CASCADE_ASSERT(model_ != nullptr && operation < model_->operations().size(),
                 "an operation of the scenario is chosen");
  chosen_ = operation;
  set_filter({});
}

const PreviewOperation* PreviewPane::operation() const {
  return model_ == nullptr ? nullptr : &model_->operations()[chosen_];
}

void PreviewPane::set_filter(PreviewInstances::Filter filter) {
  instances_.set(model_, chosen_, std::move(filter));
}

template <class Word>
std::vector<std::string> PreviewPane::words_of(const Word& word) const {
  std::set<std::string> words;
  if (const PreviewOperation* const shown = operation()) {
    for (const PreviewType& type : shown->types) {
      if (filter().type && *filter().type != type.type) continue;
      for (const PreviewCount& count : type.counts) words.insert(word(count));
    }
  }
  words.erase("");
  return {words.begin(), words.end()};
}

std::vector<std::string> PreviewPane::states() const {
  return words_of([](const PreviewCount& count) { return count.state; });
}

std::vector<std::string> PreviewPane::reactions() const {
  return words_of([](const PreviewCount& count) { return count.reaction; });
}

}  // namespace cascade::gui
