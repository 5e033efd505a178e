// SPDX-License-Identifier: Apache-2.0
#include "engine/run_performer.h"

#include <algorithm>
#include <atomic>
#include <utility>

#include "engine/act.h"
#include "engine/guarded_call.h"

namespace cascade {

/// One act that several branch extensions do, one after the other: each gets a completion of the
/// chain's own, whose answer starts the next. Answers may come from any thread, but only one link
/// of the chain runs at a time. Counted by the call that runs and by the completion that is out:
/// an answer that comes when everything else is gone still finds the chain and its plan.
class RunPerformer::Chain final : public CompletionPort {
 public:
  static void begin(std::shared_ptr<const Plan> plan, const std::vector<BranchExtension*>& branches,
                    const Act& act, Completion done) {
    auto* chain = new Chain(std::move(plan), branches, act, std::move(done));
    chain->call_next();
    chain->release();
  }

  void complete(const Attempt& /*attempt*/, ActResult&& result) override {
    const bool goes_on = result.outcome == Outcome::Done || result.outcome == Outcome::Skipped;
    did_something_ = did_something_ || result.outcome == Outcome::Done;
    if (goes_on && next_ < branches_.size()) {
      call_next();
    } else if (goes_on && did_something_) {
      done_(ActResult::done());
    } else {
      done_(std::move(result));  // a failure, a veto, or everybody skipped
    }
    release();
  }
  void abandon(const Attempt& attempt) override {
    complete(attempt, ActResult::failed("a branch extension dropped its completion without an "
                                        "answer"));
  }
  void threw(const Attempt& /*attempt*/, std::string /*what*/) override {
    // What it answered, or will answer with the completion that it keeps, is this branch's answer.
  }

 private:
  Chain(std::shared_ptr<const Plan> plan, std::vector<BranchExtension*> branches, const Act& act,
        Completion done)
      : plan_(std::move(plan)), branches_(std::move(branches)), act_(act), done_(std::move(done)) {}
  ~Chain() = default;

  void call_next() {
    BranchExtension& branch = *branches_[next_++];
    references_.fetch_add(2, std::memory_order_relaxed);  // the completion and this call
    guarded_cascade(branch, act_, Completion(*this, act_.attempt));
    release();
  }
  void release() {
    if (references_.fetch_sub(1, std::memory_order_acq_rel) == 1) delete this;
  }

  std::shared_ptr<const Plan> plan_;
  std::vector<BranchExtension*> branches_;
  Act act_;
  Completion done_;
  std::size_t next_ = 0;
  bool did_something_ = false;
  std::atomic<int> references_{1};
};

RunPerformer::RunPerformer(std::shared_ptr<const Plan> plan) : plan_(std::move(plan)) {
  const auto steps = plan_->steps();
  const bool any_branches = std::any_of(steps.begin(), steps.end(), [&](const Step& step) {
    return !plan_->graph().branches(step.type).empty();
  });
  if (any_branches) takers_.resize(steps.size());
}

void RunPerformer::resolve(StepId step) {
  if (takers_.empty()) return;
  Takers& takers = takers_[value(step)];
  const CascadeAction action = plan_->action(step);
  for (BranchExtension* branch : plan_->graph().branches(plan_->step(step).type)) {
    bool takes = false;
    const auto thrown = text_of_throw([&] { takes = branch->takes(action); });
    if (takes) takers.branches.push_back(branch);
    if (thrown) {
      takers.error = "a branch extension threw when asked whether it takes the step: " + *thrown;
    }
  }
}

void RunPerformer::perform(const Act& act, Completion done) {
  const Takers* takers = takers_.empty() ? nullptr : &takers_[value(act.step)];
  if (takers == nullptr || (takers->branches.empty() && takers->error.empty())) {
    guarded_cascade(*plan_->step(act.step).extension, act, std::move(done));
  } else if (!takers->error.empty()) {
    done(ActResult::failed(takers->error));
  } else if (takers->branches.size() == 1) {
    guarded_cascade(*takers->branches[0], act, std::move(done));
  } else {
    Chain::begin(plan_, takers->branches, act, std::move(done));
  }
}

}  // namespace cascade
