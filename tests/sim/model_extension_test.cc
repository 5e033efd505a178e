// SPDX-License-Identifier: Apache-2.0
// A model carried out over small worlds: what is found, what reactions do, in each kind of effect.
#include <catch2/catch.hpp>
#include <string>

#include "engine/planner.h"
#include "engine/sinks.h"
#include "sim/extension/model_extension.h"
#include "tests/support/model_text.h"
#include "tests/support/model_world.h"

using namespace cascade;
using namespace cascade::sim;
using cascade::sim::test::ModelWorld;

namespace {

const std::string kCloud = R"(name: cloud
actions:
  check:   { code: deletion.check, like: delete, rehearsal: true }
  delete:  { code: deletion.delete }
  force:   { code: deletion.forceDelete, like: delete, ignore_failures: true }
  cleanup: { code: deletion.cleanup, select: deleted, descend: always, default: purge }
  detach:  { code: net.detach }
operations:
  default: { passes: [check, delete, cleanup] }
  detach: { passes: [detach], argument: Cluster }
types:
  Zone:
    reactions: { delete: { do: [delete] }, purge: { do: [purge] } }
    cascade: { self: { delete: delete } }
  Cluster:
    relations: { zone: Zone }
    reactions:
      delete: { do: [delete], veto: { zone: $root } }
      purge: { do: [purge] }
    cascade:
      self: { delete: delete }
      Zone: { through: zone, delete: delete, query: { fixed: 2ms, each: 3us } }
  Host:
    states: [Up, Down]
    counters: [load]
    relations: { cluster: Cluster, vms: Vm.host* }
    reactions:
      delete: { do: [delete], in_flight: 10, on_failure: fail }
      purge: { from: { empty: vms }, do: [purge] }
    cascade:
      self: { delete: delete }
      Cluster: { through: cluster, delete: delete }
  Net:
    relations: { clusters: [Cluster] }
    reactions:
      delete: { do: [delete] }
      detach: { do: [{ unlink: clusters, of: $argument }], shows_children: true }
    cascade: { self: { delete: delete, detach: detach } }
  Vm:
    states: [Running, Stopped]
    attributes: { kind: [User, System] }
    relations: { zone: Zone, host: Host?, disk: Disk?, nics: Nic.vm*, nets: [Net] }
    reactions:
      stop:
        from: { state: Running }
        do: [{ state: Stopped }, { count: { host.load: -1 } }, { clear: host }]
        in_flight: 20
      destroy: { do: [{ remove: nics }, { remove: disk }, delete] }
      leave: { do: [{ remove: nics, where: { net: $parents } }, { unlink: nets, of: $parents }] }
      purge: { do: [purge] }
    cascade:
      self: { delete: destroy }
      Host:
        through: host
        from_root: { Zone: zone }
        delete:
          - { when: { root: Zone }, do: destroy }
          - { when: { kind: User }, do: stop, on_failure: ignore }
      Net:
        through: [nics.net, nets]
        where: { state: Running }
        delete: leave
        detach: [{ when: { host.cluster: $argument }, do: leave }]
  Nic:
    relations: { vm: Vm?, net: Net }
  Disk:
    relations: { owner: Vm? }
    reactions: { keep: { do: [], shows_children: true } }
    cascade: { Vm: { through: owner, delete: keep, descend: always } }
)";

const std::string kTwoZones = R"(
Zone/z1
Zone/z2
Cluster/c1 zone=Zone/z1
Cluster/c2 zone=Zone/z1
Cluster/c3 zone=Zone/z2
Host/h1 cluster=Cluster/c1 load=2
Host/h2 cluster=Cluster/c2 load=1
Host/h3 cluster=Cluster/c3
Disk/d1
Vm/a zone=Zone/z1 host=Host/h1 disk=Disk/d1 nets=Net/n1,Net/n2
Vm/b zone=Zone/z1 host=Host/h1 kind=System
Vm/c zone=Zone/z1 host=Host/h2
Vm/d zone=Zone/z1 Stopped
Vm/e zone=Zone/z2 host=Host/h3
Net/n1 clusters=Cluster/c1,Cluster/c2
Net/n2
Nic/x1 vm=Vm/a net=Net/n1
Nic/x2 vm=Vm/a net=Net/n1
Nic/x3 vm=Vm/a net=Net/n2
Nic/x4 vm=Vm/c net=Net/n1
Nic/x5 vm=Vm/d net=Net/n1
)";

}  // namespace

