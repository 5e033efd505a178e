// SPDX-License-Identifier: Apache-2.0
// The format: "Trace Event Format" of the Chromium project; times are microseconds.
#include "sim/trace.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/text.h"

namespace cascade::sim {
namespace {

constexpr std::uint32_t kTracksPerGroup = 100'000;

std::uint32_t track_of(std::uint32_t group, std::uint32_t lane) {
  return group * kTracksPerGroup + std::min(lane, kTracksPerGroup - 1) + 1;
}

}  // namespace

TraceWriter::TraceWriter(TextSink sink, const ResourceNames& names, std::uint64_t acts_max)
    : json_(std::move(sink)), names_(names), acts_left_(acts_max) {
  json_.begin_object();
  json_.field("displayTimeUnit", "ms");
  json_.key("traceEvents").begin_array();
}

TraceWriter::~TraceWriter() {
  finish();
}

void TraceWriter::finish() {
  if (finished_) return;
  finished_ = true;
  json_.end_array().end_object();
  json_.flush();
}

void TraceWriter::begin_pass(std::shared_ptr<const Plan> plan, const std::string& title) {
  open_steps_.clear();
  open_acts_.clear();
  groups_.clear();
  plan_ = std::move(plan);
  run_.reset();
  title_ = title;
  if (!plan_) return;
  groups_.resize(plan_->graph().type_count() + 1);
  process_ += process_ == 0 ? 1 : 2;
  name_process(process_, title_ + ": phase 1");
  name_track(process_, track_of(0, 0), "queries");
  name_process(process_ + 1, title_ + ": phase 2");
}

void TraceWriter::on_event(const Event& event, std::string_view text) {
  if (!plan_ || finished_) return;
  if (event.kind == EventKind::RunBegan && !run_) run_ = event.run;
  if (event.run != run_) return;
  switch (event.kind) {
    case EventKind::StepPlanned: {
      const StepId id{event.subject};
      begin_slice(plan_->graph().name(plan_->step(id).type), "query",
                  event.at - plan_->step(id).query_time, event.at, process_, track_of(0, 0))
          .field("step", plan_->path(id))
          .field("links", event.other)
          .end_object()
          .end_object();
      break;
    }
    case EventKind::StepStarted:
      if (plan_->step(StepId{event.subject}).act_count() == 0) break;
      open_steps_[{value(event.run), event.subject}] = {event.at, take_lane(0, "steps")};
      break;
    case EventKind::ActStarted:
    case EventKind::RetryStarted: {
      if (acts_left_ == 0) break;
      --acts_left_;
      const TypeId type = plan_->step(plan_->step_of(ActId{event.subject})).type;
      const std::uint32_t lane = take_lane(value(type) + 1U, plan_->graph().name(type));
      open_acts_[{value(event.run), event.subject}] = {event.at, lane};
      break;
    }
    case EventKind::AttemptFailed:
    case EventKind::ActEnded:
      end_act(event, text);
      break;
    case EventKind::StepEnded:
      end_step(event);
      break;
    default:
      break;
  }
}

void TraceWriter::end_act(const Event& event, std::string_view text) {
  const auto open = open_acts_.find({value(event.run), event.subject});
  if (open == open_acts_.end()) return;
  const ActId act{event.subject};
  const StepId id = plan_->step_of(act);
  const Step& step = plan_->step(id);
  const std::uint32_t group = value(step.type) + 1U;
  JsonWriter& arguments = begin_slice(plan_->reaction(step, act).name, "act", open->second.start,
                                      event.at, process_ + 1, track_of(group, open->second.lane));
  arguments.field("resource", names_.name({step.type, plan_->resources()[event.subject]}));
  arguments.field("step", plan_->path(id));
  arguments.field("outcome", to_string(event.outcome));
  if (event.other > 1 || event.kind == EventKind::AttemptFailed) {
    arguments.field("attempt", event.other);
  }
  if (!text.empty()) arguments.field("message", text);
  arguments.end_object().end_object();
  release_lane(group, open->second.lane);
  open_acts_.erase(open);
}

void TraceWriter::end_step(const Event& event) {
  const auto open = open_steps_.find({value(event.run), event.subject});
  if (open == open_steps_.end()) return;
  const StepId id{event.subject};
  const Step& step = plan_->step(id);
  begin_slice(plan_->graph().name(step.type), "step", open->second.start, event.at, process_ + 1,
              track_of(0, open->second.lane))
      .field("step", plan_->path(id))
      .field("acts", step.act_count())
      .field("outcome", to_string(event.outcome))
      .end_object()
      .end_object();
  release_lane(0, open->second.lane);
  open_steps_.erase(open);
}

JsonWriter& TraceWriter::begin_slice(const std::string& name, std::string_view category,
                                     Instant start, Instant end, std::uint32_t process,
                                     std::uint32_t track) {
  json_.begin_object(JsonWriter::Layout::Line);
  json_.field("name", name).field("cat", category).field("ph", "X");
  json_.key("ts").thousandths(start.time_since_epoch().count());
  json_.key("dur").thousandths((end - start).count());
  json_.field("pid", process).field("tid", track);
  return json_.key("args").begin_object();
}

void TraceWriter::name_process(std::uint32_t process, const std::string& name) {
  json_.begin_object(JsonWriter::Layout::Line);
  json_.field("name", "process_name").field("ph", "M").field("pid", process);
  json_.key("args").begin_object().field("name", name).end_object().end_object();
  json_.begin_object(JsonWriter::Layout::Line);
  json_.field("name", "process_sort_index").field("ph", "M").field("pid", process);
  json_.key("args").begin_object().field("sort_index", process).end_object().end_object();
}

void TraceWriter::name_track(std::uint32_t process, std::uint32_t track, const std::string& name) {
  json_.begin_object(JsonWriter::Layout::Line);
  json_.field("name", "thread_name").field("ph", "M").field("pid", process).field("tid", track);
  json_.key("args").begin_object().field("name", name).end_object().end_object();
  json_.begin_object(JsonWriter::Layout::Line);
  json_.field("name", "thread_sort_index").field("ph", "M");
  json_.field("pid", process).field("tid", track);
  json_.key("args").begin_object().field("sort_index", track).end_object().end_object();
}

std::uint32_t TraceWriter::take_lane(std::uint32_t group, const std::string& name) {
  std::vector<bool>& taken = groups_[group].taken;
  const auto free = std::find(taken.begin(), taken.end(), false);
  const auto lane = static_cast<std::uint32_t>(free - taken.begin());
  if (free == taken.end()) {
    taken.push_back(true);
    name_track(process_ + 1, track_of(group, lane), name);
  } else {
    *free = true;
  }
  return lane;
}

void TraceWriter::release_lane(std::uint32_t group, std::uint32_t lane) {
  groups_[group].taken[lane] = false;
}

}  // namespace cascade::sim
