// SPDX-License-Identifier: Apache-2.0
#include "sim/report/story_text.h"

#include <fmt/format.h>

#include <limits>
#include <string_view>
#include <utility>

#include "engine/plan_text.h"
#include "sim/base/ink.h"
#include "sim/base/text.h"
#include "sim/report/outcome_style.h"
#include "sim/report/report.h"
#include "sim/run/expectations.h"
#include "sim/run/protection.h"

namespace cascade::sim {
namespace {

// Of a long chain the begin and the first cause are shown.
constexpr std::size_t kChainShown = 20;

std::string time_text(Instant at) {
  return short_duration(at.time_since_epoch());
}

class StoryText {
 public:
  StoryText(const Story& story, const Simulation& simulation, const StoryTextOptions& options)
      : story_(story), simulation_(simulation), options_(options) {}

  std::string write() {
    const std::string name = printable(simulation_.world().name(story_.resource));
    text_ = painted(Ink::Strong, name, options_.colours);
    if (story_.outcome) text_ += "  " + outcome_text(*story_.outcome);
    text_ += fmt::format("\n  in the end {}\n",
                         printable(condition_of(simulation_.world(), story_.resource)));
    if (story_.passes.empty()) {
      const bool concerned = !story_.changes.empty() || story_.appeared;
      text_ += concerned ? "  no act is on it\n" : "  no operation concerns it\n";
    }
    if (story_.appeared) write_appearance(*story_.appeared);
    for (const StoryChange& change : story_.changes) write_change(change);
    std::uint32_t operation = std::numeric_limits<std::uint32_t>::max();
    for (const StoryPass& pass : story_.passes) {
      if (pass.pass->operation != operation) {
        if (operation < simulation_.scenario().operations.size()) write_end(operation);
        operation = pass.pass->operation;
        const Operation& asked = simulation_.scenario().operations[operation];
        text_ += "\n" +
                 painted(Ink::Strong,
                         fmt::format("Operation {}: {}", operation + 1,
                                     printable(operation_text(asked))),
                         options_.colours) +
                 "\n";
      }
      write_pass(pass);
    }
    if (!story_.passes.empty()) write_end(operation);
    return std::move(text_);
  }

 private:
  [[nodiscard]] std::string outcome_text(Outcome outcome) const {
    const std::string words = fmt::format("{} {}", style_of(outcome).glyph, to_string(outcome));
    return painted(ink_of(outcome), words, options_.colours);
  }

  [[nodiscard]] std::string faint(std::string_view text) const {
    return painted(Ink::Faint, printable(text), options_.colours);
  }

  void write_change(const StoryChange& change) {
    text_ += fmt::format("  became {}", printable(change.condition));
    if (change.pass != nullptr && change.act != kNoAct) {
      text_ += " through " + act_text(*change.pass, change.act);
    }
    text_ += pass_text(change.pass) + "\n";
  }

  void write_appearance(const StoryAppearance& appeared) {
    text_ += "  appeared by a fault";
    if (options_.times) text_ += " at " + time_text(appeared.at);
    if (appeared.pass != nullptr) {
      text_ += " with the start of " + act_text(*appeared.pass, appeared.act);
    }
    text_ += pass_text(appeared.pass) + "\n";
  }

  /// "delete of Vm/web  Project/Vm"
  [[nodiscard]] std::string act_text(const PassRun& pass, ActId act) const {
    const Plan& plan = *pass.plan;
    const StepId id = plan.step_of(act);
    const Step& step = plan.step(id);
    const Resource resource{step.type, plan.resources()[value(act)]};
    return fmt::format("{} of {}  {}", printable(plan.reaction(step, act).name),
                       printable(simulation_.world().name(resource)), faint(plan.path(id)));
  }

  /// Behind what happened in it; null: in none.
  [[nodiscard]] std::string pass_text(const PassRun* pass) const {
    if (pass == nullptr) return {};
    const bool alone = simulation_.scenario().operations.size() == 1;
    return fmt::format("  {}{}", printable(pass->action_code),
                       alone ? "" : " " + by_operation(pass->operation));
  }

  void write_pass(const StoryPass& told) {
    const PassRun& pass = *told.pass;
    text_ += fmt::format("  {}\n", printable(pass.action_code));
    for (const std::size_t i : told.breaches) {
      text_ += fmt::format("    protected: {}\n",
                           printable(breach_text(pass.breaches[i], simulation_.world())));
    }
    if (!told.ways.empty()) {
      text_ += fmt::format("    came into the plan in {}{}\n", told.more_ways ? "more than " : "",
                           counted(told.ways.size(), "way"));
    }
    for (const Reason& way : told.ways) {
      text_ += fmt::format("      {}\n", printable(to_text(*pass.plan, way, simulation_.world())));
    }
    for (const std::size_t i : told.dropped) write_dropped(*pass.plan, i);
    for (const StoryAct& act : told.acts) write_act(pass, act);
  }

