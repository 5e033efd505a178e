// SPDX-License-Identifier: Apache-2.0
#include "gui/model/compare_pane.h"

namespace cascade::gui {

void ComparePane::update(const PaneSource& source, const std::string& name) {
  name_ = name;
  if (source.history != run_) {
    run_ = source.history;
    worker_.cancel();
    asked_ = false;
    comparison_ = nullptr;
    arrange(false);
  }
  if (auto made = worker_.take()) {
    comparison_ = *std::move(made);
    arrange(false);
  }
  const bool ended = run_ && other_ && run_->end() && other_->end();
  if (!ended || asked_) return;
  asked_ = true;
  worker_.ask([a = run_, b = other_](const std::stop_token&) {
    return std::make_shared<const Comparison>(compare_histories(*a, *b));
  });
}

void ComparePane::set_other(std::shared_ptr<const History> other, std::string name) {
  other_ = std::move(other);
  other_name_ = std::move(name);
  worker_.cancel();
  asked_ = false;
  comparison_ = nullptr;
  arrange(false);
}

std::string ComparePane::status() const {
  if (comparison_) return {};
  if (!other_) {
    return "Compare this run with another one: of the same scenario with another policy, of a "
           "recording, or of another scenario.";
  }
  if (!run_) return "Run a scenario or open a recording to compare it with " + other_name_ + ".";
  if (!run_->end()) return "The runs are compared when this one has ended.";
  if (!other_->end()) return other_name_ + " was given up before its end.";
  return "Comparing…";
}

void ComparePane::set_show(Show show) {
  if (show == show_) return;
  const bool same_table = show != Show::Worlds && show_ != Show::Worlds;
  show_ = show;
  arrange(same_table);
}

void ComparePane::arrange(bool keep_order) {
  std::shared_ptr<const DataTable> table;
  if (comparison_) {
    const bool worlds = show_ == Show::Worlds;
    // The comparison keeps its tables alive.
    table = {comparison_, worlds ? &comparison_->world_table : &comparison_->node_table};
  }
  arranged().set(std::move(table), keep_order);
}

}  // namespace cascade::gui
