// SPDX-License-Identifier: Apache-2.0
// Where the panels stand: a tree of places, each divided in two or holding panels behind tabs.
// Plain data with integer shares, kept with the settings as one line of text.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cascade::gui {

/// In pixels.
struct Box {
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;
  friend bool operator==(const Box&, const Box&) = default;
};

struct PanelPlace {
  enum class Kind : std::uint8_t {
    Tabs,
    Row,     ///< Two places side by side.
    Column,  ///< One above the other.
  };
  static constexpr int kWhole = 10'000;
  static constexpr int kShareMin = 500;

  Kind kind = Kind::Tabs;
  std::vector<std::string> panels;  ///< Tabs: their ids; a place without any is not shown.
  std::size_t active = 0;           ///< Tabs: which is seen; 0 without panels.
  int share = kWhole / 2;           ///< Row, Column: of the first place, of kWhole.
  std::vector<PanelPlace> places;   ///< Row, Column: two.
  friend bool operator==(const PanelPlace&, const PanelPlace&) = default;
};

/// Which side of a place a panel is dropped at.
enum class PanelSide : std::uint8_t { Tabs, Left, Right, Top, Bottom };

/// Makes tabs narrower until they fit into `room`: at first each by up to `spare`, the space around
/// its title; then the widest, the active one last of all.
void fit_tabs(std::vector<float>& widths, std::size_t active, float room, float spare);

/// Thread: the UI's.
class PanelLayout {
 public:
  /// What a new user sees. `panels`: all ids there are, in order; those that have no place of
  /// their own in it stand behind the first tabs.
  static PanelLayout standard(std::span<const std::string_view> panels);
  /// What to_text() wrote. Ids that are not in `panels` are left out, missing ones are hidden.
  /// Nothing: it is not such a text.
  static std::optional<PanelLayout> parse(std::string_view text,
                                          std::span<const std::string_view> panels);
  [[nodiscard]] std::string to_text() const;

  [[nodiscard]] const PanelPlace& root() const { return root_; }
  /// Has a tab.
  [[nodiscard]] bool contains(std::string_view panel) const;
  /// Its tab is the active one.
  [[nodiscard]] bool visible(std::string_view panel) const;
  /// Makes its tab the active one; one that has none gets it where `standard` puts it.
  void show(std::string_view panel);
  /// Takes its tab away. The last one stays.
  void hide(std::string_view panel);
  /// To the tabs that hold `target`, or into a new place beside them.
  void move(std::string_view panel, std::string_view target, PanelSide side);

  struct PlacedTabs {
    PanelPlace* place = nullptr;
    Box box;
  };
  struct Splitter {
    PanelPlace* place = nullptr;
    Box box;    ///< What can be dragged.
    Box whole;  ///< Of both places.
  };
  struct Arrangement {
    std::vector<PlacedTabs> tabs;
    std::vector<Splitter> splitters;
  };
  /// Divides `box`; `gap` pixels stay between places. The pointers live until the next change.
  [[nodiscard]] Arrangement arrange(const Box& box, int gap);
  /// Puts the splitter's middle at `at` (x in a row, y in a column).
  static void drag(const Splitter& splitter, int at);

  friend bool operator==(const PanelLayout& a, const PanelLayout& b) { return a.root_ == b.root_; }

 private:
  PanelPlace root_;
};

}  // namespace cascade::gui
