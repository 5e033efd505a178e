// SPDX-License-Identifier: Apache-2.0
// Tarjan's algorithm with an explicit stack. Components are closed children first, which gives the
// numbering that the header promises.
#include "engine/strong_components.h"

#include <algorithm>
#include <cstddef>
#include <limits>

namespace cascade {
namespace {

constexpr std::uint32_t kUnset = std::numeric_limits<std::uint32_t>::max();

class Search {
 public:
  Search(std::span<const std::uint32_t> first, std::span<const std::uint32_t> targets)
      : first_(first),
        targets_(targets),
        number_(first.size() - 1, kUnset),
        low_(first.size() - 1),
        component_(first.size() - 1, kUnset) {}

  std::vector<std::uint32_t> run() {
    for (std::uint32_t node = 0; node < number_.size(); ++node) {
      if (number_[node] == kUnset) explore(node);
    }
    return std::move(component_);
  }

 private:
  struct Visit {
    std::uint32_t node;
    std::uint32_t next_arc;
  };

  void explore(std::uint32_t start) {
    enter(start);
    while (!visits_.empty()) {
      Visit& visit = visits_.back();
      if (visit.next_arc < first_[visit.node + 1]) {
        follow(visit.node, targets_[visit.next_arc++]);
      } else {
        leave();
      }
    }
  }

  void enter(std::uint32_t node) {
    number_[node] = low_[node] = numbers_++;
    open_.push_back(node);
    visits_.push_back({node, first_[node]});
  }

  void follow(std::uint32_t node, std::uint32_t target) {
    if (number_[target] == kUnset) {
      enter(target);
    } else if (component_[target] == kUnset) {  // Still open: an arc back.
      low_[node] = std::min(low_[node], number_[target]);
    }
  }

  void leave() {
    const std::uint32_t node = visits_.back().node;
    visits_.pop_back();
    if (!visits_.empty()) {
      const std::uint32_t above = visits_.back().node;
      low_[above] = std::min(low_[above], low_[node]);
    }
    if (low_[node] != number_[node]) return;
    for (std::uint32_t member = kUnset; member != node;) {
      member = open_.back();
      open_.pop_back();
      component_[member] = components_;
    }
    ++components_;
  }

  std::span<const std::uint32_t> first_;
  std::span<const std::uint32_t> targets_;
  std::vector<std::uint32_t> number_;  // order of entering
  std::vector<std::uint32_t> low_;     // smallest number reached
  std::vector<std::uint32_t> component_;
  std::vector<std::uint32_t> open_;  // entered, component not yet known
  std::vector<Visit> visits_;
  std::uint32_t numbers_ = 0;
  std::uint32_t components_ = 0;
};

}  // namespace

std::vector<std::uint32_t> strong_components(std::span<const std::uint32_t> first,
                                             std::span<const std::uint32_t> targets) {
  if (first.size() <= 1) return {};
  return Search(first, targets).run();
}

}  // namespace cascade
