// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/swarm_before_after.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "sim/base/random.h"
#include "sim/run/audit.h"
#include "sim/run/simulation.h"
#include "sim/scenario/scenario_reader.h"
#include "tests/support/lab.h"

namespace cascade::sim::test {
namespace {

using Resources = std::vector<Resource>;

Resources all_resources(const World& world) {
  Resources all;
  for (std::size_t type = 0; type < world.model().types.size(); ++type) {
    for (ResourceIndex i = 0; i < world.count(TypeId(type)); ++i) all.push_back({TypeId(type), i});
  }
  return all;
}

/// A relation that must lead somewhere.
struct Reference {
  Resource resource, target;
};

/// Those of live resources.
std::vector<Reference> references(const World& world) {
  std::vector<Reference> found;
  for (const Resource resource : all_resources(world)) {
    if (world.life(resource) != Life::Live) continue;
    const std::vector<Relation>& relations = world.model().type(resource.type).relations;
    for (std::size_t r = 0; r < relations.size(); ++r) {
      if (relations[r].kind != Relation::Kind::Single) continue;
      found.push_back({resource, {relations[r].target, world.target(resource, RelationId(r))}});
    }
  }
  return found;
}

/// Whether some act of the run does more than nothing to it.
bool is_acted_on(const Simulation& simulation, Resource resource) {
  bool acted = false;
  for (const auto& pass : simulation.passes()) {
    if (!pass->plan) continue;
    for_each_act_on(*pass->plan, resource, [&](StepId step, ActId act) {
      acted = acted || !pass->plan->reaction(pass->plan->step(step), act).nothing;
    });
  }
  return acted;
}

/// Whether its plans lose nothing and order all that matters.
bool is_plain(const Simulation& simulation) {
  const auto passes = simulation.passes();
  return simulation.outcome() == "done" &&
         std::all_of(passes.begin(), passes.end(), [](const auto& pass) {
           return pass->plan && pass->plan->dropped_contexts().empty() &&
                  pass->plan->cycle_links().empty() && pass->plan->contradiction_count() == 0 &&
                  pass->plan->unchecked_pairs() == 0;
         });
}

bool has(const Audit& audit, AuditKind kind, Resource resource, Resource other) {
  return std::any_of(audit.findings.begin(), audit.findings.end(), [&](const AuditFinding& found) {
    return found.kind == kind && found.resource == resource &&
           (other.index == kNoResource || found.other == other);
  });
}

class BeforeAfterSeed {
 public:
  BeforeAfterSeed(const std::string& text, std::uint64_t seed)
      : text_(text), seed_(seed), random_(seed, "swarm before and after") {}

  BeforeAfter check() {
    const auto clean = make(text_);
    if (!clean) return std::move(result_);
    const AuditBaseline before(clean->world());
    clean->run();
    check_clean(*clean);
    plant_dangling(*clean, before);
    plant_unpurged(*clean, before);
    check_forced(*clean);
    check_protection(*clean);
    check_vetoes();
    return std::move(result_);
  }

 private:
  void expect(bool holds, const std::string& what) {
    if (!holds) result_.broken.push_back(what);
  }

  std::unique_ptr<Simulation> make(const std::string& text) {
    auto scenario = parse_scenario(text, "swarm.yaml");
    if (scenario) {
      auto made = Simulation::create(*std::move(scenario), {});
      if (made) return *std::move(made);
      expect(false, made.error().message);
    } else {
      expect(false, scenario.error().message);
    }
    return nullptr;
  }

  std::optional<Resource> any_of(const Resources& candidates) {
    if (candidates.empty()) return std::nullopt;
    return candidates[random_.below(candidates.size())];
  }

  void check_clean(const Simulation& clean) {
    if (!is_plain(clean)) return;
    const std::uint64_t found = clean.audit()->total();
    expect(found == 0, fmt::format("{} findings in a clean world", found));
  }

  /// One that something live has to lead to goes, without any act.
  void plant_dangling(const Simulation& clean, const AuditBaseline& before) {
    const World& world = clean.world();
    std::vector<Reference> whole = references(world);
    std::erase_if(whole, [&](const Reference& reference) {
      return reference.target == reference.resource || world.life(reference.target) != Life::Live;
    });
    if (whole.empty()) return;
    const Reference planted = whole[random_.below(whole.size())];
    const auto changed = world.clone();
    changed->set_life(planted.target, Life::Gone);
    ++result_.planted;
    expect(has(audit_run(*changed, before, clean.passes()), AuditKind::Dangling, planted.resource,
               planted.target),
           fmt::format("{} dangles when {} goes, and is not found", world.name(planted.resource),
                       world.name(planted.target)));
  }

