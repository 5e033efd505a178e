// SPDX-License-Identifier: Apache-2.0
// What the executor must know of a reaction, per row and packed: no strings and no 80-byte rows on
// the path of every act. Rows of one type with one name share a limit, whoever brought them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/ids.h"
#include "engine/plan.h"

namespace cascade {

/// A limit of acts in flight in one run. The first two do not limit anything.
enum class LimitId : std::uint32_t {
  NoSlot,     ///< Acts that end without being started: nothing to do, or blocked.
  Unlimited,  ///< Acts whose row has no limit.
};

class RowTable {
 public:
  struct Row {
    LimitId limit = LimitId::Unlimited;  ///< NoSlot for rows that do `nothing`.
    bool failure_ignored = false;
    bool shows_children = false;
    bool nothing = false;
    bool tries_again = false;  ///< Its reaction has a limit of retries above 0.
  };
  struct Limit {
    std::uint32_t in_flight_max = kUnlimited;
    TypeId type = kNoType;
  };

  explicit RowTable(const Plan& plan);

  [[nodiscard]] const Row& row(StepId step, ReactionId reaction) const {
    return rows_[first_rows_[value(step)] + value(reaction)];
  }
  /// By LimitId.
  [[nodiscard]] const std::vector<Limit>& limits() const { return limits_; }
  [[nodiscard]] std::size_t bytes() const {
    return first_rows_.capacity() * sizeof(std::uint32_t) + rows_.capacity() * sizeof(Row) +
           limits_.capacity() * sizeof(Limit);
  }

 private:
  struct Known;
  std::uint32_t add_rows(const Step& step, Known& known);
  LimitId limit_of(const Step& step, const Reaction& reaction, Known& known);

  std::vector<std::uint32_t> first_rows_;  // per step, into rows_
  std::vector<Row> rows_;                  // per extension of the plan, its whole table
  std::vector<Limit> limits_;
};

}  // namespace cascade
