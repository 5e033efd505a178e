// SPDX-License-Identifier: Apache-2.0
// The preview as a pane of the window: what is known of it, which operation is looked at, and the
// list of its resources with its filter.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "gui/model/preview_model.h"

namespace cascade::gui {

/// Thread: the UI's.
class PreviewPane {
 public:
  enum class State : std::uint8_t {
    None,  ///< Nobody has asked.
    Working,
    Failed,  ///< Or stopped; why() says it.
    Ready,
  };

  /// Nothing is known: the scenario is another.
  void clear();
  void begin();
  void set(std::shared_ptr<const PreviewModel> model);
  void fail(std::string why);

  [[nodiscard]] State state() const { return state_; }
  [[nodiscard]] const std::string& why() const { return why_; }
  /// Null unless ready.
  [[nodiscard]] const std::shared_ptr<const PreviewModel>& model() const { return model_; }

  /// Which of the model's operations is looked at.
  [[nodiscard]] std::size_t chosen() const { return chosen_; }
  /// Less than there are. The filter is taken away.
  void choose(std::size_t operation);
  /// Null unless ready.
  [[nodiscard]] const PreviewOperation* operation() const;

  [[nodiscard]] const PreviewInstances::Filter& filter() const { return instances_.filter(); }
  void set_filter(PreviewInstances::Filter filter);
  /// What a filter can ask for: words of the counts that fit its type, each once, by bytes.
  [[nodiscard]] std::vector<std::string> states() const;
  [[nodiscard]] std::vector<std::string> reactions() const;

  /// Looks for further rows, as many as a frame has time for. True: there are more.
  bool advance() { return instances_.advance(kPiece); }
  [[nodiscard]] const std::vector<PreviewInstances::Row>& rows() const { return instances_.rows(); }
  [[nodiscard]] bool complete() const { return instances_.complete(); }

 private:
  static constexpr std::size_t kPiece = 20'000;  // some milliseconds
  template <class Word>
  [[nodiscard]] std::vector<std::string> words_of(const Word& word) const;

  State state_ = State::None;
  std::string why_;
  std::shared_ptr<const PreviewModel> model_;
  std::size_t chosen_ = 0;
  PreviewInstances instances_;
};

}  // namespace cascade::gui