TEST_CASE("Model extension: one hop finds the children of the context's members only",
          "[sim][model]") {
  const ModelWorld cloud(kCloud, kTwoZones);
  const auto plan = cloud.plan("delete", {"Zone/z1"});
  CHECK(cloud.links(*plan, "Zone->Zone") == "z1>z1:delete");
  CHECK(cloud.links(*plan, "Zone->Cluster") == "z1>c1:delete z1>c2:delete");
  CHECK(cloud.links(*plan, "Cluster->Host") == "c1>h1:delete c2>h2:delete");
}

TEST_CASE("Model extension: root, rule order and filters choose the reaction", "[sim][model]") {
  const ModelWorld cloud(kCloud, kTwoZones);
  const auto by_host = cloud.plan("delete", {"Host/h1"});
  CHECK(cloud.links(*by_host, "Host->Vm") == "h1>a:stop");  // b is System: no rule fits
  const auto by_zone = cloud.plan("delete", {"Zone/z1"});
  CHECK(cloud.links(*by_zone, "Host->Vm") ==
        "h1>a:destroy h1>b:destroy h2>c:destroy z1>>a:destroy z1>>b:destroy z1>>c:destroy "
        "z1>>d:destroy");
}

TEST_CASE("Model extension: paths of several hops and several paths give each link once",
          "[sim][model]") {
  const ModelWorld cloud(kCloud, kTwoZones);
  const auto plan = cloud.plan("delete", {"Net/n1", "Net/n2"});
  // d is stopped; a reaches n1 by two nics and by its own list.
  CHECK(cloud.links(*plan, "Net->Vm") == "n1>a:leave n1>c:leave n2>a:leave");
}

TEST_CASE("Model extension: the argument decides who is concerned", "[sim][model]") {
  const ModelWorld cloud(kCloud, kTwoZones);
  CHECK(cloud.links(*cloud.plan("detach", {"Net/n1"}, "Cluster/c2"), "Net->Vm") == "n1>c:leave");
  CHECK(cloud.links(*cloud.plan("detach", {"Net/n1"}, "Cluster/c3"), "Net->Vm").empty());
  CHECK(cloud.links(*cloud.plan("detach", {"Net/n1"}), "Net->Vm").empty());
}

TEST_CASE("Model extension: actions select live or deleted resources", "[sim][model]") {
  ModelWorld cloud(kCloud, kTwoZones);
  cloud.world().set_life(cloud.resource("Cluster/c1"), Life::Deleted);
  CHECK(cloud.links(*cloud.plan("delete", {"Zone/z1"}), "Zone->Cluster") == "z1>c2:delete");
  cloud.world().set_life(cloud.resource("Zone/z1"), Life::Deleted);
  CHECK(cloud.links(*cloud.plan("cleanup", {"Zone/z1"}), "Zone->Cluster") == "z1>c1:purge");
  CHECK(cloud.links(*cloud.plan("delete", {"Zone/z1"}), "Zone->Zone").empty());
}

TEST_CASE("Model extension: a way through what is deleted is closed to live passes",
          "[sim][model]") {
  ModelWorld cloud(kCloud, kTwoZones);
  cloud.world().set_life(cloud.resource("Nic/x4"), Life::Deleted);
  CHECK(cloud.links(*cloud.plan("delete", {"Net/n1"}), "Net->Vm") == "n1>a:leave");
}

TEST_CASE("Model extension: an edge without a rule finds nothing, an unknown code neither",
          "[sim][model]") {
  const ModelWorld cloud(kCloud, kTwoZones);
  const auto plan = cloud.plan("detach", {"Zone/z1"});
  CHECK(plan->act_count() == 0);
  CascadeRequest request{"unheard.of", cloud.resource("Zone/z1").type, {0}, {}};
  const auto unknown = make_plan(plan->shared_graph(), request, {});
  REQUIRE(unknown);
  CHECK((*unknown)->act_count() == 0);
}

