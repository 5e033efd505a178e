// SPDX-License-Identifier: Apache-2.0
// The breakpoints of the window, and what they say of the run that is shown: how often each was
// hit, where the next one stops. Looked up on a worker's thread; a run that is played waits for it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gui/model/breakpoint.h"
#include "gui/model/history.h"
#include "gui/model/latest_worker.h"
#include "gui/model/player.h"
#include "gui/model/run_index.h"
#include "gui/model/selection.h"

namespace cascade::gui {

/// A place at which a breakpoint stops.
struct BreakMark {
  std::uint64_t place = 0;
  Instant at{};
};

/// What one breakpoint has to do with the run that is shown, at the position of the window.
struct BreakState {
  std::uint64_t hits = 0;                ///< Up to here.
  std::optional<std::uint64_t> first{};  ///< Where it stops first.
  std::optional<std::uint64_t> next{};   ///< Behind the position.
  bool here = false;                     ///< It stops at the position.
  std::string trouble{};                 ///< The model or the world has no such thing.
  std::vector<BreakMark> marks{};        ///< The first kMarksKept, where it is enabled.
};

/// Thread: the UI's.
class Breakpoints {
 public:
  static constexpr std::size_t kMarksKept = 64;  ///< Per breakpoint.

  explicit Breakpoints(std::function<void()> wake) : worker_(std::move(wake)) {}

  [[nodiscard]] const std::vector<Breakpoint>& all() const { return all_; }
  /// False: there is such a one already; it is enabled now.
  bool add(Breakpoint breakpoint);
  void remove(std::size_t index);
  void enable(std::size_t index, bool enabled);
  void clear();
  /// The one that stops at just that, whatever its count; nothing: there is none.
  [[nodiscard]] std::optional<std::size_t> find(const Breakpoint& like) const;

  /// As settings keep them, one line each. Lines that cannot be read are left out.
  [[nodiscard]] std::vector<std::string> lines() const;
  void set_lines(const std::vector<std::string>& lines);
  /// Counts changes of the list.
  [[nodiscard]] std::uint64_t version() const { return version_; }

  /// Before every frame: keeps the player from running past the next stop. `index` is of the
  /// player's history; null: no run. True: there is something new to show.
  bool update(Player& player, const std::shared_ptr<const RunIndex>& index);
  /// Of the breakpoint of that index, as far as known.
  [[nodiscard]] const BreakState& state(std::size_t index) const;
  /// Something is being looked up that a script waits for.
  [[nodiscard]] bool busy() const { return worker_.busy() || wants_back_; }

  /// Goes to where the last breakpoint before the position stops, as soon as that is known.
  void go_back() { wants_back_ = true; }
  /// There was none before; told once.
  bool take_not_found() { return std::exchange(not_found_, false); }
  /// What was hit where the player came to a stop; told once, with the breakpoint's text.
  struct Stop {
    std::string text;
    Selection hit;
  };
  std::optional<Stop> take_stop() { return std::exchange(stop_, std::nullopt); }

  /// A breakpoint, enabled or not, stands on it. For marks on nodes.
  enum class Dot : std::uint8_t { None, Off, On };
  [[nodiscard]] Dot on_node(const std::string& path, const std::string& type) const;
  [[nodiscard]] Dot on_type(const std::string& type) const;

 private:
  /// What is known for one position of one run.
  struct Known {
    std::uint64_t version = 0;
    std::uint64_t position = 0;
    std::uint64_t size = 0;  ///< Of the index.
    bool over = false;       ///< Of the run.
    std::vector<BreakState> states;
    std::optional<std::uint64_t> next;
    std::optional<std::uint64_t> previous;
    std::optional<Stop> next_stop;
    std::optional<Stop> previous_stop;
  };
  class Looker;

  void changed();
  void ask(const Player& player, const std::shared_ptr<const RunIndex>& index);
  void guard(Player& player) const;
  void go_back(Player& player);
  [[nodiscard]] bool any_enabled() const;

  std::vector<Breakpoint> all_;
  std::uint64_t version_ = 0;
  std::shared_ptr<const History> history_;
  std::optional<Known> known_;  ///< Of history_.
  std::optional<Known> asked_;  ///< Only its key.
  bool wants_back_ = false;
  bool not_found_ = false;
  std::optional<Stop> stop_;
  LatestWorker<Known> worker_;
};

}  // namespace cascade::gui
