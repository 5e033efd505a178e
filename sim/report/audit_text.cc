// SPDX-License-Identifier: Apache-2.0
#include "sim/report/audit_text.h"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "sim/base/text.h"

namespace cascade::sim {
namespace {

/// What makes findings alike.
using GroupKey = std::tuple<AuditKind, TypeId, TypeId, RelationId, std::optional<Outcome>,
                            std::pair<std::uint32_t, StepId>, bool>;

struct Group {
  const AuditFinding* first = nullptr;
  std::uint64_t count = 0;
};

class FindingsWriter {
 public:
  FindingsWriter(const World& world, std::span<const std::unique_ptr<PassRun>> passes)
      : world_(world), passes_(passes) {}

  [[nodiscard]] GroupKey key_of(const AuditFinding& finding) const {
    std::pair<std::uint32_t, StepId> site{0, kNoStep};
    if (finding.cause) {
      site = {finding.cause->pass, passes_[finding.cause->pass]->plan->step_of(finding.cause->act)};
    }
    return {finding.kind, finding.resource.type, finding.other.type, finding.relation, finding.own,
            site,         finding.before};
  }

  [[nodiscard]] std::string line(const Group& group) const {
    const AuditFinding& finding = *group.first;
    const std::string who =
        fmt::format("{} {}", grouped(group.count), type_name(finding.resource.type));
    std::string text = fmt::format("{} {}", who, what(finding));
    if (finding.before) return text + ": was so before the run";
    if (finding.cause) text += ": " + site(*finding.cause);
    return text;
  }

 private:
  [[nodiscard]] std::string what(const AuditFinding& finding) const {
    const std::string example = "like " + name(finding.resource);
    switch (finding.kind) {
      case AuditKind::Dangling: {
        const Relation& relation =
            world_.model().type(finding.resource.type).relations[value(finding.relation)];
        if (finding.other.index == kNoResource) {
          return fmt::format("without the {} that each must have, {}", printable(relation.name),
                             example);
        }
        return fmt::format("whose {} is {}, {} of {} ({})", printable(relation.name),
                           life(finding.other), example, name(finding.other), own(finding));
      }
      case AuditKind::Leftover:
        return fmt::format("left over, {} of {}, which is {} ({})", example, name(finding.other),
                           life(finding.other), own(finding));
      case AuditKind::Undone:
        return fmt::format("not acted on though it was to be, {} of {}, which is {} ({})", example,
                           name(finding.other), life(finding.other), own(finding));
      case AuditKind::NotPurged:
        return fmt::format("deleted and not purged, {} ({})", example, own(finding));
      case AuditKind::OwnerFirst:
        return fmt::format("that went after their owner, {} of {}", example, name(finding.other));
      case AuditKind::Contradiction:
        return fmt::format("with two acts whose order matters, {} with {}", example,
                           name(finding.other));
    }
    return {};
  }

  [[nodiscard]] std::string own(const AuditFinding& finding) const {
    if (!finding.own) return "in no step";
    return fmt::format("own act {}", to_string(*finding.own));
  }

  [[nodiscard]] std::string site(const AuditSite& site) const {
    const Plan& plan = *passes_[site.pass]->plan;
    const StepId step = plan.step_of(site.act);
    return fmt::format("{} by {}", printable(plan.reaction(plan.step(step), site.act).name),
                       printable(plan.path(step)));
  }

  [[nodiscard]] std::string_view life(Resource resource) const {
    return world_.life(resource) == Life::Gone ? "gone" : "deleted";
  }
  [[nodiscard]] std::string name(Resource resource) const {
    return printable(world_.name(resource));
  }
  [[nodiscard]] std::string type_name(TypeId type) const {
    return printable(world_.model().type(type).name);
  }

  const World& world_;
  std::span<const std::unique_ptr<PassRun>> passes_;
};

}  // namespace

std::vector<std::string> audit_lines(const Audit& audit, const World& world,
                                     std::span<const std::unique_ptr<PassRun>> passes,
                                     std::size_t lines_max) {
  const FindingsWriter writer(world, passes);
  std::map<GroupKey, Group> groups;
  for (const AuditFinding& finding : audit.findings) {
    Group& group = groups[writer.key_of(finding)];
    if (group.count == 0) group.first = &finding;
    ++group.count;
  }
  std::vector<std::string> lines;
  std::uint64_t told = 0;
  for (const auto& [key, group] : groups) {
    if (lines.size() + 1 == lines_max && groups.size() > lines_max) break;
    lines.push_back(writer.line(group));
    told += group.count;
  }
  if (told < audit.total()) {
    lines.push_back("and " + counted(audit.total() - told, "more finding"));
  }
  return lines;
}

}  // namespace cascade::sim
