// SPDX-License-Identifier: Apache-2.0
#include "gui/model/breakpoints.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "gui/model/break_finder.h"

namespace cascade::gui {
namespace {

/// The same place to stop at, whatever the conditions.
bool same_thing(const Breakpoint& a, const Breakpoint& b) {
  return a.kind == b.kind && a.name == b.name && a.outcome == b.outcome && a.at == b.at &&
         a.action == b.action;
}

std::optional<std::uint64_t> smaller(std::optional<std::uint64_t> a,
                                     std::optional<std::uint64_t> b) {
  if (!a || !b) return a ? a : b;
  return std::min(a, b);
}

std::string trouble_of(const Breakpoint& breakpoint, const History& history) {
  if (auto checked = check_breakpoint(breakpoint, history.model()); !checked) {
    return checked.error().message;
  }
  if (breakpoint.kind == Breakpoint::Kind::Resource && !history.world().find(breakpoint.name)) {
    return "the world has no resource '" + breakpoint.name + "'";
  }
  return {};
}

}  // namespace

/// Looks at all breakpoints of a run; on the worker's thread.
class Breakpoints::Looker {
 public:
  Looker(const std::shared_ptr<const History>& history,
         const std::shared_ptr<const RunIndex>& index, const std::vector<Breakpoint>& all)
      : history_(history), index_(index), all_(all) {}

  /// Fills what belongs to the key. `before`: at another position; empty: nothing is known.
  void look(Known& known, const std::vector<BreakState>& before,
            const std::stop_token& stop) const {
    for (std::size_t i = 0; i < all_.size() && !stop.stop_requested(); ++i) {
      known.states.push_back(look_at(all_[i], i < before.size() ? &before[i] : nullptr, known));
    }
  }

 private:
  BreakState look_at(const Breakpoint& breakpoint, const BreakState* before, Known& known) const {
    BreakState state;
    state.trouble = trouble_of(breakpoint, *history_);
    if (!state.trouble.empty()) return state;
    const BreakFinder finder(breakpoint, history_, index_);
    state.hits = finder.hits(known.position);
    state.first = finder.place(std::max<std::uint64_t>(breakpoint.hit, 1));
    state.next = finder.next(known.position);
    const auto previous = finder.previous(known.position);
    state.here = stops_here(breakpoint, finder, known.position);
    if (before != nullptr) {
      state.marks = before->marks;
    } else {
      add_marks(breakpoint, finder, state);
    }
    if (!breakpoint.enabled) return state;
    // Of several that stop at one place the first is told.
    if (state.next && smaller(state.next, known.next) != known.next) {
      known.next_stop = Stop{to_text(breakpoint), finder.hit_at(*state.next)};
      known.next = state.next;
    }
    if (previous && (!known.previous || *previous > *known.previous)) {
      known.previous_stop = Stop{to_text(breakpoint), finder.hit_at(*previous)};
      known.previous = previous;
    }
    return state;
  }

  static bool stops_here(const Breakpoint& breakpoint, const BreakFinder& finder,
                         std::uint64_t position) {
    if (position == 0) return false;
    const auto before = finder.next(position - 1);
    return breakpoint.enabled && before == position;
  }

  void add_marks(const Breakpoint& breakpoint, const BreakFinder& finder, BreakState& state) const {
    auto place = breakpoint.enabled ? state.first : std::nullopt;
    while (place && state.marks.size() < kMarksKept) {
      const std::uint64_t event = breakpoint.before() || *place == 0 ? *place : *place - 1;
      if (event < history_->size()) state.marks.push_back({*place, history_->event(event).at});
      place = finder.next(*place);
    }
  }

