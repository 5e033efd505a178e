// SPDX-License-Identifier: Apache-2.0
#include "gui/model/run_times.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>

#include "sim/base/text.h"
#include "sim/report/report.h"

namespace cascade::gui {

/// What the worker knows between two calls.
class RunTimes::Maker {
 public:
  Maker(std::shared_ptr<const History> history, std::shared_ptr<RunIndex> index)
      : history_(std::move(history)), index_(std::move(index)) {}

  Made work(const std::stop_token& stop) {
    // Whether the run has ended is asked before how far it is: then nothing is missing.
    const bool ended = history_->end() != nullptr;
    follow(stop);
    add_trees();
    if (ended && !std::exchange(has_paths_, true)) {
      for (const TimelinePass& pass : made_.passes) {
        made_.critical.push_back(
            std::make_shared<CriticalPath>(find_critical_path(*index_, *pass.index)));
      }
      return made_;  // slacks come with the next call
    }
    if (ended && !stop.stop_requested()) {
      add_slacks(stop);
      made_.complete = !stop.stop_requested();
    }
    return made_;
  }

 private:
  static constexpr std::uint64_t kPublished = 65'536;

  void follow(const std::stop_token& stop) {
    const std::uint64_t end = history_->size();
    while (index_->size() < end && !stop.stop_requested()) {
      const std::uint64_t begin = index_->size();
      const auto passes = history_->passes();
      history_->visit_events(begin, std::min(end, begin + kPublished),
                             [&](std::uint64_t first, std::span<const Event> events) {
                               for (std::size_t i = 0; i < events.size(); ++i) {
                                 begin_passes(passes, first + i);
                                 index_->add(events[i]);
                               }
                               return true;
                             });
      index_->publish();
    }
  }

  void begin_passes(const std::vector<std::shared_ptr<const PassInfo>>& passes,
                    std::uint64_t position) {
    while (next_pass_ < passes.size() && passes[next_pass_]->begin <= position) {
      const PassInfo& pass = *passes[next_pass_++];
      if (pass.plan) index_->begin_pass(pass.index, pass.run, pass.plan);
    }
  }

  void add_trees() {
    const auto passes = history_->passes();
    for (const auto& index : index_->passes()) {
      const bool known = std::any_of(made_.passes.begin(), made_.passes.end(),
                                     [&](const TimelinePass& p) { return p.index == index; });
      if (known) continue;
      sim::TreeViewOptions options;
      options.all_edges = false;
      auto tree = std::make_shared<sim::TreeView>(sim::tree_of(index->plan(), options));
      made_.passes.push_back({index, std::move(tree), title(*passes[index->index()])});
    }
  }

  [[nodiscard]] std::string title(const PassInfo& pass) const {
    const auto& operations = history_->scenario().operations;
    if (operations.size() == 1) return sim::printable(pass.action_code);
    return sim::printable(fmt::format("{}: {}, {}", pass.operation + 1, pass.action_code,
                                      sim::operation_text(operations[pass.operation])));
  }

  void add_slacks(const std::stop_token& stop) {
    const auto infos = history_->passes();
    for (std::size_t i = 0; i < made_.passes.size() && !stop.stop_requested(); ++i) {
      const PassIndex& pass = *made_.passes[i].index;
      SlackInput input;
      input.schedule = history_->scenario().schedule;
      input.order.reserve(pass.acts().size());
      const std::uint32_t next = pass.index() + 1;
      const std::uint64_t end = next < infos.size() ? infos[next]->begin : history_->size();
      const PassInfo& info = *infos[pass.index()];
      history_->visit_events(info.begin, end, [&](std::uint64_t, std::span<const Event> events) {
        for (const Event& event : events) {
          const bool unstarted = event.kind == EventKind::ActEnded && event.other == 0;
          const bool counts = event.kind == EventKind::ActStarted || unstarted;
          if (counts && event.run == info.run) input.order.push_back(ActId{event.subject});
        }
        return !stop.stop_requested();
      });
      auto path = std::make_shared<CriticalPath>(*made_.critical[i]);
      find_slacks(*index_, pass, input, stop, *path);
      made_.critical[i] = std::move(path);
    }
  }

  std::shared_ptr<const History> history_;
  std::shared_ptr<RunIndex> index_;
  std::size_t next_pass_ = 0;
  bool has_paths_ = false;
  Made made_;
};

RunTimes::RunTimes(std::shared_ptr<const History> history, std::function<void()> wake)
    : history_(std::move(history)), worker_(std::move(wake)) {
  auto index = std::make_shared<RunIndex>();
  maker_ = std::make_shared<Maker>(history_, index);
  index_ = std::move(index);
}

bool RunTimes::update() {
  auto made = worker_.take();
  if (made) {
    passes_ = std::move(made->passes);
    critical_ = std::move(made->critical);
    complete_ = made->complete;
  }
  critical_.resize(passes_.size());
  const bool behind = index_->size() < history_->size() || history_->end() != nullptr;
  if (!complete_ && behind && !worker_.busy()) {
    worker_.ask([maker = maker_](const std::stop_token& stop) { return maker->work(stop); });
  }
  return made.has_value();
}

bool RunTimes::busy() const {
  return worker_.busy() || index_->size() < history_->size() ||
         (history_->end() != nullptr && !complete_);
}

void RunTimes::wait() {
  while (busy()) {
    update();
    worker_.wait();
  }
  update();
}

const PassIndex* RunTimes::pass(std::uint32_t index) const {
  for (const TimelinePass& pass : passes_) {
    if (pass.index->index() == index) return pass.index.get();
  }
  return nullptr;
}

std::uint64_t RunTimes::position_behind(Instant at) const {
  const Moment behind = index_->moment_at(at + Duration{1});
  if (behind >= index_->moment_count()) return index_->size();
  const RunIndex::Range range = index_->events_around(behind);
  std::uint64_t position = range.end;
  history_->visit_events(
      range.begin, range.end, [&](std::uint64_t first, std::span<const Event> events) {
        const auto later = std::find_if(events.begin(), events.end(),
                                        [&](const Event& event) { return event.at > at; });
        position = first + static_cast<std::uint64_t>(later - events.begin());
        return later == events.end();
      });
  return position;
}

std::optional<std::uint64_t> event_position(const History& history, const RunIndex& index,
                                            std::optional<Moment> moment,
                                            const WantedEvent& wanted) {
  if (!moment) return std::nullopt;
  const RunIndex::Range range = index.events_around(*moment);
  std::optional<std::uint64_t> found;
  history.visit_events(range.begin, range.end,
                       [&](std::uint64_t first, std::span<const Event> events) {
                         for (std::size_t i = 0; i < events.size() && !found; ++i) {
                           const Event& event = events[i];
                           if (event.kind == wanted.kind && event.run == wanted.run &&
                               ActId{event.subject} == wanted.act) {
                             found = first + i + 1;
                           }
                         }
                         return !found;
                       });
  return found;
}

std::optional<std::uint64_t> RunTimes::position_of_start(const PassIndex& pass, ActId act) const {
  const RunId run = history_->passes()[pass.index()]->run;
  return event_position(*history_, *index_, pass.acts().start(act),
                        {run, EventKind::ActStarted, act});
}

std::optional<std::uint64_t> RunTimes::position_of_end(const PassIndex& pass, ActId act) const {
  const RunId run = history_->passes()[pass.index()]->run;
  return event_position(*history_, *index_, pass.acts().end(act), {run, EventKind::ActEnded, act});
}

}  // namespace cascade::gui
