// SPDX-License-Identifier: Apache-2.0
// "Is this index in that context?", asked for every link that an extension tells.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/ids.h"

namespace cascade {

/// A lookup structure over one context at a time. Contexts that are a range of indices (most are)
/// need no memory; small questions to large contexts are answered by binary search; others get a
/// bitmap, which is kept and cleared from context to context.
class Membership {
 public:
  Membership() = default;
  Membership(const Membership&) = delete;
  Membership& operator=(const Membership&) = delete;

  /// `context`: ascending, unique, must outlive the questions. `questions`: about how many.
  void begin(std::span<const ResourceIndex> context, std::size_t questions);
  void end();

  [[nodiscard]] bool contains(ResourceIndex index) const;
  /// Whether the context is every index between its first and its last.
  [[nodiscard]] bool is_range() const { return is_range_; }

 private:
  std::span<const ResourceIndex> context_;
  bool is_range_ = false;
  bool uses_bits_ = false;
  std::vector<std::uint64_t> bits_;  // all zero between begin/end pairs
};

}  // namespace cascade
