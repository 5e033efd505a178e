// SPDX-License-Identifier: Apache-2.0
#include "gui/model/search.h"

#include <algorithm>
#include <array>
#include <utility>

namespace cascade::gui {
namespace {

constexpr std::uint64_t kBlock = 1024;  // looked at together on the way back

bool ends_unit(EventKind kind, Unit unit) {
  switch (unit) {
    case Unit::Event:
      return true;
    case Unit::Step:
      return kind == EventKind::StepPlanned || kind == EventKind::StepStarted ||
             kind == EventKind::StepEnded;
    case Unit::Phase:
      return kind == EventKind::RunBegan || kind == EventKind::PhaseTwoBegan ||
             kind == EventKind::RunEnded;
    case Unit::Pass:
      return kind == EventKind::RunEnded;
  }
  return false;
}

}  // namespace

bool SearchRun::look_at(const Event& event, std::uint64_t at) {
  const auto place = search_.place(event, at);
  if (!place) return true;
  const bool further = search_.backward ? *place < search_.from : *place > search_.from;
  if (!further) return true;
  place_ = *place;
  return ++found_ < search_.count;
}

bool SearchRun::advance(const History& history) {
  return search_.backward ? advance_backward(history) : advance_forward(history);
}

bool SearchRun::advance_forward(const History& history) {
  const bool over = history.end() != nullptr;  // asked first: then all is published
  const std::uint64_t size = history.size();
  history.visit_events(next_, size, [&](std::uint64_t first, std::span<const Event> events) {
    for (std::size_t i = 0; i < events.size(); ++i) {
      if (!look_at(events[i], first + i)) return false;
    }
    return true;
  });
  next_ = size;
  if (found()) return true;
  place_ = size;
  return over;
}

bool SearchRun::advance_backward(const History& history) {
  while (next_ > 0) {
    const std::uint64_t begin = (next_ - 1) / kBlock * kBlock;
    bool go_on = true;
    history.visit_events(begin, next_, [&](std::uint64_t first, std::span<const Event> events) {
      for (std::size_t i = events.size(); i > 0 && go_on; --i) {
        go_on = look_at(events[i - 1], first + i - 1);
      }
      return go_on;
    });
    if (!go_on) return true;
    next_ = begin;
  }
  place_ = 0;
  return true;
}

Search search_unit(std::uint64_t from, Unit unit, std::uint64_t count, bool backward) {
  Search search;
  search.from = from;
  search.backward = backward;
  search.count = count;
  search.place = [unit](const Event& event, std::uint64_t at) -> std::optional<std::uint64_t> {
    if (!ends_unit(event.kind, unit)) return std::nullopt;
    return at + 1;
  };
  return search;
}

Search search_failure(std::uint64_t from, bool backward) {
  Search search;
  search.from = from;
  search.backward = backward;
  search.place = [](const Event& event, std::uint64_t at) -> std::optional<std::uint64_t> {
    if (!is_failure(event)) return std::nullopt;
    return at + 1;
  };
  return search;
}

std::uint64_t position_at(const History& history, Instant at) {
  std::uint64_t begin = 0;
  std::uint64_t end = history.size();
  while (begin < end) {
    const std::uint64_t middle = begin + (end - begin) / 2;
    if (history.event(middle).at <= at) {
      begin = middle + 1;
    } else {
      end = middle;
    }
  }
  return begin;
}

}  // namespace cascade::gui
