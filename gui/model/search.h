// SPDX-License-Identifier: Apache-2.0
// Looking through a history for the next place to stand at: steps of any length, failures,
// breakpoints. A search over a history that still grows goes on where it had stopped.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>

#include "engine/event.h"
#include "gui/model/history.h"

namespace cascade::gui {

/// A question. `place` says where to stand because of the event at `at`: before it (`at`), behind
/// it (`at` + 1), or nowhere. Called on a worker's thread, for ascending or descending events.
struct Search {
  using Place = std::function<std::optional<std::uint64_t>(const Event& event, std::uint64_t at)>;

  std::uint64_t from = 0;
  bool backward = false;
  std::uint64_t count = 1;  ///< Stands at the count-th place behind (before) `from`.
  Place place;
};

/// An answer in the making.
class SearchRun {
 public:
  explicit SearchRun(Search search) : search_(std::move(search)), next_(search_.from) {}

  /// Looks at what is published. True: it is over, place() is the answer.
  bool advance(const History& history);
  /// Where to stand. Not found: as far as the search came, an end of the history.
  [[nodiscard]] std::uint64_t place() const { return place_; }
  [[nodiscard]] bool found() const { return found_ == search_.count; }

 private:
  bool advance_forward(const History& history);
  bool advance_backward(const History& history);
  /// False: enough were found.
  bool look_at(const Event& event, std::uint64_t at);

  Search search_;
  std::uint64_t next_;  ///< The next event to look at; backward: the one behind it.
  std::uint64_t place_ = 0;
  std::uint64_t found_ = 0;
};

/// How far a step goes.
enum class Unit : std::uint8_t {
  Event,
  Step,   ///< To where a step of the plan is planned, begins or ends.
  Phase,  ///< To the begin or end of a pass or of its phase 2.
  Pass,   ///< To the end of a pass.
};
Search search_unit(std::uint64_t from, Unit unit, std::uint64_t count, bool backward);
/// To behind the next (last) act that failed, timed out or vetoed.
Search search_failure(std::uint64_t from, bool backward);

/// How many events had happened when it was `at`. Logarithmic.
std::uint64_t position_at(const History& history, Instant at);

}  // namespace cascade::gui
