// SPDX-License-Identifier: Apache-2.0
#include "gui/model/audit_pane.h"

#include <fmt/format.h>

#include "sim/base/text.h"

namespace cascade::gui {
namespace {

using sim::AuditFinding;
using sim::AuditKind;

/// What links the finding to the other resource.
std::string hangs_on(const AuditFinding& finding, const History& history) {
  if (finding.kind == AuditKind::NotPurged) return {};
  const bool dangling = finding.kind == AuditKind::Dangling;
  std::string words;
  if (dangling) {
    const auto& relations = history.model().type(finding.resource.type).relations;
    words = sim::printable(relations[value(finding.relation)].name) + ": ";
  }
  if (finding.other.index == kNoResource) return words + "nothing";
  return words + sim::printable(history.world().name(finding.other));
}

DataRow row_of(const AuditFinding& finding, const History& history, const RunIndex& index,
               const std::vector<std::shared_ptr<const PassIndex>>& passes) {
  DataRow row;
  row.link.emplace();
  row.link->type = finding.resource.type;
  row.link->resource = finding.resource;
  std::string reaction = finding.before ? "was so before the run" : "";
  std::string step;
  if (finding.cause) {
    const ActId act = finding.cause->act;
    const auto infos = history.passes();
    const PassInfo& pass = *infos[finding.cause->pass];
    const StepId id = pass.plan->step_of(act);
    const Resource by{pass.plan->step(id).type, pass.plan->resources()[value(act)]};
    reaction = sim::printable(pass.plan->reaction(pass.plan->step(id), act).name) + " " +
               sim::printable(history.world().name(by));
    step = sim::printable(pass.plan->path(id));
    for (const auto& known : passes) {
      if (known->index() != finding.cause->pass) continue;
      row.position = event_position(history, index, known->acts().end(act),
                                    {pass.run, EventKind::ActEnded, act});
    }
  }
  row.cells = {{std::string(to_string(finding.kind))},
               {sim::printable(history.world().name(finding.resource))},
               {hangs_on(finding, history)},
               {std::move(reaction)},
               {std::move(step)},
               {finding.own ? std::string(to_string(*finding.own)) : "in no step"}};
  return row;
}

std::string status_of(const HistoryEnd* end) {
  if (end == nullptr) return "The world is audited when the run has ended.";
  std::string text;
  for (std::size_t i = 0; i < end->audit->counts.size(); ++i) {
    const std::uint64_t count = end->audit->counts[i];
    if (count == 0) continue;
    if (!text.empty()) text += ", ";
    text += fmt::format("{}: {}", to_string(static_cast<AuditKind>(i)), sim::grouped(count));
  }
  return text.empty() ? "Nothing dangles, nothing is left over." : text;
}

}  // namespace

DataTable audit_table(const sim::Audit& audit, const History& history, const RunIndex& index,
                      const std::vector<std::shared_ptr<const PassIndex>>& passes) {
  DataTable table;
  table.title = "audit";
  table.columns = {{"finding"}, {"resource"}, {"hangs on"}, {"cause"}, {"by step"}, {"own act"}};
  for (const AuditFinding& finding : audit.findings) {
    table.rows.push_back(row_of(finding, history, index, passes));
  }
  if (audit.findings.size() < audit.total()) {
    table.note =
        fmt::format("{} of {}, of each kind the first", sim::grouped(audit.findings.size()),
                    sim::counted(audit.total(), "finding"));
  }
  return table;
}

void AuditPane::update(const PaneSource& source, const RunTimes* times) {
  if (source.history != history_) {
    history_ = source.history;
    worker_.cancel();
    asked_ = false;
    arranged().set(nullptr, false);
  }
  if (!history_) {
    status_ = "Run a scenario or open a recording to see its audit.";
    return;
  }
  if (auto made = worker_.take()) arranged().set(*std::move(made), false);
  const auto end = history_->end();
  status_ = status_of(end.get());
  // Elsewhere it is not what the other panels show.
  const bool at_end = source.snapshot && source.snapshot->position == history_->size();
  if (end && !at_end) status_ = "At the end of the run. " + status_;
  const bool audited = end && end->audit->total() > 0;
  // Causes are looked up in the index.
  if (!audited || asked_ || times == nullptr || times->index()->size() < history_->size()) return;
  asked_ = true;
  worker_.ask([history = history_, end, index = times->index()](const std::stop_token&) {
    return std::make_shared<const DataTable>(
        audit_table(*end->audit, *history, *index, index->passes()));
  });
}

void AuditPane::go_to(const DataRow& row, Selection& selection) {
  if (row.link) selection = *row.link;
  if (row.position) wanted_position_ = row.position;
}

}  // namespace cascade::gui
