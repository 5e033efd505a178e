// SPDX-License-Identifier: Apache-2.0
// Where in a run a breakpoint stops. Hits are counted with the index of the run and only the
// events of one moment are looked at one by one, so that the next hit among millions of events
// costs as much as among a few.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "engine/event.h"
#include "engine/ids.h"
#include "gui/model/breakpoint.h"
#include "gui/model/history.h"
#include "gui/model/run_index.h"
#include "gui/model/selection.h"

namespace cascade::gui {

/// One breakpoint in one run, as far as the index has it. Thread: one at a time, any; the run may
/// go on meanwhile.
class BreakFinder {
 public:
  BreakFinder(const Breakpoint& breakpoint, std::shared_ptr<const History> history,
              std::shared_ptr<const RunIndex> index);

  /// Hits whose place is at or before `position`, all of them: conditions of count aside.
  [[nodiscard]] std::uint64_t hits(std::uint64_t position) const;
  /// Where the N-th hit stops, N from 1; nothing: there is none, or not yet.
  [[nodiscard]] std::optional<std::uint64_t> place(std::uint64_t nth) const;

  // Places at which the breakpoint stops, with its count.
  [[nodiscard]] std::optional<std::uint64_t> next(std::uint64_t position) const;
  [[nodiscard]] std::optional<std::uint64_t> previous(std::uint64_t position) const;

  /// What is hit at one of its places.
  [[nodiscard]] Selection hit_at(std::uint64_t place) const;

 private:
  /// What of a pass is waited for.
  struct Part {
    std::shared_ptr<const PassIndex> pass;
    RunId run{};
    std::vector<StepId> steps;  ///< Ascending.
    std::vector<ActId> acts;    ///< Of a resource; then no steps.
  };

  void add_part(const std::shared_ptr<const PassIndex>& pass, const PassInfo& info);
  [[nodiscard]] bool wants(const PassInfo& info) const;
  [[nodiscard]] bool matches(const Event& event) const;
  [[nodiscard]] std::uint64_t hits_before(const Part& part, Moment moment) const;
  [[nodiscard]] std::uint64_t hits_before(Moment moment) const;
  [[nodiscard]] std::optional<std::uint64_t> place_of_time() const;
  /// How many of the events that happen at a moment and stand before `end` are hits.
  [[nodiscard]] std::uint64_t hits_at(Moment moment, std::uint64_t end) const;

  const Breakpoint breakpoint_;
  const std::shared_ptr<const History> history_;
  const std::shared_ptr<const RunIndex> index_;
  std::uint64_t size_ = 0;  ///< Events that are looked at.
  Moment moments_ = 0;      ///< That these have.
  bool complete_ = false;   ///< The run has ended, and all of it is indexed.
  std::vector<Part> parts_;
};

}  // namespace cascade::gui
