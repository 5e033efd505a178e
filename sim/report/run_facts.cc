// SPDX-License-Identifier: Apache-2.0
#include "sim/report/run_facts.h"

#include <map>
#include <memory>
#include <numeric>

#include "sim/report/audit_text.h"
#include "sim/report/tree_view.h"
#include "sim/run/audit.h"

namespace cascade::sim {
namespace {

void add_nodes(const PassRun& pass, RunFacts& facts) {
  const Plan& plan = *pass.plan;
  std::map<std::string, std::uint32_t> seen;
  for (std::uint32_t i = 0; i < plan.steps().size(); ++i) {
    const StepId id{i};
    if (nothing_to_do(plan, id)) continue;
    const StepSummary& summary = pass.summary->steps()[i];
    NodeFacts node;
    node.operation = pass.operation;
    node.action_code = pass.action_code;
    node.path = plan.path(id);
    node.nth = seen[node.path]++;
    node.resources = plan.step(id).act_count();
    node.phase1 = summary.phase1_time;
    if (summary.start && summary.end) node.phase2 = *summary.end - *summary.start;
    node.outcome = summary.outcome();
    facts.nodes.push_back(std::move(node));
  }
}

void add_pass(const PassRun& pass, RunFacts& facts) {
  if (pass.refusal && !facts.refusal) facts.refusal = pass.refusal->message;
  if (!pass.plan) return;
  const Plan& plan = *pass.plan;
  facts.links += plan.link_count();
  facts.dropped_contexts += plan.dropped_contexts().size();
  facts.cycle_links += plan.cycle_links().size();
  facts.contradictions += plan.contradiction_count();
  for (const Outcome outcome : pass.summary->outcomes()) {
    ++facts.acts[static_cast<std::size_t>(outcome)];
  }
  add_nodes(pass, facts);
}

}  // namespace

std::uint64_t RunFacts::act_count() const {
  return std::accumulate(acts.begin(), acts.end(), std::uint64_t{0});
}

std::uint64_t RunFacts::not_done() const {
  return std::accumulate(acts.begin(), acts.begin() + static_cast<std::ptrdiff_t>(Outcome::Done),
                         std::uint64_t{0});
}

RunFacts facts_of(const Simulation& simulation) {
  RunFacts facts;
  facts.outcome = simulation.outcome();
  facts.verdict = simulation.verdict();
  facts.took = simulation.makespan();
  for (const std::unique_ptr<PassRun>& pass : simulation.passes()) add_pass(*pass, facts);
  if (const std::optional<Audit> audit = simulation.audit()) {
    facts.audit_findings = audit->total();
    facts.audit =
        audit_lines(*audit, simulation.world(), simulation.passes(), RunFacts::kAuditLines);
  }
  facts.violations = simulation.violations();
  facts.world_digest = simulation.world().digest();
  facts.event_digest = simulation.event_digest();
  return facts;
}

}  // namespace cascade::sim
