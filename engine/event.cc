// SPDX-License-Identifier: Apache-2.0
#include "engine/event.h"

#include <fmt/format.h>

#include "engine/assert.h"
#include "engine/time_text.h"

namespace cascade {
namespace {

std::string what(const Event& event) {
  switch (event.kind) {
    case EventKind::RunBegan:
      if (ActId{event.other} == kNoAct) return "began";
      return fmt::format("began under act {} of run {}", event.other, event.subject);
    case EventKind::StepPlanned:
      return fmt::format("step {} planned: {} links", event.subject, event.other);
    case EventKind::PhaseTwoBegan:
      return "phase 2 began";
    case EventKind::StepStarted:
      return fmt::format("step {} started", event.subject);
    case EventKind::ActStarted:
      if (ActId{event.other} == kNoAct) return fmt::format("act {} started", event.subject);
      return fmt::format("act {} started after act {}", event.subject, event.other);
    case EventKind::ActEnded:
      if (event.other <= 1) {
        return fmt::format("act {} ended: {}", event.subject, to_string(event.outcome));
      }
      return fmt::format("act {} ended at attempt {}: {}", event.subject, event.other,
                         to_string(event.outcome));
    case EventKind::StepEnded:
      return fmt::format("step {} ended: {}", event.subject, to_string(event.outcome));
    case EventKind::AnswerIgnored:
      return fmt::format("act {} answered too late or twice (attempt {}): {}", event.subject,
                         event.other, to_string(event.outcome));
    case EventKind::RunEnded:
      return fmt::format("ended: {}", to_string(event.outcome));
    case EventKind::AttemptFailed:
      return fmt::format("act {} {} at attempt {} and is tried again", event.subject,
                         to_string(event.outcome), event.other);
    case EventKind::RetryDue:
      return fmt::format("act {} is ready for attempt {}", event.subject, event.other);
    case EventKind::RetryStarted:
      return fmt::format("act {} started attempt {}", event.subject, event.other);
  }
  CASCADE_ASSERT(false, "an event kind outside its enumeration");
  return {};
}

}  // namespace

std::string_view to_string(EventKind kind) {
  switch (kind) {
    case EventKind::RunBegan:
      return "run began";
    case EventKind::StepPlanned:
      return "step planned";
    case EventKind::PhaseTwoBegan:
      return "phase two began";
    case EventKind::StepStarted:
      return "step started";
    case EventKind::ActStarted:
      return "act started";
    case EventKind::ActEnded:
      return "act ended";
    case EventKind::StepEnded:
      return "step ended";
    case EventKind::AnswerIgnored:
      return "answer ignored";
    case EventKind::RunEnded:
      return "run ended";
    case EventKind::AttemptFailed:
      return "attempt failed";
    case EventKind::RetryDue:
      return "retry due";
    case EventKind::RetryStarted:
      return "retry started";
  }
  CASCADE_ASSERT(false, "an event kind outside its enumeration");
  return {};
}

std::string to_text(const Event& event, std::string_view text) {
  std::string line = fmt::format("{} run {} {}", to_text(event.at), value(event.run), what(event));
  if (!text.empty()) {
    line += " (";
    line += text;
    line += ')';
  }
  return line;
}

}  // namespace cascade