  void write_dropped(const Plan& plan, std::size_t index) {
    const DroppedContext& context = plan.dropped_contexts()[index];
    std::string path;
    for (const TypeId type : context.path) {
      path += (path.empty() ? "" : "/") + plan.graph().name(type);
    }
    text_ += fmt::format("    dropped by first_wins on {}, after {}\n", printable(path),
                         printable(plan.path(context.kept)));
  }

  void write_act(const PassRun& pass, const StoryAct& act) {
    const Plan& plan = *pass.plan;
    text_ += fmt::format("    {}  {}  {}\n", outcome_text(act.outcome),
                         printable(plan.reaction(plan.step(act.step), act.act).name),
                         faint(plan.path(act.step)));
    if (options_.times && act.started) {
      text_ += fmt::format("        started {}", time_text(*act.started));
      if (act.ended) {
        text_ += fmt::format(", ended {}, took {}", time_text(*act.ended),
                             short_duration(*act.ended - *act.started));
      }
      text_ += "\n";
    }
    for (const auto& [event, message] : act.failed_attempts) {
      text_ += fmt::format("        attempt {} {}{}{}{}\n", event.other, to_string(event.outcome),
                           options_.times ? " at " + time_text(event.at) : "",
                           message.empty() ? "" : ": ", printable(message));
    }
    const auto other = pass.skipped_by.find(act.act);
    if (other != pass.skipped_by.end()) {
      text_ +=
          fmt::format("        {}, which had changed it: {}\n", by_operation(other->second),
                      printable(operation_text(simulation_.scenario().operations[other->second])));
      return;
    }
    if (!act.message.empty()) text_ += fmt::format("        {}\n", printable(act.message));
    write_causes(pass, act);
    for (const Event& answer : act.ignored_answers) {
      text_ += fmt::format("        a late or second answer was ignored: {}{}\n",
                           to_string(answer.outcome),
                           options_.times ? " at " + time_text(answer.at) : "");
    }
  }

  void write_causes(const PassRun& pass, const StoryAct& act) {
    if (!act.ended) {
      text_ += "        the recording ends before\n";
    } else if (act.causes.empty()) {
      if (act.outcome == Outcome::Skipped && act.message.empty()) {
        text_ += act.failed_attempts.empty()
                     ? "        its state was like that before this pass\n"
                     : "        an attempt that failed had changed it all the same\n";
      }
    } else if (act.outcome == Outcome::NotRun) {
      text_ += "        the run stopped after\n";
    } else if (act.outcome == Outcome::Skipped) {
      text_ += "        the resource had been changed before\n";
    }
    const std::string_view by = act.outcome == Outcome::Blocked ? "by " : "  ";
    for (std::size_t i = 0; i < act.causes.size(); ++i) {
      if (act.causes.size() > kChainShown && i == kChainShown - 1) {
        text_ += fmt::format("        by {} more\n", grouped(act.causes.size() - kChainShown));
        i = act.causes.size() - 1;
      }
      write_cause(pass, act.causes[i], by);
    }
  }

  void write_cause(const PassRun& pass, ActId cause, std::string_view by) {
    const Plan& plan = *pass.plan;
    const StepId id = plan.step_of(cause);
    const Step& step = plan.step(id);
    const Resource resource{step.type, plan.resources()[value(cause)]};
    const Outcome outcome = pass.summary->outcomes()[value(cause)];
    text_ += fmt::format(
        "        {}{} {}  {}  {}\n", by, printable(plan.reaction(step, cause).name),
        printable(simulation_.world().name(resource)), outcome_text(outcome), faint(plan.path(id)));
    const std::string_view message = message_of(pass, cause);
    if (!message.empty()) text_ += fmt::format("            {}\n", printable(message));
  }

  // Why nothing came after the last pass, where something should have.
  void write_end(std::uint32_t operation) {
    const PassRun* last = nullptr;
    for (const auto& pass : simulation_.passes()) {
      if (pass->operation == operation) last = pass.get();
    }
    if (last == nullptr) return;
    if (last->refusal) {
      text_ += fmt::format("  {} was refused: {}\n", printable(last->action_code),
                           printable(last->refusal->message));
    } else if (last->end && last->end->outcome != Outcome::Done) {
      text_ += fmt::format("  the operation ended with {}: {}{}{}\n", printable(last->action_code),
                           to_string(last->end->outcome), last->end->message.empty() ? "" : ", ",
                           printable(last->end->message));
    }
  }

  const Story& story_;
  const Simulation& simulation_;
  StoryTextOptions options_;
  std::string text_;
};

}  // namespace

std::string story_text(const Story& story, const Simulation& simulation,
                       const StoryTextOptions& options) {
  return StoryText(story, simulation, options).write();
}

}  // namespace cascade::sim
