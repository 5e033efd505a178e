// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/swarm.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "sim/recording/replay.h"
#include "sim/recording/resume.h"
#include "sim/scenario/scenario_reader.h"
#include "sim/scenario/scenario_words.h"
#include "tests/support/lab.h"

namespace cascade::sim::test {
namespace {

constexpr std::size_t kActsMax = 600;  // of a pass whose blocked acts are computed apart

bool counts_as_failed(const Plan& plan, ActId act, Outcome outcome) {
  const bool failed = outcome == Outcome::Failed || outcome == Outcome::TimedOut;
  return failed && !plan.reaction(plan.step(plan.step_of(act)), act).failure_ignored;
}

/// Whether `later` waits for `earlier` by a link, by the words of the rule.
bool waits_by_link(const Plan& plan, ActId later, ActId earlier) {
  const StepId above = plan.step_of(later);
  const Step& child = plan.step(plan.step_of(earlier));
  const Step& parent = plan.step(above);
  if (child.tree_parent == kNoStep || !plan.reaction(parent, later).shows_children) return false;
  const bool same_branch = plan.merge() == Merge::PerPath ? child.tree_parent == above
                                                          : child.parent_type == parent.type;
  if (!same_branch) return false;
  const LinkParent own = LinkParent::parent(plan.resources()[value(later)]);
  const auto links = plan.links(child, earlier);
  return std::find(links.begin(), links.end(), own) != links.end();
}

bool is_blocked_by(const Plan& plan, ActId later, ActId earlier) {
  const StepId later_step = plan.step_of(later);
  const StepId earlier_step = plan.step_of(earlier);
  if (later_step == plan.root_step()) {
    if (earlier_step != plan.root_step()) return true;
  } else if (waits_by_link(plan, later, earlier)) {
    return true;
  }
  return plan.step(later_step).type == plan.step(earlier_step).type &&
         plan.resources()[value(later)] == plan.resources()[value(earlier)];
}

/// Which acts isolation blocks, from the plan and the acts that failed alone.
std::vector<bool> blocked_apart(const Plan& plan, const std::vector<Outcome>& outcomes) {
  std::vector<bool> blocked(outcomes.size(), false);
  for (std::uint32_t later = 0; later < outcomes.size(); ++later) {
    for (std::uint32_t earlier = 0; earlier < later && !blocked[later]; ++earlier) {
      const bool counts =
          blocked[earlier] || counts_as_failed(plan, ActId{earlier}, outcomes[earlier]);
      blocked[later] = counts && is_blocked_by(plan, ActId{later}, ActId{earlier});
    }
  }
  return blocked;
}

/// How often each act ended, beside the engine's own counts.
class EndCounter final : public Observer {
 public:
  void on_event(const Event& event, std::string_view /*text*/) override {
    if (event.kind == EventKind::ActEnded) ++ends_[{event.run, event.subject}];
  }
  /// Empty: each act of each pass ended once.
  [[nodiscard]] std::string complaint(const Simulation& simulation) const {
    for (const auto& pass : simulation.passes()) {
      if (!pass->plan) continue;
      for (std::uint32_t act = 0; act < pass->plan->act_count(); ++act) {
        const auto found = ends_.find({pass->run, act});
        const int times = found == ends_.end() ? 0 : found->second;
        if (times != 1) {
          return fmt::format("act {} of {} ended {} times", act, pass->action_code, times);
        }
      }
    }
    return {};
  }

 private:
  std::map<std::pair<RunId, std::uint32_t>, int> ends_;
};

class Seed {
 public:
  explicit Seed(std::uint64_t seed) : seed_(seed), random_(seed, "swarm policies") {
    hostile_ = random_.chance({1, 2});
    clean_ = random_text(seed, "swarm", hostile_);
    draw_policies();
    draw_faults();
    result_.scenario = clean_ + policies_ + faults_;
  }

  SwarmResult check() {
    auto simulation = make(result_.scenario);
    if (!simulation) return std::move(result_);
    EndCounter ends;
    simulation->add_observer(ends);
    const Recording recording = record(*simulation, cancel_at_);
    result_.outcome = simulation->outcome();
    check_run(*simulation);
    expect(ends.complaint(*simulation).empty(), ends.complaint(*simulation));
    check_blocked(*simulation);
    check_schedules(*simulation);
    check_replay(recording, *simulation);
    check_resume(recording, *simulation);
    result_.before_after = check_before_after(clean_ + policies_, seed_);
    for (const std::string& line : result_.before_after.broken) expect(false, line);
    return std::move(result_);
  }

