// SPDX-License-Identifier: Apache-2.0
// Everything that a user can do, as rows of one table: menu, toolbar, keys, palette, tooltips, help
// and scripts are made from it. The rows stand in commands_*.cc, one file per menu.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"

namespace cascade::gui {

class Workbench;

/// A key with modifiers. `key`: an upper-case ASCII letter, digit or sign as on the key, or one of
/// the named keys.
struct Chord {
  enum Named : std::uint32_t {
    None = 0,
    Escape = 256,
    Enter,
    Space,
    Tab,
    Backspace,
    Delete,
    Left,
    Right,
    Up,
    Down,
    Home,
    End,
    PageUp,
    PageDown,
    F1,
    F2,
    F3,
    F4,
    F5,
    F6,
    F7,
    F8,
    F9,
    F10,
    F11,
    F12,
  };
  std::uint32_t key = None;
  bool ctrl = false;
  bool shift = false;
  bool alt = false;
  friend auto operator<=>(const Chord&, const Chord&) = default;
};
/// "Ctrl+Shift+P", "Alt+Left"; empty: no key.
std::string to_text(const Chord& chord);
constexpr Chord ctrl(std::uint32_t key) {
  return {key, true, false, false};
}
constexpr Chord shift(std::uint32_t key) {
  return {key, false, true, false};
}
constexpr Chord ctrl_shift(std::uint32_t key) {
  return {key, true, true, false};
}
constexpr Chord alt(std::uint32_t key) {
  return {key, false, false, true};
}

using Arguments = std::span<const std::string>;

struct Command {
  std::string_view id{};  ///< "step.event". Unique.
  /// A short name for scripts, of one or more words: "step", "export dot"; empty: the id alone.
  /// Unique.
  std::string_view word{};
  std::string_view title{};     ///< "Step one event forward"
  std::string_view menu{};      ///< "Run"; empty: not in a menu.
  std::string_view about{};     ///< One sentence for tooltip and help.
  std::string_view argument{};  ///< What scripts give it: "[COUNT]", "FILE"; empty: nothing.
  std::vector<Chord> chords{};  ///< The first is shown. Unique in the table.
  bool (*enabled)(const Workbench&) = nullptr;  ///< Null: always.
  /// A wrong or missing argument, or a refusal, is an error. From menus and keys it is called
  /// without arguments. Long work is started, not awaited.
  Result<void> (*run)(Workbench&, Arguments) = nullptr;
  /// What its argument can be now: a submenu, and rows of the palette. Null: anything.
  std::vector<std::string> (*choices)(const Workbench&) = nullptr;
  /// Its chords work only while that panel has the focus, and there before those of others; empty:
  /// everywhere.
  std::string_view panel{};
  bool while_typing = false;  ///< Its chords work also while a text field has the keyboard.
  bool toolbar = false;
};

/// In the order of menus. Constant. Thread: any.
std::span<const Command> commands();
/// By id or word. Null: no such command.
const Command* find_command(std::string_view name);
/// What a chord does while that panel has the focus ("": none). Null: nothing.
const Command* find_command(const Chord& chord, std::string_view panel = {});

/// Keys that pictures look at as long as they are held, without modifiers: W, A, S, D and Space. No
/// command may have them.
inline constexpr std::array<std::uint32_t, 5> kHeldKeys{'W', 'A', 'S', 'D', Chord::Space};

/// Runs it, if it is possible now, and tells whoever listens to the workbench's commands.
Result<void> execute(Workbench& workbench, const Command& command, Arguments arguments);

}  // namespace cascade::gui
