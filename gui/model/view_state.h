// SPDX-License-Identifier: Apache-2.0
// What the window itself shows, as data: theme, zoom, where panels stand, what lies above them, and
// what commands ask of panels' cameras. Commands change it, the view paints it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gui/model/character_bag.h"
#include "gui/model/panel_layout.h"

namespace cascade::gui {

enum class ThemeChoice : std::uint8_t { System, Dark, Light };

/// What a panel is asked to do with its picture or list.
enum class ViewRequest : std::uint8_t {
  Fit,
  Focus,  ///< On what is selected.
  ZoomIn,
  ZoomOut,
  WholeSize,  ///< One unit, one pixel.
  Left,
  Right,
  Up,
  Down,
  Back,  ///< To the view before.
  Forward,
  Find,  ///< The keyboard goes to the field that searches.
  FindNext,
  FindPrevious,
  WalkUp,  ///< The selection, along a tree: to the parent.
  WalkDown,
  WalkBefore,  ///< To a sibling.
  WalkBehind,
};

/// Something that takes the keyboard and lies above the panels.
enum class Overlay : std::uint8_t { None, Palette, Help, File, Text, Unsaved };

/// A file that a command needs and was not given. The answer runs the command with it.
struct FileQuestion {
  std::string command{};  ///< Its id.
  std::string title{};
  bool saving = false;
  std::string suggested{};             ///< Saving: a name.
  std::vector<std::string> endings{};  ///< ".yaml"; empty: any.
};

/// Some words that a command needs and was not given.
struct TextQuestion {
  std::string command{};
  std::string title{};
  std::string hint{};  ///< What can be answered.
  std::string initial{};
};

/// A command would lose changes of the scenario; it runs after they were saved or given up.
struct UnsavedQuestion {
  std::string command{};
  std::vector<std::string> arguments{};
};

/// Thread: the UI's.
class ViewState {
 public:
  static constexpr int kZoomMin = 50;
  static constexpr int kZoomMax = 300;

  [[nodiscard]] ThemeChoice theme() const { return theme_; }
  void set_theme(ThemeChoice theme) { theme_ = theme; }
  /// What System means now; the window finds out.
  void set_system_dark(bool dark) { system_dark_ = dark; }
  [[nodiscard]] bool dark() const;

  /// Per cent, beside the scale of the monitor.
  [[nodiscard]] int zoom() const { return zoom_; }
  /// Kept within the limits.
  void set_zoom(int percent);
  /// To the next of the usual steps.
  void zoom_in();
  void zoom_out();

  [[nodiscard]] PanelLayout& layout() { return layout_; }
  [[nodiscard]] const PanelLayout& layout() const { return layout_; }
  void set_layout(PanelLayout layout) { layout_ = std::move(layout); }
  /// The ids of all panels that there are.
  [[nodiscard]] const std::vector<std::string>& panels() const { return panels_; }
  void set_panels(std::vector<std::string> panels) { panels_ = std::move(panels); }
  /// Brings a panel to the front. False: there is none of that name.
  bool show(std::string_view panel);

  /// The panel that was clicked last; commands about views mean it. Empty: none yet.
  [[nodiscard]] const std::string& focused() const { return focused_; }
  void focus(std::string_view panel) { focused_ = panel; }

  /// To be taken by the panel when it draws next. At most kRequestsKept wait for a panel.
  void request(std::string_view panel, ViewRequest request);
  std::vector<ViewRequest> take_requests(std::string_view panel);
  static constexpr std::size_t kRequestsKept = 64;

  /// Words that will be drawn and may have characters that no font has been asked for yet; each
  /// character is asked for once.
  void want_characters(std::string_view text);
  std::string take_wanted_characters() { return std::exchange(wanted_characters_, {}); }
  [[nodiscard]] bool wants_characters() const { return !wanted_characters_.empty(); }

  /// Where things were drawn, for tests that move a real mouse: "node Zone / Cluster". Nothing is
  /// kept unless somebody watches.
  void watch_places() { watches_places_ = true; }
  [[nodiscard]] bool watches_places() const { return watches_places_; }
  void note_place(std::string name, const Box& box) {
    if (watches_places_) places_.emplace_back(std::move(name), box);
  }
  std::vector<std::pair<std::string, Box>> take_places() { return std::exchange(places_, {}); }

  [[nodiscard]] Overlay overlay() const { return overlay_; }
  void open(Overlay overlay) { overlay_ = overlay; }
  void close_overlay() { overlay_ = Overlay::None; }
  void ask(FileQuestion question);
  void ask(TextQuestion question);
  void ask(UnsavedQuestion question);
  [[nodiscard]] const FileQuestion& file_question() const { return file_question_; }
  [[nodiscard]] const TextQuestion& text_question() const { return text_question_; }
  [[nodiscard]] const UnsavedQuestion& unsaved_question() const { return unsaved_question_; }

 private:
  ThemeChoice theme_ = ThemeChoice::System;
  bool system_dark_ = true;
  int zoom_ = 100;
  PanelLayout layout_;
  std::vector<std::string> panels_;
  std::string focused_;
  std::map<std::string, std::vector<ViewRequest>, std::less<>> requests_;
  CharacterBag characters_;  ///< That fonts were asked for.
  std::string wanted_characters_;
  bool watches_places_ = false;
  std::vector<std::pair<std::string, Box>> places_;
  Overlay overlay_ = Overlay::None;
  FileQuestion file_question_;
  TextQuestion text_question_;
  UnsavedQuestion unsaved_question_;
};

}  // namespace cascade::gui
