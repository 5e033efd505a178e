// SPDX-License-Identifier: Apache-2.0
// The format: "Trace Event Format" of the Chromium project; times are microseconds.
#include "sim/report/trace.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/base/text.h"

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
  next_.reset();
  if (!plan) return;
  next_ = Pass{};
  next_->groups.resize(plan->graph().type_count() + 1);
  next_->plan = std::move(plan);
  next_->process = std::exchange(next_process_, next_process_ + 2);
  name_process(next_->process, title + ": phase 1");
  name_track(next_->process, track_of(0, 0), "queries");
  name_process(next_->process + 1, title + ": phase 2");
}

void TraceWriter::on_event(const Event& event, std::string_view text) {
  if (finished_) return;
  if (event.kind == EventKind::RunBegan && next_) {
    passes_.emplace(event.run, *std::exchange(next_, std::nullopt));
  }
  const auto pass = passes_.find(event.run);
  if (pass == passes_.end()) return;
  on_event(pass->second, event, text);
  if (event.kind == EventKind::RunEnded) passes_.erase(pass);
}

void TraceWriter::on_event(Pass& pass, const Event& event, std::string_view text) {
  const Plan& plan = *pass.plan;
  switch (event.kind) {
    case EventKind::StepPlanned: {
      const StepId id{event.subject};
      begin_slice(plan.graph().name(plan.step(id).type), "query",
                  event.at - plan.step(id).query_time, event.at, pass.process, track_of(0, 0))
          .field("step", plan.path(id))
          .field("links", event.other)
          .end_object()
          .end_object();
      break;
    }
    case EventKind::StepStarted:
      if (plan.step(StepId{event.subject}).act_count() == 0) break;
      pass.open_steps[event.subject] = {event.at, take_lane(pass, 0, "steps")};
      break;
    case EventKind::ActStarted:
    case EventKind::RetryStarted: {
      if (acts_left_ == 0) break;
      --acts_left_;
      const TypeId type = plan.step(plan.step_of(ActId{event.subject})).type;
      const std::uint32_t lane = take_lane(pass, value(type) + 1U, plan.graph().name(type));
      pass.open_acts[event.subject] = {event.at, lane};
      break;
    }
    case EventKind::AttemptFailed:
    case EventKind::ActEnded:
      end_act(pass, event, text);
      break;
    case EventKind::StepEnded:
      end_step(pass, event);
      break;
    default:
      break;
  }
}

void TraceWriter::end_act(Pass& pass, const Event& event, std::string_view text) {
  const auto open = pass.open_acts.find(event.subject);
  if (open == pass.open_acts.end()) return;
  const Plan& plan = *pass.plan;
  const ActId act{event.subject};
  const StepId id = plan.step_of(act);
  const Step& step = plan.step(id);
  const std::uint32_t group = value(step.type) + 1U;
  JsonWriter& arguments =
      begin_slice(plan.reaction(step, act).name, "act", open->second.start, event.at,
                  pass.process + 1, track_of(group, open->second.lane));
  arguments.field("resource", names_.name({step.type, plan.resources()[event.subject]}));
  arguments.field("step", plan.path(id));
  arguments.field("outcome", to_string(event.outcome));
  if (event.other > 1 || event.kind == EventKind::AttemptFailed) {
    arguments.field("attempt", event.other);
  }
  if (!text.empty()) arguments.field("message", text);
  arguments.end_object().end_object();
  pass.groups[group].taken[open->second.lane] = false;
  pass.open_acts.erase(open);
}

void TraceWriter::end_step(Pass& pass, const Event& event) {
  const auto open = pass.open_steps.find(event.subject);
  if (open == pass.open_steps.end()) return;
  const Plan& plan = *pass.plan;
  const StepId id{event.subject};
  const Step& step = plan.step(id);
  begin_slice(plan.graph().name(step.type), "step", open->second.start, event.at, pass.process + 1,
              track_of(0, open->second.lane))
      .field("step", plan.path(id))
      .field("acts", step.act_count())
      .field("outcome", to_string(event.outcome))
      .end_object()
      .end_object();
  pass.groups[0].taken[open->second.lane] = false;
  pass.open_steps.erase(open);
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

std::uint32_t TraceWriter::take_lane(Pass& pass, std::uint32_t group, const std::string& name) {
  std::vector<bool>& taken = pass.groups[group].taken;
  const auto free = std::find(taken.begin(), taken.end(), false);
  const auto lane = static_cast<std::uint32_t>(free - taken.begin());
  if (free == taken.end()) {
    taken.push_back(true);
    name_track(pass.process + 1, track_of(group, lane), name);
  } else {
    *free = true;
  }
  return lane;
}

}  // namespace cascade::sim
