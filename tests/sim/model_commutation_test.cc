// SPDX-License-Identifier: Apache-2.0
// Which reactions to one resource depend on their order: each kind of pair, on small worlds.
#include <catch2/catch.hpp>
#include <string>

#include "engine/extension.h"
#include "sim/world/world_overlay.h"
#include "tests/support/model_text.h"
#include "tests/support/model_world.h"

using namespace cascade;
using namespace cascade::sim;
using cascade::sim::test::ModelWorld;

namespace {

const std::string kModel = R"(name: pairs
actions: { act: { code: act }, look: { code: look, like: act, rehearsal: true } }
operations: { act: { passes: [act] } }
types:
  Net:
    reactions: { go: { do: [remove] } }
    cascade: { self: { act: go } }
  Disk: {}
  Vm:
    states: [Running, Stopped, Paused]
    attributes: { kind: [User, System] }
    counters: [stops]
    relations: { disk: Disk?, other: Disk?, nics: Nic.vm*, nets: [Net] }
    reactions:
      stop: { do: [{ state: Stopped }] }
      stop_too: { do: [{ state: Stopped }] }
      pause: { do: [{ state: Paused }] }
      pause_running: { from: { state: Running }, do: [{ state: Paused }] }
      mark: { do: [{ set: { kind: System } }] }
      delete: { do: [delete] }
      vanish: { do: [remove] }
      destroy: { do: [{ remove: disk }, delete] }
      count: { do: [{ count: { stops: 1 } }] }
      stop_counting: { from: { state: Running }, do: [{ state: Stopped }, { count: { stops: 1 } }] }
      detach: { do: [{ remove: nics, where: { net: $parents } }] }
      strip: { do: [{ remove: nics }, remove] }
      leave: { do: [{ unlink: nets, of: $parents }, { remove: self, where: { empty: nets } }] }
      leave_argument: { do: [{ unlink: nets, of: $root }] }
      forget: { do: [{ clear: disk }] }
      swap: { do: [{ set: { kind: System }, where: { kind: User } },
                   { set: { kind: User }, where: { kind: System } }] }
    cascade:
      self:
        act: [ RULES ]
      Net: { through: [nets, nics.net], act: [{ when: { kind: System }, do: leave }, detach] }
  Nic: { relations: { vm: Vm?, net: Net? } }
)";

const std::string kNames[] = {"stop",  "stop_too",       "pause",  "pause_running",
                              "mark",  "delete",         "vanish", "destroy",
                              "count", "stop_counting",  "detach", "strip",
                              "leave", "leave_argument", "forget", "swap"};

std::string model_text() {
  std::string rules;
  for (const std::string& name : kNames) {
    rules += (rules.empty() ? "" : ", ") + std::string("{ when: { root: Vm }, do: ") + name + " }";
  }
  std::string text = kModel;
  return text.replace(text.find("RULES"), 5, rules);
}

/// The answer for two reactions of Vm/a.
class Pairs {
 public:
  explicit Pairs(std::string_view world) : cloud_(model_text(), world) {}

  Commutation operator()(std::string_view first, std::string_view second) const {
    const Extension& vm = *cloud_.graph().extension(*cloud_.graph().find_type("Vm"));
    return vm.commutation(cloud_.resource("Vm/a").index, row(vm, first), row(vm, second));
  }

 private:
  static const Reaction& row(const Extension& vm, std::string_view name) {
    for (const Reaction& reaction : vm.reactions()) {
      if (reaction.name == name) return reaction;
    }
    FAIL("no row " << name);
    return vm.reactions()[0];
  }
  ModelWorld cloud_;
};

constexpr const char* kWorld =
    "Net/n1\nNet/n2\nDisk/d\nVm/a disk=Disk/d nets=Net/n1,Net/n2\nVm/b Stopped\n"
    "Nic/x vm=Vm/a net=Net/n1\nNic/y vm=Vm/a net=Net/n2\n";

}  // namespace

TEST_CASE("Commutation: equal ends commute, different ones contradict", "[sim][model]") {
  const Pairs pair(kWorld);
  CHECK(pair("stop", "stop_too") == Commutation::Commutes);
  CHECK(pair("stop", "pause") == Commutation::Contradicts);
  CHECK(pair("pause", "stop") == Commutation::Contradicts);
  CHECK(pair("stop", "mark") == Commutation::Commutes);
  CHECK(pair("delete", "vanish") == Commutation::Contradicts);
  CHECK(pair("stop", "delete") == Commutation::Commutes);  // a deleted one has no state
  CHECK(pair("pause_running", "stop") == Commutation::Commutes);
}