 private:
  void expect(bool holds, const std::string& what) {
    if (!holds) result_.broken.push_back(what);
  }

  template <class Words>
  std::string word_of_any(const Words& words) {
    return std::string(words[random_.below(words.size())].word);
  }

  void draw_policies() {
    policies_ =
        "merge: " + word_of_any(kMergeWords) + "\nfailure: " + word_of_any(kFailureWords) + "\n";
    if (random_.chance({1, 2})) policies_ += fmt::format("workers: {}\n", random_.between(1, 6));
    if (random_.chance({1, 2})) {
      policies_ +=
          fmt::format("retries: [{{ limit: {}, backoff: {}ms, factor: {} }}]\n",
                      random_.between(1, 4), random_.between(0, 4000), random_.between(1, 3));
    }
    schedule_ = word_of_any(kScheduleWords);
    policies_ += "schedule: " + schedule_ + "\n";
    if (random_.chance({1, 5})) cancel_at_ = static_cast<int>(random_.between(0, 200));
  }

  void draw_faults() {
    faults_ = "faults:\n";
    for (std::int64_t left = random_.between(1, 3); left > 0; --left) {
      // The last one, appear, names a resource.
      const std::string kind(kFaultWords[random_.below(kFaultWords.size() - 1)].word);
      faults_ += fmt::format("- {{ kind: {}, ratio: [1, {}]{}{} }}\n", kind, random_.between(2, 8),
                             random_.chance({1, 3}) ? ", attempt: 1" : "",
                             kind == "slow" ? ", factor: 100000" : "");
      resumable_ = resumable_ && kind != "veto" && kind != "skip";
      timely_ = timely_ && kind != "slow";
    }
  }

  std::unique_ptr<Simulation> make(const std::string& text) {
    auto scenario = parse_scenario(text, "swarm.yaml");
    if (!scenario) {
      expect(false, scenario.error().message);
      return nullptr;
    }
    auto made = Simulation::create(*std::move(scenario), {});
    if (!made) {
      expect(false, made.error().message);
      return nullptr;
    }
    return *std::move(made);
  }

  void check_run(const Simulation& simulation) {
    expect(simulation.finished(), "the run does not end");
    for (const std::string& line : simulation.violations()) expect(false, line);
    if (simulation.outcome() == "vetoed") {
      expect(simulation.world().digest() == simulation.initial_digest(),
             "a veto changed something");
    }
    for (const auto& pass : simulation.passes()) {
      if (!pass->plan) continue;
      expect(pass->end.has_value(), pass->action_code + " does not end");
      if (!pass->end || simulation.scenario().failure != FailurePolicy::Force || cancel_at_ >= 0) {
        continue;
      }
      for (const Outcome outcome : {Outcome::Blocked, Outcome::NotRun, Outcome::Cancelled}) {
        expect(
            pass->end->acts[static_cast<std::size_t>(outcome)] == 0,
            fmt::format("under force an act of {} is {}", pass->action_code, to_string(outcome)));
      }
    }
  }

  void check_blocked(const Simulation& simulation) {
    if (simulation.scenario().failure != FailurePolicy::Isolate || cancel_at_ >= 0) return;
    for (const auto& pass : simulation.passes()) {
      if (!pass->plan || pass->plan->act_count() > kActsMax) continue;
      result_.isolated = true;
      const std::vector<Outcome>& outcomes = pass->summary->outcomes();
      const std::vector<bool> apart = blocked_apart(*pass->plan, outcomes);
      for (std::uint32_t act = 0; act < outcomes.size(); ++act) {
        expect((outcomes[act] == Outcome::Blocked) == apart[act],
               fmt::format("act {} of {} is {}, computed apart it is {}blocked", act,
                           pass->action_code, to_string(outcomes[act]), apart[act] ? "" : "not "));
      }
    }
  }

