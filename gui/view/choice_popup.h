// SPDX-License-Identifier: Apache-2.0
// A field whose value is found by typing a few letters: a click opens a list with a line above it.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cascade::gui {

struct PanelContext;

/// Serves any number of fields; one is open at a time. Thread: the UI's.
class ChoicePopup {
 public:
  using Find = std::function<std::vector<std::string>(std::string_view query)>;

  /// The field, as wide as the rest of the line. `id` names it in its window. The answer: what was
  /// chosen, or typed where nothing fits.
  std::optional<std::string> draw(PanelContext& context, const std::string& id,
                                  const std::string& current, const Find& find);

 private:
  void open(const std::string& id, const Find& find);
  std::optional<std::string> draw_popup(PanelContext& context, const Find& find);
  std::optional<std::string> draw_rows(PanelContext& context);
  void move();

  std::string id_;  ///< Of the field that is open; empty: none.
  std::string query_;
  std::vector<std::string> rows_;
  std::size_t selected_ = 0;
  bool just_opened_ = false;
  bool scroll_ = false;
};

}  // namespace cascade::gui
