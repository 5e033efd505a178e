// SPDX-License-Identifier: Apache-2.0
// What the cards of the inspector share. Inner part of gui/model/inspector_card.h.
#pragma once

#include <cstddef>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gui/model/inspector_card.h"
#include "gui/model/pane_source.h"

namespace cascade::gui {

/// Fills a table of a card up to kInspectorRowsMax, with rows that its filter lets through.
class CardRows {
 public:
  CardRows(DataTable& table, const InspectorSource& source)
      : table_(table), filtered_(source.filter.table == table.title), source_(source) {}
  /// No further row will be kept.
  [[nodiscard]] bool full() const { return table_.rows.size() == kInspectorRowsMax; }
  void add(DataRow row);
  /// Notes what was left out of `all` rows.
  void end(std::size_t all);

 private:
  DataTable& table_;
  bool filtered_;
  const InspectorSource& source_;
};

/// One pass as a card looks at it. Valid while the source is.
struct CardPass {
  const PassInfo* info = nullptr;
  const Plan* plan = nullptr;
  std::shared_ptr<const PassState> state;  ///< Null: not begun at the position.
  const PassIndex* index = nullptr;        ///< Null: not indexed yet.
  const CriticalPath* critical = nullptr;  ///< Null: not known.

  [[nodiscard]] ActStatus status(ActId act) const {
    return state ? state->acts[value(act)] : ActStatus::Waiting;
  }
};

class CardMaker {
 public:
  CardMaker(const InspectorSource& source, const std::stop_token& stop);

  [[nodiscard]] InspectorCard make() const;

 private:
  // One per kind of thing; inspector_step.cc, inspector_resource.cc, inspector_run.cc.
  [[nodiscard]] InspectorCard step_card(const CardPass& pass, StepId step) const;
  [[nodiscard]] InspectorCard edge_card(const CardPass& pass, StepId step) const;
  [[nodiscard]] InspectorCard resource_card(Resource resource) const;
  [[nodiscard]] InspectorCard type_card(TypeId type) const;
  [[nodiscard]] InspectorCard pass_card(const CardPass& pass) const;
  [[nodiscard]] InspectorCard run_card() const;

  /// Why planning was refused, where it was.
  static void add_refusal(const CardPass& pass, InspectorCard& card);
  void add_step_facts(const CardPass& pass, StepId step, InspectorCard& card) const;
  void add_step_times(const CardPass& pass, StepId step, InspectorCard& card) const;
  [[nodiscard]] DataTable acts_of_step(const CardPass& pass, StepId step) const;
  [[nodiscard]] DataTable steps_table(const CardPass& pass, std::optional<TypeId> type) const;
  [[nodiscard]] DataTable context_table(std::string title, TypeId type,
                                        std::span<const ResourceIndex> context) const;
  [[nodiscard]] DataTable acts_on(Resource resource) const;
  [[nodiscard]] DataTable states_of(Resource resource) const;
  [[nodiscard]] DataTable reasons_of(Resource resource) const;
  [[nodiscard]] DataTable blockers_of(Resource resource) const;
  /// Of all acts on a resource, as far as they have begun at the position.
  void add_outcome(const DataTable& acts, InspectorCard& card) const;
  void add_causes(const DataTable& blockers, InspectorCard& card) const;
  [[nodiscard]] DataTable touches_of(Resource resource) const;
  /// Contexts that `first_wins` lost, if wanted only those with the resource.
  void add_dropped(const CardPass& pass, std::optional<Resource> resource, DataTable& table) const;
  [[nodiscard]] static DataTable dropped_table();
  [[nodiscard]] DataTable relations_of(Resource resource) const;
  [[nodiscard]] DataTable resources_of(TypeId type) const;

  // Words and rows.
  [[nodiscard]] std::string name(Resource resource) const;
  [[nodiscard]] std::string type_name(TypeId type) const;
  [[nodiscard]] std::string path(const CardPass& pass, StepId step) const;
  /// "Running", "deleted", "gone"; with the state where it is live.
  [[nodiscard]] std::string life_text(TypeId type, sim::Life life, std::uint8_t state) const;
  [[nodiscard]] std::string life_before(Resource resource) const;
  [[nodiscard]] std::string life_now(Resource resource) const;
  /// "Zone/1", or "25 Cluster".
  [[nodiscard]] std::string context_text(TypeId type, std::span<const ResourceIndex> context) const;
  /// Why a pass that was stopped did not come to its other acts.
  [[nodiscard]] std::string stopped_by(const CardPass& pass) const;
  [[nodiscard]] std::string message_of(const CardPass& pass, ActId act) const;
  [[nodiscard]] Selection link_to(const CardPass& pass, StepId step) const;
  [[nodiscard]] Selection link_to(const CardPass& pass, ActId act) const;
  /// When it started and what it took, as far as it has at the position.
  struct ActTimes {
    std::optional<Instant> start;
    std::optional<Instant> end;
  };
  [[nodiscard]] ActTimes times_of(const CardPass& pass, ActId act) const;
  /// "reaction", "outcome", "start", "took".
  void add_act_cells(const CardPass& pass, ActId act, DataRow& row) const;
  /// "done, 3 attempts"
  [[nodiscard]] std::string act_status_text(const CardPass& pass, ActId act) const;
  [[nodiscard]] bool is_there(Resource resource) const;
  [[nodiscard]] bool is_there(TypeId type) const;
  [[nodiscard]] std::optional<CardPass> pass_at(std::uint32_t index) const;
  [[nodiscard]] std::optional<CardPass> selected_pass() const;
  [[nodiscard]] bool stopped() const { return stop_.stop_requested(); }

  const InspectorSource& source_;
  const std::stop_token& stop_;
  std::vector<std::shared_ptr<const PassInfo>> infos_;
  std::vector<Resource> appearing_;  ///< See gui/model/appearing.h.
  std::vector<Resource> absent_;
};

std::string_view status_text(ActStatus status);
DataCell instant_cell(std::optional<Instant> at);
DataCell took_cell(std::optional<Instant> begin, std::optional<Instant> end);
/// Unless it is empty and has no filter.
void add_table(InspectorCard& card, DataTable table);

}  // namespace cascade::gui
