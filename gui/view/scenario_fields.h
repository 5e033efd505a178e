// SPDX-License-Identifier: Apache-2.0
// Fields of the scenario that is edited, each a line: a name, what stands at its path, and below it
// what is wrong there. What the user enters becomes the commands scenario.set and scenario.unset.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gui/model/scenario_draft.h"
#include "gui/view/choice_popup.h"
#include "gui/view/panel.h"

namespace cascade::gui {

/// The scenario that is edited.
const ScenarioDraft& draft_of(const PanelContext& context);

/// Thread: the UI's.
class ScenarioFields {
 public:
  struct Word {
    std::string_view word;
    std::string_view about;
  };
  /// Before the fields of a frame.
  void begin();
  /// Whether a field of the frame before shows what is wrong at that path.
  [[nodiscard]] bool has(std::string_view path) const;

  /// `hint`: what counts while nothing is set.
  void text(PanelContext& context, std::string_view label, const std::string& path,
            const std::string& hint, std::string_view about = {});
  /// The same with a long name and a short value, for numbers.
  void number(PanelContext& context, std::string_view label, const std::string& path,
              const std::string& hint, const std::string& about);
  /// One of a few words; `fallback` counts while nothing is set.
  void words(PanelContext& context, std::string_view label, const std::string& path,
             const std::vector<Word>& words, std::string_view fallback);
  /// Found by typing. `optional`: it can be taken away.
  void choice(PanelContext& context, std::string_view label, const std::string& path, bool optional,
              const ChoicePopup::Find& find);
  /// Found by typing, with the caller deciding what it means; the answer, once there is one.
  std::optional<std::string> choice_of(PanelContext& context, std::string_view label,
                                       const std::string& path, const std::string& current,
                                       const ChoicePopup::Find& find);
  /// A fraction, typed as "1/1000", which stands in the file as [1, 1000].
  void ratio(PanelContext& context, std::string_view label, const std::string& path);

 private:
  /// What is wrong at `path`, under its field.
  void draw_mistakes(const PanelContext& context, const std::string& path);
  /// The words once they were entered.
  std::optional<std::string> input(const std::string& path, const std::string& current,
                                   const std::string& hint);
  std::string path_;  ///< Of the field that has the keyboard; empty: none.
  std::string words_;
  int frame_ = 0;  ///< In which that field was drawn last.
  ChoicePopup popup_;
  std::vector<std::string> before_;  ///< Paths of the fields in the frame before.
  std::vector<std::string> shown_;   ///< In this one.
};

}  // namespace cascade::gui