TEST_CASE("Model extension: rows say what the model says", "[sim][model]") {
  const ModelWorld cloud(kCloud, kTwoZones);
  const Extension& vm = *cloud.graph().extension(*cloud.graph().find_type("Vm"));
  const auto row = [&](std::string_view name, bool ignored) -> const Reaction& {
    for (const Reaction& reaction : vm.reactions()) {
      if (reaction.name == name && reaction.failure_ignored == ignored) return reaction;
    }
    FAIL("no row " << name);
    return vm.reactions()[0];
  };
  CHECK(row("stop", true).in_flight_max == 20);
  CHECK_FALSE(row("stop", true).shows_children);
  CHECK(row("stop", true).has_footprint);
  CHECK(row("destroy", false).shows_children);
  CHECK(row("destroy", true).shows_children);
  CHECK_FALSE(row("purge", false).has_footprint);
  CHECK(row("check", false).nothing);
  const Extension& host = *cloud.graph().extension(*cloud.graph().find_type("Host"));
  for (std::size_t i = 0; i < host.reactions().size(); ++i) {
    const Reaction& reaction = host.reactions()[i];
    CHECK(declared_reaction(host, ReactionId{static_cast<std::uint8_t>(i)}).name == reaction.name);
    CHECK(reaction.has_footprint == (reaction.name == "purge"));
  }
  CHECK(cloud.graph().extension(*cloud.graph().find_type("Nic")) == nullptr);
}

TEST_CASE("Model extension: queries cost what the model says, what is asked for by name nothing",
          "[sim][model]") {
  const ModelWorld cloud(kCloud, kTwoZones);
  const auto plan = cloud.plan("delete", {"Zone/z1"});
  for (const Step& step : plan->steps()) {
    const bool clusters = plan->graph().name(step.type) == "Cluster";
    CHECK(step.query_time == (clusters ? Duration{2'006'000} : Duration{}));
  }
}

TEST_CASE("Model extension: a rehearsal changes nothing and asks for vetoes", "[sim][model]") {
  ModelWorld cloud(kCloud, kTwoZones);
  const std::uint64_t before = cloud.world().digest();
  const auto by_zone = cloud.plan("check", {"Zone/z1"});
  CHECK(cloud.links(*by_zone, "Zone->Cluster") == "z1>c1:check z1>c2:check");
  for (const Step& step : by_zone->steps()) {
    if (by_zone->graph().name(step.type) != "Cluster") continue;
    const auto id = static_cast<StepId>(&step - by_zone->steps().data());
    const ActResult result = cloud.perform(*by_zone, id, ActId{step.acts_begin});
    CHECK(result.outcome == Outcome::Vetoed);
    CHECK(result.message == "Cluster/c1 does not allow 'delete' in its present state");
  }
  const auto by_cluster = cloud.plan("check", {"Cluster/c1"});
  CHECK(cloud.perform_all(*by_cluster).back() == Outcome::Done);
  CHECK(cloud.world().digest() == before);
}

TEST_CASE("Model extension: effects reach the own cells and the ends of paths", "[sim][model]") {
  ModelWorld cloud(kCloud, kTwoZones);
  SECTION("a stopped VM leaves its host, which counts") {
    cloud.run("delete", {"Host/h1"});
    CHECK(cloud.state("Vm/a") == "Stopped");
    CHECK(cloud.ends("Vm/a", "host").empty());
    CHECK(cloud.ends("Vm/b", "host") == "h1");
    CHECK(cloud.life("Host/h1") == Life::Deleted);
    CHECK(cloud.world().counter(cloud.resource("Host/h1"), CounterId{0}) == 1);
  }
  SECTION("a destroyed VM takes its parts along") {
    cloud.run("delete", {"Vm/a"});
    CHECK(cloud.life("Vm/a") == Life::Deleted);
    CHECK(cloud.life("Nic/x1") == Life::Gone);
    CHECK(cloud.life("Nic/x3") == Life::Gone);
    CHECK(cloud.life("Nic/x4") == Life::Live);
    CHECK(cloud.life("Disk/d1") == Life::Gone);
  }
  SECTION("a VM that leaves a network keeps what belongs to others") {
    cloud.run("delete", {"Net/n1"});
    CHECK(cloud.life("Nic/x1") == Life::Gone);
    CHECK(cloud.life("Nic/x2") == Life::Gone);
    CHECK(cloud.life("Nic/x3") == Life::Live);
    CHECK(cloud.life("Nic/x5") == Life::Live);
    CHECK(cloud.ends("Vm/a", "nets") == "n2");
  }
  SECTION("an attachment to the argument goes, others stay") {
    cloud.run("detach", {"Net/n1"}, "Cluster/c1");
    CHECK(cloud.ends("Net/n1", "clusters") == "c2");
    CHECK(cloud.life("Nic/x1") == Life::Gone);
    CHECK(cloud.life("Nic/x4") == Life::Live);
  }
  SECTION("cleanup purges what is deleted, and respects conditions") {
    cloud.run("delete", {"Zone/z1"});
    CHECK(cloud.life("Vm/d") == Life::Deleted);
    cloud.run("cleanup", {"Zone/z1"});
    for (const char* gone : {"Vm/a", "Vm/d", "Host/h1", "Cluster/c2", "Zone/z1"}) {
      INFO(gone);
      CHECK(cloud.life(gone) == Life::Gone);
    }
    CHECK(cloud.life("Vm/e") == Life::Live);
  }
}