  const std::shared_ptr<const History> history_;
  const std::shared_ptr<const RunIndex> index_;
  const std::vector<Breakpoint>& all_;
};

bool Breakpoints::add(Breakpoint breakpoint) {
  const auto same = find(breakpoint);
  if (same) {
    all_[*same] = std::move(breakpoint);
  } else {
    all_.push_back(std::move(breakpoint));
  }
  changed();
  return !same;
}

void Breakpoints::remove(std::size_t index) {
  all_.erase(all_.begin() + static_cast<std::ptrdiff_t>(index));
  changed();
}

void Breakpoints::enable(std::size_t index, bool enabled) {
  if (std::exchange(all_[index].enabled, enabled) != enabled) changed();
}

void Breakpoints::clear() {
  all_.clear();
  changed();
}

void Breakpoints::changed() {
  ++version_;
}

std::optional<std::size_t> Breakpoints::find(const Breakpoint& like) const {
  const auto found = std::find_if(all_.begin(), all_.end(),
                                  [&](const Breakpoint& b) { return same_thing(b, like); });
  if (found == all_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - all_.begin());
}

std::vector<std::string> Breakpoints::lines() const {
  std::vector<std::string> lines;
  for (const Breakpoint& breakpoint : all_) lines.push_back(to_text(breakpoint));
  return lines;
}

void Breakpoints::set_lines(const std::vector<std::string>& lines) {
  all_.clear();
  for (const std::string& line : lines) {
    if (auto read = parse_breakpoint(line)) all_.push_back(*std::move(read));
  }
  changed();
}

const BreakState& Breakpoints::state(std::size_t index) const {
  static const BreakState kUnknown;
  const bool there = known_ && known_->version == version_ && index < known_->states.size();
  return there ? known_->states[index] : kUnknown;
}

bool Breakpoints::any_enabled() const {
  return std::any_of(all_.begin(), all_.end(), [](const Breakpoint& b) { return b.enabled; });
}

bool Breakpoints::update(Player& player, const std::shared_ptr<const RunIndex>& index) {
  if (player.history() != history_) {
    history_ = player.history();
    worker_.cancel();
    known_.reset();
    asked_.reset();
    wants_back_ = false;
  }
  if (!history_ || index == nullptr) {
    guard(player);
    return false;
  }
  bool news = false;
  if (auto made = worker_.take()) {
    known_ = std::move(made);
    news = true;
  }
  // At a stop, what is known is still about the way there.
  if (player.take_stopped() && known_ && known_->next_stop) stop_ = known_->next_stop;
  if (all_.empty()) {
    known_.reset();
    asked_.reset();
    if (std::exchange(wants_back_, false)) not_found_ = true;
  } else {
    ask(player, index);
    go_back(player);
  }
  guard(player);
  return news;
}

void Breakpoints::ask(const Player& player, const std::shared_ptr<const RunIndex>& index) {
  Known wanted;
  wanted.version = version_;
  wanted.position = player.position();
  wanted.over = history_->end() != nullptr;  // asked first: then all is published
  wanted.size = std::min(index->size(), history_->size());
  const auto key = [](const Known& known) {
    return std::tuple(known.version, known.position, known.size, known.over);
  };
  if (asked_ && key(*asked_) == key(wanted)) return;
  asked_ = wanted;
  // Where marks stand does not depend on the position: they are taken over.
  std::vector<BreakState> before;
  const bool moved = known_ && known_->version == wanted.version && known_->size == wanted.size &&
                     known_->over == wanted.over;
  if (moved) before = known_->states;
  worker_.ask([wanted, history = history_, index, all = all_,
               before = std::move(before)](const std::stop_token& stop) {
    Known known = wanted;
    Looker(history, index, all).look(known, before, stop);
    return known;
  });
}

void Breakpoints::go_back(Player& player) {
  if (!wants_back_ || player.busy() || !known_ || known_->version != version_ ||
      known_->position != player.position() || known_->size < known_->position) {
    return;
  }
  wants_back_ = false;
  if (!known_->previous) {
    not_found_ = true;
    return;
  }
  stop_ = known_->previous_stop;
  player.seek(*known_->previous);
}

void Breakpoints::guard(Player& player) const {
  if (!any_enabled()) {
    player.set_guard(std::nullopt);
    return;
  }
  Player::Guard guard;  // closed, until something is known
  if (known_ && known_->version == version_) {
    guard.from = known_->position;
    guard.free_to = known_->next.value_or(known_->size);
    guard.stops = known_->next.has_value();
  }
  player.set_guard(guard);
}

Breakpoints::Dot Breakpoints::on_node(const std::string& path, const std::string& type) const {
  Dot dot = on_type(type);
  for (const Breakpoint& breakpoint : all_) {
    if (breakpoint.kind != Breakpoint::Kind::Node || breakpoint.name != path) continue;
    dot = std::max(dot, breakpoint.enabled ? Dot::On : Dot::Off);
  }
  return dot;
}

Breakpoints::Dot Breakpoints::on_type(const std::string& type) const {
  Dot dot = Dot::None;
  for (const Breakpoint& breakpoint : all_) {
    if (breakpoint.kind != Breakpoint::Kind::Type || breakpoint.name != type) continue;
    dot = std::max(dot, breakpoint.enabled ? Dot::On : Dot::Off);
  }
  return dot;
}

}  // namespace cascade::gui
