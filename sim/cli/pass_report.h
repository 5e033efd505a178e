// SPDX-License-Identifier: Apache-2.0
// The middle of a report: each pass's plan when it begins and its outcome when it has ended. Passes
// of operations at the same time are told when all of those are over, operation by operation.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>

#include "sim/report/report.h"
#include "sim/run/simulation.h"

namespace cascade::sim::cli {

/// Thread: the one that runs the simulation.
class PassReport {
 public:
  /// `show` is given the text, piece by piece. All must outlive it.
  PassReport(const Simulation& simulation, const ReportOptions& options,
             std::function<void(const std::string&)> show)
      : simulation_(simulation), options_(options), show_(std::move(show)) {}

  /// For Simulation::on_pass.
  void begin(const PassRun& pass);
  /// After the last step. Passes that were refused are told, too.
  void finish();

 private:
  void tell_rest(std::size_t end);
  void tell_group(std::size_t end);

  const Simulation& simulation_;
  const ReportOptions& options_;
  std::function<void(const std::string&)> show_;
  std::map<std::size_t, std::string> plans_;  // texts of those that are told later, by index
  std::size_t told_ = 0;                      // of Simulation::passes(), all but perhaps an outcome
  const PassRun* going_ = nullptr;            // its plan was told, its outcome is not
};

}  // namespace cascade::sim::cli