  /// Everything but `stop` and cancelling leaves nothing to the schedule.
  void check_schedules(const Simulation& simulation) {
    for (const auto& pass : simulation.passes()) {
      if (!pass->summary) continue;
      for (const auto& [act, attempts] : pass->summary->attempts()) result_.retries += attempts - 1;
    }
    if (simulation.scenario().failure == FailurePolicy::Stop || cancel_at_ >= 0) return;
    const std::string other = schedule_ == "sequential" ? "by_resource" : "sequential";
    auto scenario =
        parse_scenario(result_.scenario, "swarm.yaml",
                       std::vector<std::pair<std::string, std::string>>{{"schedule", other}});
    if (!scenario) return expect(false, scenario.error().message);
    const auto compared = run_scenario(*std::move(scenario));
    for (const std::string& line : compared->violations()) expect(false, other + ": " + line);
    expect(compared->passes().size() == simulation.passes().size(), other + " has other passes");
    for (std::size_t i = 0; i < std::min(compared->passes().size(), simulation.passes().size());
         ++i) {
      const PassRun& a = *simulation.passes()[i];
      const PassRun& b = *compared->passes()[i];
      if (!a.summary || !b.summary) continue;
      if (!timely_) continue;
      expect(a.summary->attempts() == b.summary->attempts(), other + " has other attempts");
      expect(a.summary->outcomes() == b.summary->outcomes(), other + " has other outcomes");
    }
  }

  void check_replay(const Recording& recording, const Simulation& simulation) {
    const auto report = replay(recording);
    if (!report) return expect(false, "replay: " + report.error().message);
    if (report->first_difference) {
      expect(false,
             fmt::format("replay: event {} was {}, the replay tells {}",
                         report->first_difference->position, report->first_difference->recorded,
                         report->first_difference->replayed));
    }
    expect(report->world_digest == simulation.world().digest(), "the replay ends in another world");
  }

  [[nodiscard]] static bool contradicts(const Simulation& simulation) {
    return std::any_of(
        simulation.passes().begin(), simulation.passes().end(), [](const auto& pass) {
          return pass->plan &&
                 (pass->plan->contradiction_count() > 0 || pass->plan->unchecked_pairs() > 0 ||
                  !pass->plan->cycle_links().empty());
        });
  }

  /// Whether it goes on, and to the fault-free end. A pass that is not done goes on alone; failures
  /// that the model ignored before it stay. Where all is done, the last operation goes back to its
  /// own.
  [[nodiscard]] static bool goes_on_whole(const Simulation& simulation) {
    const auto passes = simulation.passes();
    const std::string_view outcome = simulation.outcome();
    if (passes.empty() || outcome == "refused") return false;
    const PassRun& last = *passes.back();
    const bool stay = std::any_of(passes.begin(), passes.end(), [&](const auto& pass) {
      const bool counts =
          outcome == "done" ? pass->operation != last.operation : pass.get() != &last;
      return counts && pass->has_failures();
    });
    const bool any = std::any_of(passes.begin(), passes.end(),
                                 [](const auto& pass) { return pass->has_failures(); });
    return !stay && (any || outcome != "done");
  }

  void check_resume(const Recording& recording, const Simulation& simulation) {
    if (!resumable_ || simulation.scenario().failure == FailurePolicy::Force) return;
    if (!goes_on_whole(simulation)) return;
    auto found = prepare_resume(recording);
    if (!found) return expect(false, "resume: " + found.error().message);
    if (!found->point) return;
    SimulationOptions options;
    options.resume = found->point;
    auto resumed = Simulation::create(std::move(found->scenario), options, std::move(found->world));
    if (!resumed) return expect(false, "resume: " + resumed.error().message);
    (*resumed)->run();
    for (const std::string& line : (*resumed)->violations()) expect(false, "resume: " + line);
    const auto whole = make(clean_ + policies_);
    if (!whole) return;
    whole->run();
    if (contradicts(*whole) || contradicts(**resumed)) return;
    result_.resumed = true;
    expect((*resumed)->outcome() == whole->outcome(),
           fmt::format("resumed it ends {}", (*resumed)->outcome()));
    expect((*resumed)->world().digest() == whole->world().digest(),
           "resumed it ends in another world than without faults");
  }

  std::uint64_t seed_;
  Random random_;
  bool hostile_ = false;
  bool resumable_ = true;
  bool timely_ = true;  // no effect comes after its act has ended
  int cancel_at_ = -1;
  std::string clean_;
  std::string policies_;
  std::string schedule_;
  std::string faults_;
  SwarmResult result_;
};

}  // namespace

SwarmResult check_swarm_seed(std::uint64_t seed) {
  return Seed(seed).check();
}

}  // namespace cascade::sim::test
