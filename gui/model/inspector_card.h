// SPDX-License-Identifier: Apache-2.0
// What is known of the thing that is selected: a step, the edge that leads to it, a resource, a
// type, a pass, or the whole run. Facts, and tables whose rows lead on. Made on a worker's thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/outcome.h"
#include "engine/plan.h"
#include "gui/model/critical_path.h"
#include "gui/model/data_table.h"
#include "gui/model/history.h"
#include "gui/model/run_index.h"
#include "gui/model/selection.h"
#include "gui/model/snapshot.h"

namespace cascade::gui {

struct InspectorFact {
  std::string name;
  std::string value;
  std::optional<Selection> link{};  ///< What a click on the value selects.
  std::optional<Outcome> outcome{};
};

/// Immutable.
struct InspectorCard {
  std::string kind;  ///< "step", "edge", "resource", "type", "pass", "run"
  std::string title;
  std::vector<InspectorFact> facts;
  std::vector<DataTable> tables;  ///< Without rows they are left out.
};

/// All that a card is made of. A value; what it points to may grow meanwhile.
struct InspectorSource {
  struct Pass {
    std::shared_ptr<const PassIndex> index;
    std::shared_ptr<const CriticalPath> critical;  ///< Null: not known yet.
  };
  std::shared_ptr<const History> history;
  std::shared_ptr<const Snapshot> snapshot;
  std::shared_ptr<const HistoryEnd> end;  ///< Null: the run goes on.
  std::shared_ptr<const RunIndex> index;
  std::vector<Pass> passes;  ///< With a plan, begun.
  Selection selection;
  /// Of one table, which then is made of the rows that hold the text, whichever they are.
  struct Filter {
    std::string table{};  ///< Its title; empty: none is filtered.
    std::string text{};
    friend bool operator==(const Filter&, const Filter&) = default;
  };
  Filter filter{};
};

/// Rows of a table: more than anybody reads, few enough to sort at once. The rest is counted in its
/// note, and a filter looks at all. What went wrong comes first.
inline constexpr std::size_t kInspectorRowsMax = 20'000;

/// May take long for steps with millions of acts; gives up early when asked to stop.
InspectorCard make_inspector_card(const InspectorSource& source, const std::stop_token& stop);

/// The position at which an act that is selected as step and resource has ended, or started;
/// nothing: it has done neither, or no act is selected.
std::optional<std::uint64_t> position_of_act(const InspectorSource& source,
                                             const Selection& selection);

}  // namespace cascade::gui
