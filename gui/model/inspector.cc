// SPDX-License-Identifier: Apache-2.0
#include "gui/model/inspector.h"

#include <algorithm>
#include <utility>

namespace cascade::gui {
namespace {

InspectorSource source_of(const PaneSource& source, const RunTimes& times) {
  InspectorSource made;
  made.history = source.history;
  made.snapshot = source.snapshot;
  made.end = source.history->end();
  made.index = times.index();
  made.selection = source.selection;
  // Which event is selected changes nothing.
  made.selection.position.reset();
  for (std::size_t i = 0; i < times.passes().size(); ++i) {
    made.passes.push_back({times.passes()[i].index, times.critical()[i]});
  }
  return made;
}

bool same(const InspectorSource& a, const InspectorSource& b) {
  return a.history == b.history && a.snapshot == b.snapshot && a.end == b.end &&
         a.selection == b.selection && a.filter == b.filter &&
         std::equal(a.passes.begin(), a.passes.end(), b.passes.begin(), b.passes.end(),
                    [](const InspectorSource::Pass& x, const InspectorSource::Pass& y) {
                      return x.index == y.index && x.critical == y.critical;
                    });
}

}  // namespace

void Inspector::update(const PaneSource& source, const RunTimes* times) {
  if (!source.history || !source.snapshot || times == nullptr) {
    worker_.cancel();
    source_ = {};
    before_.clear();
    take(nullptr);
    return;
  }
  if (source.history != source_.history) {
    worker_.cancel();
    before_.clear();
    take(nullptr);
  }
  if (auto made = worker_.take()) take(*std::move(made));
  InspectorSource wanted = source_of(source, *times);
  wanted.filter = wanted_filter();
  if (same(wanted, source_)) return;
  const bool other = wanted.selection != source_.selection || wanted.filter != source_.filter;
  source_ = std::move(wanted);
  auto work = [source = source_](const std::stop_token& stop) {
    return std::make_shared<const InspectorCard>(make_inspector_card(source, stop));
  };
  // While a run goes on its cards are finished; another thing is wanted at once.
  if (other) {
    worker_.ask_instead(std::move(work));
  } else {
    worker_.ask(std::move(work));
  }
}

InspectorSource::Filter Inspector::wanted_filter() const {
  const DataTable* const shown = arranged().table();
  const std::string& text = arranged().order().filter;
  if (shown == nullptr || !shown->cut || text.empty()) return {};
  return {shown->title, text};
}

void Inspector::take(std::shared_ptr<const InspectorCard> card) {
  if (card == card_) return;
  // The same table of the same kind of thing stays in view, as it was ordered.
  const DataTable* const shown = arranged().table();
  std::size_t next = 0;
  bool same_table = false;
  if (shown != nullptr && card && card_->kind == card->kind) {
    for (std::size_t i = 0; i < card->tables.size(); ++i) {
      if (card->tables[i].title != shown->title) continue;
      next = i;
      same_table = true;
    }
  }
  card_ = std::move(card);
  table_ = next;
  arrange(same_table);
}

void Inspector::arrange(bool keep_order) {
  const bool there = card_ && table_ < card_->tables.size();
  // The card keeps its tables alive.
  arranged().set(there ? std::shared_ptr<const DataTable>(card_, &card_->tables[table_]) : nullptr,
                 keep_order);
}

void Inspector::show_table(std::size_t index) {
  if (index == table_) return;
  table_ = index;
  arrange(false);
}

void Inspector::follow(const Selection& link, Selection& selection) {
  if (link == selection) return;
  if (before_.size() == kBeforeKept) before_.erase(before_.begin());
  before_.push_back(selection);
  selection = link;
}

void Inspector::go_back(Selection& selection) {
  if (before_.empty()) return;
  selection = before_.back();
  before_.pop_back();
}

void Inspector::go_to(const DataRow& row) {
  if (row.position) {
    wanted_position_ = row.position;
  } else if (row.link) {
    wanted_position_ = position_of_act(source_, *row.link);
  }
}

}  // namespace cascade::gui
