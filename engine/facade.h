// SPDX-License-Identifier: Apache-2.0
// The one call that most code needs: start a cascade. May be called from anywhere, also from
// inside a running act; the nested run is recorded under that act.
#pragma once

#include <functional>
#include <memory>

#include "engine/executor.h"
#include "engine/planner.h"
#include "engine/result.h"
#include "engine/type_graph.h"

namespace cascade {

struct FacadeOptions {
  PlannerOptions planner;
  RunOptions run;  ///< `under_*` are set per call.
};

class CascadeFacade {
 public:
  using Done = std::function<void(Result<RunEnd>)>;

  /// The executor must outlive the facade.
  CascadeFacade(std::shared_ptr<const TypeGraph> graph, Executor& executor, FacadeOptions options);

  /// Plans and runs `request`; any thread. Both happen on the executor's thread, in its step();
  /// so does the call of `done`, with the planning error or the end of the run.
  void start(CascadeRequest request, Done done);
  /// The same from inside an act: recorded under it, under its schedule's options.
  void start_under(const Act& act, CascadeRequest request, Done done);

 private:
  std::shared_ptr<const TypeGraph> graph_;
  Executor& executor_;
  FacadeOptions options_;
};

}  // namespace cascade
