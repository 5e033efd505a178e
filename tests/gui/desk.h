// SPDX-License-Identifier: Apache-2.0
// A run of the lab and a place in it, for tests of panes.
#pragma once

#include <catch2/catch.hpp>
#include <memory>
#include <string_view>
#include <utility>

#include "gui/model/cursor.h"
#include "gui/model/pane_source.h"
#include "gui/model/simulate.h"
#include "tests/support/lab.h"

namespace cascade::gui {

inline std::shared_ptr<const History> history_of(std::string_view rest = "") {
  RunControl control;
  Progress progress;
  auto history = simulate(sim::test::lab_scenario(rest), control, progress, {});
  REQUIRE(history);
  return *history;
}

struct Desk {
  explicit Desk(std::string_view rest = "") : Desk(history_of(rest)) {}
  explicit Desk(std::shared_ptr<const History> of) : history(std::move(of)), cursor(history) {
    go(history->size());
  }
  void go(std::uint64_t position) { snapshot = cursor.seek(position); }
  void open(std::string_view rest) {
    history = history_of(rest);
    cursor = Cursor(history);
    go(history->size());
  }
  [[nodiscard]] PaneSource source() { return {history, snapshot, selection}; }
  [[nodiscard]] TypeId type(std::string_view name) const {
    return *history->model().find_type(name);
  }

  std::shared_ptr<const History> history;
  Cursor cursor;
  std::shared_ptr<const Snapshot> snapshot;
  Selection selection;
};

}  // namespace cascade::gui