  /// One that cleanup had purged is stored again.
  void plant_unpurged(const Simulation& clean, const AuditBaseline& before) {
    Resources gone;
    const World& world = clean.world();
    for (const Resource resource : all_resources(world)) {
      if (world.life(resource) == Life::Gone && before.was_live(resource)) gone.push_back(resource);
    }
    const auto planted = any_of(gone);
    if (!planted || !is_plain(clean)) return;
    const auto changed = world.clone();
    changed->set_life(*planted, Life::Deleted);
    ++result_.planted;
    const Audit audit = audit_run(*changed, before, clean.passes());
    expect(has(audit, AuditKind::NotPurged, *planted, {}),
           world.name(*planted) + " is stored again, and is not found");
    expect(audit.total() == 1, fmt::format("one was planted, {} are found", audit.total()));
  }

  /// One is not done to, and all goes on: whatever then leads nowhere is found.
  void check_forced(const Simulation& clean) {
    Resources gone;
    for (const Resource resource : all_resources(clean.world())) {
      if (clean.world().life(resource) == Life::Gone) gone.push_back(resource);
    }
    const auto failing = any_of(gone);
    if (!failing) return;
    const auto forced =
        make(without_failure_policy() + "failure: force\nfaults: [{ kind: fail, resource: " +
             clean.world().name(*failing) + " }]\n");
    if (!forced) return;
    forced->run();
    const World& world = forced->world();
    const Audit audit = *forced->audit();
    for (const auto& [resource, target] : references(world)) {
      if (world.life(target) == Life::Live) continue;
      ++result_.planted;
      expect(has(audit, AuditKind::Dangling, resource, target) ||
                 has(audit, AuditKind::Leftover, resource, target),
             fmt::format("{} leads to {}, which is not live, and is not found",
                         world.name(resource), world.name(target)));
    }
  }

  /// The text's own would be a second one.
  [[nodiscard]] std::string without_failure_policy() const {
    std::string text = text_;
    const std::size_t begin = text.find("\nfailure: ");
    if (begin != std::string::npos) text.erase(begin, text.find('\n', begin + 1) - begin);
    return text;
  }

  void check_protection(const Simulation& clean) {
    const auto one = any_of(all_resources(clean.world()));
    const auto guarded = make(text_ + "protect: [" + clean.world().name(*one) + "]\n");
    if (!guarded) return;
    guarded->run();
    result_.refused = guarded->outcome() == "refused";
    if (result_.refused) {
      expect(guarded->world().digest() == guarded->initial_digest(), "a refusal changed something");
      return;
    }
    expect(!is_acted_on(*guarded, *one), clean.world().name(*one) + " is protected and acted on");
    expect(guarded->world().digest() == clean.world().digest(),
           "what is protected and not concerned changes the end");
  }

  /// Locked VMs veto: all of them are told, nothing is changed.
  void check_vetoes() {
    std::set<std::string> locked;
    const auto hosts = random_.between(1, 3);
    const auto vms = random_.between(1, 8);
    std::string topology = lab_topology(int(hosts), int(vms));
    for (std::int64_t vm = 1; vm <= vms; ++vm) {
      if (!random_.chance({1, 3})) continue;
      const std::string entry = fmt::format("      v{}: {{ ", vm);
      topology.insert(topology.find(entry) + entry.size(), "lock: locked, ");
      locked.insert(fmt::format("Vm/v{}", vm));
    }
    auto scenario = lab_scenario(fmt::format("{}failure: {}\nseed: {}", topology,
                                             random_.chance({1, 2}) ? "stop" : "isolate", seed_));
    const auto simulation = run_scenario(std::move(scenario));
    expect(simulation->outcome() == (locked.empty() ? "done" : "vetoed"),
           fmt::format("with {} vetoes it ends {}", locked.size(), simulation->outcome()));
    if (locked.empty()) return;
    std::set<std::string> told;
    for (const auto& pass : simulation->passes()) {
      const auto& outcomes = pass->summary->outcomes();
      for (std::uint32_t act = 0; act < outcomes.size(); ++act) {
        if (outcomes[act] != Outcome::Vetoed) continue;
        const StepId step = pass->plan->step_of(ActId{act});
        told.insert(
            simulation->world().name({pass->plan->step(step).type, pass->plan->resources()[act]}));
      }
    }
    result_.vetoes = told.size();
    expect(told == locked, fmt::format("{} veto, {} are told", locked.size(), told.size()));
    expect(simulation->world().digest() == simulation->initial_digest(),
           "a veto changed something");
  }

  const std::string& text_;
  std::uint64_t seed_;
  Random random_;
  BeforeAfter result_;
};

}  // namespace

BeforeAfter check_before_after(const std::string& text, std::uint64_t seed) {
  return BeforeAfterSeed(text, seed).check();
}

}  // namespace cascade::sim::test