TEST_CASE("Commutation: what is done to others counts, too", "[sim][model]") {
  const Pairs pair(kWorld);
  CHECK(pair("delete", "destroy") == Commutation::Contradicts);  // the disk stays or goes
  CHECK(pair("destroy", "forget") == Commutation::Contradicts);  // the way to it is cut first
  CHECK(pair("detach", "strip") == Commutation::Commutes);
  CHECK(pair("detach", "vanish") == Commutation::Contradicts);
  const Pairs without_disk("Vm/a\n");
  CHECK(without_disk("delete", "destroy") == Commutation::Commutes);
  CHECK(without_disk("destroy", "forget") == Commutation::Commutes);
}

TEST_CASE("Commutation: doing twice is asked of one reaction", "[sim][model]") {
  const Pairs pair(kWorld);
  for (const char* name : {"stop", "delete", "destroy", "stop_counting", "detach", "strip", "leave",
                           "leave_argument", "forget"}) {
    INFO(name);
    CHECK(pair(name, name) == Commutation::Commutes);
  }
  CHECK(pair("count", "count") == Commutation::Contradicts);
  CHECK(pair("count", "stop") == Commutation::Commutes);
}

TEST_CASE("Commutation: states that the two produce are tried as well", "[sim][model]") {
  // From Stopped, pausing what runs does nothing; from Running it does.
  const Pairs stopped("Vm/a Stopped\n");
  CHECK(stopped("pause_running", "stop") == Commutation::Commutes);
  const Pairs pair(kWorld);
  CHECK(pair("swap", "mark") == Commutation::Contradicts);
}

TEST_CASE("Commutation: unknown parents are tried in several ways", "[sim][model]") {
  const Pairs pair(kWorld);
  CHECK(pair("leave", "detach") == Commutation::Contradicts);  // gone with its last net, or not
  CHECK(pair("leave", "leave") == Commutation::Commutes);
  CHECK(pair("leave_argument", "leave") == Commutation::Contradicts);
}

TEST_CASE("Commutation: rehearsals change nothing, strangers are not known", "[sim][model]") {
  const Pairs pair(kWorld);
  CHECK(pair("check", "stop") == Commutation::Commutes);
  const ModelWorld cloud(model_text(), kWorld);
  const Extension& vm = *cloud.graph().extension(*cloud.graph().find_type("Vm"));
  const Reaction stranger;
  CHECK(vm.commutation(0, vm.reactions()[0], stranger) == Commutation::Unknown);
}

TEST_CASE("World overlay: changes lie above a world that stays as it is", "[sim][world]") {
  ModelWorld cloud(model_text(), kWorld);
  World& world = cloud.world();
  const std::uint64_t before = world.digest();
  const Resource vm = cloud.resource("Vm/a");
  const Resource disk = cloud.resource("Disk/d");
  const RelationId nets = *world.model().type(vm.type).relation("nets");
  const RelationId to_disk = *world.model().type(vm.type).relation("disk");
  WorldOverlay overlay(world);
  overlay.set_state(vm, 1);
  overlay.set_life(disk, Life::Gone);
  overlay.remove_target(vm, nets, 0);
  CHECK(overlay.state(vm) == 1);
  CHECK_FALSE(overlay.has_target(vm, nets, 0));
  CHECK(overlay.has_target(vm, nets, 1));
  std::size_t ends = 0;
  overlay.for_each_target(vm, to_disk, [&](ResourceIndex) { ++ends; });
  CHECK(ends == 0);
  CHECK(world.digest() == before);
  CHECK_FALSE(overlay.equals(WorldOverlay(world)));

  SECTION("what cannot be seen is equal") {
    WorldOverlay other(world);
    other.set_state(vm, 1);
    other.set_life(disk, Life::Gone);
    other.remove_target(vm, nets, 0);
    other.set_target(vm, to_disk, kNoResource);  // the disk is gone anyway
    CHECK(overlay.equals(other));
    other.add_to_counter(vm, CounterId{0}, 1);
    CHECK_FALSE(overlay.equals(other));
    other.set_life(vm, Life::Deleted);
    overlay.set_life(vm, Life::Deleted);
    CHECK(overlay.equals(other));
  }
  SECTION("many cells are found again, and too many are given up") {
    for (ResourceIndex i = 0; i < 3000; ++i) overlay.remove_target(vm, nets, 10 + i);
    CHECK(overlay.state(vm) == 1);
    CHECK_FALSE(overlay.has_target(vm, nets, 0));
    CHECK_FALSE(overlay.overflowed());
    for (ResourceIndex i = 0; i < 3000; ++i) overlay.remove_target(vm, nets, 10'000 + i);
    CHECK(overlay.overflowed());
  }
}
