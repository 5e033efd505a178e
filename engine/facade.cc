// SPDX-License-Identifier: Apache-2.0
#include "engine/facade.h"

#include <utility>

#include "engine/act.h"

namespace cascade {
namespace {

// Everything that a start needs when its turn comes; the facade itself may be gone by then.
struct Start {
  std::shared_ptr<const TypeGraph> graph;
  Executor* executor;
  PlannerOptions planner;
  CascadeRequest request;
  CascadeFacade::Done done;

  void plan_and_run(const RunOptions& options) {
    Result<std::shared_ptr<const Plan>> plan =
        make_plan(std::move(graph), std::move(request), planner);
    if (!plan) {
      done(tl::unexpected<Error>(std::move(plan).error()));
      return;
    }
    executor->begin(*std::move(plan), options,
                    [done = std::move(done)](const RunEnd& end) { done(end); });
  }
};

}  // namespace

CascadeFacade::CascadeFacade(std::shared_ptr<const TypeGraph> graph, Executor& executor,
                             FacadeOptions options)
    : graph_(std::move(graph)), executor_(executor), options_(std::move(options)) {}

void CascadeFacade::start(CascadeRequest request, Done done) {
  RunOptions options = options_.run;
  options.under_run = RunId{};
  options.under_act = kNoAct;
  executor_.runner().post(
      [start = Start{graph_, &executor_, options_.planner, std::move(request), std::move(done)},
       options]() mutable { start.plan_and_run(options); });
}

void CascadeFacade::start_under(const Act& act, CascadeRequest request, Done done) {
  executor_.runner().post(
      [start = Start{graph_, &executor_, options_.planner, std::move(request), std::move(done)},
       attempt = act.attempt]() mutable {
        RunOptions options = start.executor->options(attempt.run);
        options.under_run = attempt.run;
        options.under_act = attempt.act;
        start.plan_and_run(options);
      });
}

}  // namespace cascade