TEST_CASE("Model extension: what the state no longer permits is skipped and changes nothing",
          "[sim][model]") {
  ModelWorld cloud(kCloud, kTwoZones);
  const auto plan = cloud.plan("delete", {"Host/h1"});
  cloud.world().set_state(cloud.resource("Vm/a"), 1);
  cloud.world().set_life(cloud.resource("Host/h1"), Life::Gone);
  const std::uint64_t before = cloud.world().digest();
  const auto outcomes = cloud.perform_all(*plan);
  CHECK(outcomes == std::vector<Outcome>(outcomes.size(), Outcome::Skipped));
  CHECK(cloud.world().digest() == before);
}

TEST_CASE("Model extension: a condition in cleanup keeps what is still used", "[sim][model]") {
  ModelWorld cloud(kCloud, kTwoZones);
  cloud.world().set_life(cloud.resource("Host/h1"), Life::Deleted);
  cloud.run("cleanup", {"Host/h1"});
  CHECK(cloud.life("Host/h1") == Life::Deleted);  // two live VMs
  cloud.world().set_life(cloud.resource("Vm/a"), Life::Deleted);
  cloud.world().set_life(cloud.resource("Vm/b"), Life::Gone);
  cloud.run("cleanup", {"Host/h1"});
  CHECK(cloud.life("Host/h1") == Life::Gone);
}

TEST_CASE("Model extension: a footprint names what acts may touch beside their own resource",
          "[sim][model]") {
  const ModelWorld cloud(kCloud, kTwoZones);
  const auto footprint = [&](const Plan& plan, const std::string& name) {
    const Resource resource = cloud.resource(name);
    for (const Step& step : plan.steps()) {
      if (step.type != resource.type) continue;
      for (std::uint32_t act = step.acts_begin; act < step.acts_end; ++act) {
        if (plan.resources()[act] != resource.index) continue;
        AccessSink sink;
        const auto id = static_cast<StepId>(&step - plan.steps().data());
        step.extension->footprint(plan.action(id), resource.index, plan.reactions()[act], sink);
        std::string text;
        for (const auto& entry : sink.entries()) {
          constexpr const char* kWords[] = {"read", "write", "add"};
          text += (text.empty() ? "" : ", ") + std::string(kWords[static_cast<int>(entry.access)]) +
                  " " + cloud.resource_name(entry.resource);
        }
        return text;
      }
    }
    return std::string("no act");
  };
  CHECK(footprint(*cloud.plan("delete", {"Host/h1"}), "Vm/a") == "add Host/h1");
  CHECK(footprint(*cloud.plan("delete", {"Vm/a"}), "Vm/a") ==
        "write Nic/x1, write Nic/x2, write Nic/x3, write Disk/d1");
  // Filters are not asked: every nic may be concerned.
  CHECK(footprint(*cloud.plan("delete", {"Net/n2"}), "Vm/a") ==
        "write Nic/x1, write Nic/x2, write Nic/x3");
  CHECK(footprint(*cloud.plan("delete", {"Zone/z1"}), "Cluster/c1").empty());
}
