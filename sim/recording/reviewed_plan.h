// SPDX-License-Identifier: Apache-2.0
// A plan that somebody has reviewed: what a preview showed, in a file that can be read, kept and
// carried out later, if the world still gives the same plan. A YAML file; resources are named, so
// that it outlives the process that wrote it.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/executor.h"
#include "engine/plan.h"
#include "engine/result.h"
#include "sim/base/work.h"
#include "sim/scenario/scenario.h"
#include "sim/world/world.h"

namespace cascade::sim {

/// Acts of one operation that are alike.
struct ReviewedActs {
  struct Kind {
    std::string path;      ///< Of the step: "Zone/Cluster/Host". The last is the resources' type.
    std::string reaction;  ///< "delete"
    std::string state;     ///< Before the operation; empty for types without states.
    std::string under;     ///< What they were found by: "Host/3"; a root is found by itself.
    friend auto operator<=>(const Kind&, const Kind&) = default;
  };
  /// Of resources that have no name of their own: VmInstance/`first` to VmInstance/`last`.
  struct Range {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    friend auto operator<=>(const Range&, const Range&) = default;
  };
  Kind kind;
  std::vector<Range> numbers;      ///< Ascending, apart from one another.
  std::vector<std::string> names;  ///< Names of their own, without the type; ascending, unique.
};

struct ReviewedOperation {
  std::string text;                ///< operation_text(): "permissive on Zone/1".
  std::vector<ReviewedActs> acts;  ///< By kind, each once. Reactions `nothing` are left out.
};

struct ReviewedPlan {
  std::string scenario;  ///< Its name; for people.
  std::string model;
  std::uint64_t seed = 1;
  Merge merge = Merge::PerPath;
  Schedule schedule = Schedule::ByResource;
  FailurePolicy failure = FailurePolicy::Stop;
  std::vector<ReviewedOperation> operations;

  /// As keys and values for the scenario reader, so that it runs as it was reviewed.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> settings() const;
};

/// What `plan` is about to do in `world`, which is as the plan found it.
ReviewedOperation review(const Operation& operation, const Plan& plan, const World& world);

/// All operations of a scenario, each on the world that the ones before leave when nothing fails.
/// Errors: what Simulation::create() says; ErrorKind::Refused where an operation would be refused,
/// or stopped.
Result<ReviewedPlan> review(const Scenario& scenario, const WorkWatch& watch = {});

/// What was asked for when the plan was reviewed and is not any more: model, operations, policies.
/// One line each; empty: the same.
std::vector<std::string> request_differences(const ReviewedPlan& plan, const Scenario& scenario);

struct PlanChanges {
  std::vector<std::string> lines;  ///< In words, at most kLines.
  std::uint64_t more = 0;          ///< Further acts that are not in `lines`.
  static constexpr std::size_t kLines = 20;
  [[nodiscard]] bool empty() const { return lines.empty(); }
};

/// What is done now and was not reviewed, or the other way round.
PlanChanges compare_reviews(const ReviewedOperation& reviewed, const ReviewedOperation& now);

/// Why an operation is not carried out: one line, with the first few changes.
Error stale_plan_error(const PlanChanges& changes);

std::string write_reviewed_plan(const ReviewedPlan& plan);

/// Errors: every mistake of meaning as "file:line:column: message"; a syntax error alone.
Result<ReviewedPlan> parse_reviewed_plan(std::string_view text, const std::string& file);
Result<ReviewedPlan> load_reviewed_plan(const std::string& file);

}  // namespace cascade::sim
