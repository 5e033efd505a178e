// SPDX-License-Identifier: Apache-2.0
// The model reader: a good file becomes tables, every kind of mistake is told at its place with
// what would be right, and all mistakes at once.
#include <array>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>

#include "sim/model/model_rows.h"
#include "sim/reader/model_reader.h"
#include "tests/support/model_text.h"

using namespace cascade;
using namespace cascade::sim;
using namespace std::chrono_literals;

namespace {

std::shared_ptr<const Model> parse(const std::string& text) {
  auto model = parse_model(text, "m.yaml");
  if (!model) FAIL(model.error().message);
  return *model;
}

std::string error_of(const std::string& text) {
  const auto model = parse_model(text, "m.yaml");
  REQUIRE_FALSE(model);
  CHECK(model.error().kind == ErrorKind::Input);
  return model.error().message;
}

/// Of everything one; line 1 is the comment.
const std::string kWhole = R"(# A small cloud.
# Two lines.

name: small
actions:
  check:   { code: deletion.check, like: force, rehearsal: true }
  delete:  { code: deletion.delete }
  force:   { code: deletion.forceDelete, like: delete, ignore_failures: true }
  cleanup: { code: deletion.cleanup, select: deleted, descend: always, default: purge }
operations:
  permissive: { passes: [check, delete, cleanup] }
  detach: { passes: delete, roots: [Host], argument: Cluster }
latencies:
  quick: [1ms, 4ms, 9ms, 30ms, 120ms]
defaults: { latency: quick, timeout: 2h, query: { fixed: 2ms, each: 3us } }
types:
  Vm:
    states: [Running, Stopped]
    attributes: { platform: [Linux, Windows] }
    counters: [restarts]
    relations: { host: Host?, home: Host, uses: [Host], nics: Nic.vm* }
    reactions:
      stop:
        from: { state: Running, platform: [Linux], not: { has: nics } }
        do: [{ state: Stopped }, { set: { platform: Windows } }, { clear: host }]
        in_flight: 20
        timeout: 30m
        latency: [1ms, 1ms, 2ms, 2ms, 2ms]
        on_failure: ignore
        veto: { any: [{ empty: nics }, { host.cluster: $argument }] }
      destroy:
        do: [{ remove: nics, where: { vm.home: $parents } }, { count: { host.load: -1 } }, delete]
      purge: { do: purge, latency: zero }
    cascade:
      Host:
        through: [host, home]
        from_root: { Cluster: host.cluster }
        where: { within_root: host }
        descend: always
        query: { each: 1us }
        delete:
          - { when: { root: [Cluster, Host] }, do: destroy, on_failure: fail }
          - stop
      self: { delete: destroy }
  Host:
    states: [Up]
    counters: [load]
    relations: { cluster: Cluster, vms: Vm.host*, users: Vm.uses* }
    reactions: { delete: { do: [{ clear: users }, delete] } }
    cascade: { self: { delete: delete }, Cluster: { through: cluster, delete: delete } }
  Cluster:
    reactions: { keep: { do: [] , shows_children: true } }
    cascade: { self: { delete: keep } }
  Nic:
    relations: { vm: Vm }
)";

}  // namespace

TEST_CASE("Model reader: a whole file becomes tables", "[sim][model]") {
  const auto model = parse(kWhole);
  CHECK(model->name == "small");
  CHECK(model->about == "A small cloud.\nTwo lines.");
  CHECK(model->file == "m.yaml");
  CHECK(model->text == kWhole);
  REQUIRE(model->types.size() == 4);
  const TypeSpec& vm = model->types[0];
  CHECK(vm.line == 17);
  CHECK(vm.states == std::vector<std::string>{"Running", "Stopped"});
  REQUIRE(vm.relations.size() == 4);
  CHECK(vm.relations[0].kind == Relation::Kind::Optional);
  CHECK(vm.relations[1].kind == Relation::Kind::Single);
  CHECK(vm.relations[2].kind == Relation::Kind::Many);
  CHECK(vm.relations[3].kind == Relation::Kind::Inverse);
  CHECK(vm.relations[3].target == TypeId{3});
  CHECK(vm.relations[3].inverse_of == RelationId{0});
  CHECK(model->types[3].edges.empty());

  SECTION("reactions") {
    const ReactionSpec& stop = vm.reactions[0];
    CHECK(stop.in_flight == 20);
    CHECK(stop.timeout == 30min);
    CHECK(stop.latency.median() == 1ms);
    CHECK(stop.failure_ignored);
    CHECK_FALSE(stop.shows_children);
    REQUIRE(stop.permitted);
    CHECK(stop.permitted->states == std::uint64_t{1});
    CHECK(stop.permitted->attributes[0].values == 1);
    CHECK(stop.permitted->none_of[0].has[0].end == TypeId{3});
    REQUIRE(stop.veto);
    CHECK(stop.veto->any_of[1].targets[0].path.hops.size() == 2);
    CHECK(stop.veto->any_of[1].targets[0].target == Condition::Target::Argument);
    REQUIRE(stop.effects.size() == 3);
    CHECK(stop.effects[0].state == 1);
    CHECK(stop.effects[1].kind == Effect::Kind::SetAttribute);
    CHECK(stop.effects[2].kind == Effect::Kind::Clear);
    const ReactionSpec& destroy = vm.reactions[1];
    CHECK(destroy.in_flight == kUnlimited);
    CHECK(destroy.timeout == 2h);
    CHECK(destroy.latency.quantiles[4] == 120ms);
    CHECK(destroy.shows_children);
    CHECK(destroy.effects[0].where->targets[0].target == Condition::Target::Parents);
    CHECK(destroy.effects[1].kind == Effect::Kind::Count);
    CHECK(destroy.effects[1].path.end == TypeId{1});
    CHECK(destroy.effects[1].amount == -1);
    CHECK(destroy.effects[2].path.hops.empty());
    CHECK(vm.reactions[2].latency.zero());
    CHECK(model->types[2].reactions[0].shows_children);
  }
  SECTION("edges") {
    REQUIRE(vm.edges.size() == 2);
    CHECK(vm.edges[0].parent == TypeId{0});  // self comes first
    const EdgeSpec& host = vm.edges[1];
    CHECK(host.through.size() == 2);
    CHECK(host.from_root[0].root == TypeId{2});
    CHECK(host.from_root[0].path.hops.size() == 2);
    CHECK(host.where->within_root.size() == 1);
    CHECK(host.descend_always);
    CHECK(host.query_fixed == 2ms);
    CHECK(host.query_each == 1us);
    REQUIRE(host.rules.size() == 2);
    CHECK(host.rules[0].when->root_types == std::vector<TypeId>{TypeId{2}, TypeId{1}});
    CHECK(host.rules[0].failure_ignored == false);
    CHECK(host.rules[1].reaction == 0);
    CHECK_FALSE(host.rules[1].failure_ignored);
  }
  SECTION("actions take over what they do not say") {
    REQUIRE(model->actions.size() == 4);
    const ActionSpec& check = model->actions[0];
    CHECK(check.rehearsal);
    CHECK(check.failures_ignored);
    CHECK(check.like == ActionId{2});
    CHECK(model->actions[3].select == ActionSpec::Select::Deleted);
    CHECK(model->actions[3].descend_always);
    CHECK(model->operations[1].roots == std::vector<TypeId>{TypeId{1}});
    CHECK(model->operations[1].argument == TypeId{2});
    CHECK(model->operations[1].passes == std::vector<ActionId>{ActionId{1}});
  }
  SECTION("rows") {
    const auto rules = effective_rules(*model, TypeId{0}, vm.edges[1], ActionId{0});
    REQUIRE(rules.size() == 2);
    CHECK(rules[0].failure_ignored);  // force ignores failures, whatever the rule says
    const auto purge = effective_rules(*model, TypeId{0}, vm.edges[1], ActionId{3});
    REQUIRE(purge.size() == 1);
    CHECK(purge[0].reaction == 2);
    CHECK(effective_rules(*model, TypeId{1}, model->types[1].edges[0], ActionId{3}).empty());
    // destroy, stop: each rehearsed, done, and done with failures ignored; stop ignores always.
    CHECK(make_rows(*model, TypeId{0}).rows.size() == 6);
  }
}

TEST_CASE("Model reader: each mistake is told where it stands", "[sim][model]") {
  struct Case {
    std::string types;  ///< After "types:", from line 7 on.
    std::string message;
  };
  const std::string host =
      "  Host:\n    reactions: { delete: { do: [delete] } }\n"
      "    cascade: { self: { delete: delete } }\n";
  const std::array cases = {
      Case{"  Vm: { state: [A] }",
           "7:9: unknown key 'state' in type 'Vm' (did you mean 'states'?)"},
      Case{"  Vm: [A]", "7:7: type 'Vm' must be a map (key: value), not a list"},
      Case{"  V.m: {}", "7:3: 'V.m' is no name for a type"},
      Case{"  Vm: { states: [A, B, A] }", "7:24: 'A' is there twice in states of type 'Vm'"},
      Case{"  Vm: { attributes: { kind: [] } }", "attribute 'kind' needs at least one value"},
      Case{"  Vm: { attributes: { state: [A] } }", "an attribute cannot be called 'state'"},
      Case{"  Vm: { counters: [a, a] }",
           "type 'Vm' has an attribute, counter or relation 'a' already"},
      Case{"  Vm: { relations: { host: Hots } }\n" + host,
           "7:28: unknown type 'Hots' in relation 'host' (did you mean 'Host'?)"},
      Case{"  Vm: { relations: { host: { a: b } } }", "7:28: relation 'host' must be Type"},
      Case{"  Vm: { relations: { vms: Vm.parent } }", "an inverse is written Type.relation*"},
      Case{"  Vm: { relations: { vms: Vm.up* } }", "7:27: type 'Vm' has no relation 'up'"},
      Case{"  Vm: { relations: { vms: Vm.vms* } }", "'Vm.vms' is an inverse itself"},
      Case{"  Vm: { relations: { up: Host, vms: Vm.up* } }\n" + host,
           "'Vm.up' leads to type 'Host', not to 'Vm'"},
      Case{"  Vm: { reactions: { stop: {} } }", "7:22: reaction 'stop' needs 'do'"},
      Case{"  Vm: { reactions: { check: { do: [] } } }", "a reaction cannot be called 'check'"},
      Case{"  Vm: { reactions: { stop: { do: [kill] } } }",
           "7:35: unknown effect 'kill'; known: delete"},
      Case{"  Vm: { reactions: { stop: { do: [deleet] } } }", "'deleet' (did you mean 'delete'?)"},
      Case{"  Vm: { reactions: { s: { do: [{ delete: a, state: b }] } } }",
           "'delete' and 'state' are two"},
      Case{"  Vm: { reactions: { s: { do: [{ where: { root: Vm } }] } } }",
           "the entry says no effect"},
      Case{"  Vm: { reactions: { s: { do: [{ state: Offf }] } }, states: [On, Off] }",
           "unknown state of type 'Vm' 'Offf' (did you mean 'Off'?)"},
      Case{"  Vm: { reactions: { s: { do: [{ set: { kind: A } }] } } }",
           "type 'Vm' has no attribute 'kind'"},
      Case{"  Vm: { attributes: { kind: [A] }, reactions: { s: { do: [{ set: { kind: B } }] } } }",
           "unknown value of 'kind' 'B'"},
      Case{"  Vm: { relations: { up: Vm }, reactions: { s: { do: [{ clear: up }] } } }",
           "relation 'up' needs exactly one target and cannot lose it; declare it with '?'"},
      Case{"  Vm: { relations: { up: Vm?, vms: Vm.up* }, reactions: { s: { do: [{ unlink: vms, of: "
           "$root }] } } }",
           "unlink takes a relation that 'Vm' stores itself"},
      Case{"  Vm: { relations: { up: Vm? }, reactions: { s: { do: [{ unlink: up }] } } }",
           "unlink needs 'of'"},
      Case{"  Vm: { relations: { up: Vm? }, reactions: { s: { do: [{ link: up }] } } }",
           "link needs 'to: $argument'"},
      Case{"  Vm: { relations: { up: Vm? }, reactions: { s: { do: [{ link: up, of: $argument }] } "
           "} }",
           "link needs 'to: $argument'"},
      Case{"  Vm: { relations: { up: Vm?, vms: Vm.up* }, reactions: { s: { do: [{ link: vms, to: "
           "$argument }] } } }",
           "link takes a relation that 'Vm' stores itself"},
      Case{"  Vm: { relations: { up: Vm? }, reactions: { s: { do: [{ link: up, to: $argument }] } "
           "} }",
           "no operation has an argument of type 'Vm'"},
      Case{"  Vm: { reactions: { s: { do: [{ fail: '' }] } } }", "fail needs words"},
      Case{"  Vm: { relations: { up: Vm? }, reactions: { s: { do: [{ unlink: up, of: parents }] } "
           "} }",
           "not 'parents' (did you mean '$parents'?)"},
      Case{"  Vm: { reactions: { s: { do: [{ count: { load: 1 } }] } } }",
           "type 'Vm' has no counter 'load'"},
      Case{"  Vm: { counters: [load], reactions: { s: { do: [{ count: { load: 1.5 } }] } } }",
           "count of load must be a whole number"},
      Case{"  Vm: { reactions: { s: { do: [{ call: fly }] } } }",
           "unknown function 'fly'; registered: migrate"},
      Case{"  Vm: { reactions: { s: { do: [{ call: migrate }] } } }",
           "type 'Vm' cannot call 'migrate': it needs a relation 'host'"},
      Case{"  Vm: { reactions: { s: { do: [{ delete: self, of: $root }] } } }",
           "'of' does not belong to 'delete'"},
      Case{"  Vm: { relations: { up: Vm? }, reactions: { s: { do: [{ delete: up.pu }] } } }",
           "7:69: type 'Vm' has no relation 'pu' (did you mean 'up'?)"},
      Case{"  Vm: { reactions: { s: { do: [], in_flight: 0 } } }",
           "in_flight of reaction 's' must be a whole number from 1 to 4294967294, not '0'"},
      Case{"  Vm: { reactions: { s: { do: [], timeout: 0 } } }",
           "timeout of reaction 's' must be longer than 0"},
      Case{"  Vm: { reactions: { s: { do: [], timeout: -1s } } }", "it must not be negative"},
      Case{"  Vm: { reactions: { s: { do: [], latency: slow } } }", "unknown latency 'slow'"},
      Case{"  Vm: { reactions: { s: { do: [], latency: [1s, 2s] } } }",
           "five durations: p0, p50, p90, p99, p100"},
      Case{"  Vm: { reactions: { s: { do: [], latency: [1s, 2s, 1s, 3s, 4s] } } }",
           "7:53: latency of reaction 's' must not descend"},
      Case{"  Vm: { reactions: { s: { do: [], on_failure: stop } } }",
           "on_failure of reaction 's' must be 'fail' or 'ignore'"},
      Case{"  Vm: { reactions: { s: { do: [], shows_children: yes } } }",
           "must be true or false, not 'yes'; write true"},
      Case{"  Vm: { reactions: { s: { do: [], from: { state: On } } } }",
           "type 'Vm' has no states"},
      Case{"  Vm: { states: [On], reactions: { s: { do: [], from: { state: Onn } } } }",
           "unknown state of type 'Vm' 'Onn' (did you mean 'On'?)"},
      Case{"  Vm: { reactions: { s: { do: [], from: { stat: On } } } }",
           "type 'Vm' has no attribute or relation 'stat' (did you mean 'state'?)"},
      Case{"  Vm: { reactions: { s: { do: [], from: {} } } }", "the condition is empty"},
      Case{"  Vm: { reactions: { s: { do: [], from: { any: [] } } } }",
           "'any' needs at least one condition"},
      Case{"  Vm: { relations: { up: Vm? }, reactions: { s: { do: [], from: { up: $parents } } } }",
           "'$parents' may only be asked by effects"},
      Case{"  Vm: { relations: { up: Vm? }, reactions: { s: { do: [], from: { up: Vm } } } }",
           "a relation is compared with $argument, $root or $parents, not 'Vm'"},
      Case{
          "  Vm: { relations: { up: Vm? }, reactions: { s: { do: [], from: { up: $argument } } } }",
          "no operation has an argument of type 'Vm'"},
      Case{host + "  Vm:\n    relations: { host: Host? }\n    reactions: { s: { do: [{ clear: "
                  "host, where: { host: $parents } }] } }\n"
                  "    cascade: { self: { delete: s } }",
           "$parents are never of type 'Host' where reaction 's' of type 'Vm' is used"},
      Case{"  Vm: { cascade: {} }", "cascade of type 'Vm' needs 'self' or a parent"},
      Case{"  Vm: { cascade: { Vm: { through: up } } }", "type 'Vm' cannot be its own parent"},
      Case{"  Vm: { cascade: { Hots: { through: up } } }\n" + host,
           "unknown type 'Hots' in cascade of type 'Vm' (did you mean 'Host'?)"},
      Case{"  Vm: { cascade: { self: { delte: a } } }",
           "unknown key 'delte' in edge 'self' of type 'Vm' (did you mean 'delete'?)"},
      Case{"  Vm: { cascade: { self: { through: a, delete: b } } }",
           "unknown key 'through' in edge 'self'"},
      Case{"  Vm: { cascade: { self: { delete: kill } } }", "type 'Vm' has no reaction 'kill'"},
      Case{"  Vm: { reactions: { s: { do: [] } }, cascade: { self: { where: { root: Vm } } } }",
           "this edge says nothing to do"},
      Case{"  Vm: { reactions: { s: { do: [] } }, cascade: { self: { delete: [] } } }",
           "action 'delete' needs at least one rule"},
      Case{"  Vm: { reactions: { s: { do: [] } }, cascade: { self: { delete: [s, s] } } }",
           "7:70: this rule is never reached"},
      Case{"  Vm: { reactions: { s: { do: [] } }, cascade: { self: { delete: [{ when: { root: Vm } "
           "}] } } }",
           "a rule needs 'do'"},
      Case{"  Vm: { relations: { host: Host }, reactions: { s: { do: [] } }, cascade: { Host: { "
           "delete: s } } }\n" +
               host,
           "edge 'Host' of type 'Vm' needs 'through'"},
      Case{"  Vm: { relations: { up: Vm? }, reactions: { s: { do: [] } }, cascade: { Host: { "
           "through: up, delete: s } } }\n" +
               host,
           "path 'up' of type 'Vm' ends at type 'Vm', not at 'Host'"},
      Case{"  Vm: { relations: { h: Host2 }, reactions: { s: { do: [] } }, cascade: { Host2: { "
           "through: h, delete: s } } }\n  Host2: {}",
           "parent type 'Host2' does not join the cascade"},
      Case{"  Vm: { relations: { h: Host }, reactions: { s: { do: [] } }, cascade: { Host: { "
           "through: h, descend: never, delete: s } } }\n" +
               host,
           "descend of edge 'Host' of type 'Vm' can only be 'always'"},
      Case{"  Vm: { relations: { h: Host }, reactions: { s: { do: [] } }, cascade: { Host: { "
           "through: h, query: { each: 2s }, delete: s } } }\n" +
               host,
           "each of query must be at most 1s"},
  };
  for (const Case& bad : cases) {
    INFO(bad.types);
    CHECK_THAT(error_of(kModelHead + bad.types + "\n"), Catch::Contains(bad.message));
  }
}

TEST_CASE("Model reader: mistakes in actions, operations and latencies are told", "[sim][model]") {
  struct Case {
    std::string text;
    std::string message;
  };
  const std::array cases = {
      Case{"", "m.yaml:1:1: the model must be a map (key: value), not nothing"},
      Case{"nam: x\n", "1:1: unknown key 'nam' in the model (did you mean 'name'?)"},
      Case{"name: x\n", "the model needs the key 'actions'"},
      Case{"name: 'a b'\n", "1:7: 'a b' is no name for a model"},
      Case{"actions: { a: {} }\n", "action 'a' needs a 'code'"},
      Case{"actions: { a: { code: x }, b: { code: x } }\n",
           "code 'x' is that of action 'a' already"},
      Case{"actions: { where: { code: x } }\n", "an action cannot be called 'where'"},
      Case{"actions: { a: { code: x, like: b } }\n", "unknown action 'b' after 'like'"},
      Case{"actions: { a: { code: x, like: a } }\n", "1:12: action 'a' is like itself"},
      Case{"actions: { a: { code: x, like: b }, b: { code: y, like: c }, c: { code: z, like: a } "
           "}\n",
           "action 'a' is like itself; 'like' must not form a cycle"},
      Case{"actions: { a: { code: x, select: all } }\n",
           "select of action 'a' must be 'live' or 'deleted'"},
      Case{"actions: { a: { code: x, descend: no } }\n", "descend of action 'a' must be"},
      Case{"actions: { a: { code: x, rehearsal: 1 } }\n",
           "rehearsal of action 'a' must be true or false"},
      Case{"operations: { o: { passes: [a] } }\n", "unknown action 'a' in operation 'o'"},
      Case{"operations: { o: { passes: [] } }\n", "operation 'o' needs 'passes'"},
      Case{"operations: { o: { passes: [a], roots: [X] } }\n",
           "unknown type 'X' in roots of operation 'o'"},
      Case{"latencies: { zero: [1s, 1s, 1s, 1s, 1s] }\n", "latency 'zero' is built in"},
      Case{"latencies: { a: [1s, 1s, 1s, 1s, x] }\n", "latency 'a' must be a duration, not 'x'"},
      Case{"defaults: { latency: a }\n", "unknown latency 'a' in latency of defaults"},
      Case{"defaults: { timeouts: 1s }\n",
           "unknown key 'timeouts' in defaults (did you mean 'timeout'?)"},
      Case{"types: [a]\n", "types must be a map"},
      Case{"types: { a: &x {} }\n", "m.yaml:1:13: anchors"},
  };
  for (const Case& bad : cases) {
    INFO(bad.text);
    CHECK_THAT(error_of(bad.text), Catch::Contains(bad.message));
  }
}

TEST_CASE("Model reader: an operation's roots must react to its passes", "[sim][model]") {
  const std::string text =
      "name: m\nactions: { a: { code: x }, b: { code: y } }\n"
      "operations: { o: { passes: [a, b], roots: [Vm] } }\n"
      "types: { Vm: { reactions: { s: { do: [] } }, cascade: { self: { a: s } } } }\n";
  CHECK_THAT(error_of(text),
             Catch::Contains("3:18: type 'Vm' cannot be the root of operation 'o': "
                             "its cascade has no 'self' with a rule for action 'b'"));
}

TEST_CASE("Model reader: all mistakes are told at once, in file order", "[sim][model]") {
  const std::string message = error_of(kModelHead +
                                       "  Vm:\n"
                                       "    relations: { host: Hots }\n"
                                       "    reactions: { s: { do: [kill], in_flight: 0 } }\n"
                                       "    cascade: { self: { delete: t } }\n"
                                       "  Host: { states: [A, A] }\n");
  CHECK(std::count(message.begin(), message.end(), '\n') == 4);
  CHECK(message.find("m.yaml:8:") == 0);
  CHECK(message.find("m.yaml:9:") < message.find("m.yaml:10:"));
  CHECK(message.find("m.yaml:10:") < message.find("m.yaml:11:"));
}

TEST_CASE("Model reader: a broken relation is told once, not at each of its users",
          "[sim][model]") {
  const std::string message = error_of(
      kModelHead +
      "  Vm: { relations: { host: Hots }, reactions: { s: { do: [{ delete: host.x }] } } }\n");
  CHECK(std::count(message.begin(), message.end(), '\n') == 0);
}

TEST_CASE("Model reader: an inverse of a relation to a type that there is not is left alone",
          "[sim][model]") {
  const std::string message = error_of(kModelHead +
                                       "  Vm: { relations: { nics: Nic.vm* } }\n"
                                       "  Nic: { relations: { vm: Vn } }\n");
  CHECK(message.find("'Vn'") != std::string::npos);
  CHECK(std::count(message.begin(), message.end(), '\n') == 0);
}

TEST_CASE("Model reader: functions are not asked about relations to types that there are not",
          "[sim][model]") {
  const std::string text = R"(
actions: { delete: { code: deletion.delete } }
operations: { delete: { passes: delete } }
types:
  Host: { relations: { cluster: Clutser } }
  Vm:
    relations: { host: Host, root_volume: Nothing }
    reactions: { move: { do: [{ call: relocate }] } }
    cascade: { Host: { through: host, delete: move } }
)";
  const std::string message = error_of(text);
  CHECK(message.find("Clutser") != std::string::npos);
  CHECK(message.find("Nothing") != std::string::npos);
}

TEST_CASE("Model reader: states and values are at most 64, rows at most 255", "[sim][model]") {
  std::string names;
  for (int i = 0; i < 65; ++i) names += (i > 0 ? ", s" : "s") + std::to_string(i);
  CHECK_THAT(error_of(kModelHead + "  Vm: { states: [" + names + "] }\n"),
             Catch::Contains("more than 64 states of type 'Vm'"));
  CHECK_THAT(error_of(kModelHead + "  Vm: { attributes: { a: [" + names + "] } }\n"),
             Catch::Contains("more than 64 values of attribute 'a'"));
  std::string reactions;
  std::string rules;
  for (int i = 0; i < 100; ++i) {
    const std::string name = "r" + std::to_string(i);
    reactions += (i > 0 ? ", " : "") + name + ": { do: [] }";
    rules += (i > 0 ? ", " : "") + std::string("{ when: { root: Vm }, do: ") + name + " }";
  }
  const std::string text =
      "name: m\nactions: { a: { code: x }, b: { code: y, like: a, "
      "ignore_failures: true }, c: { code: z, like: a, rehearsal: true } }\n"
      "operations: { o: { passes: [a] } }\ntypes:\n  Vm:\n    reactions: { " +
      reactions + " }\n    cascade: { self: { a: [" + rules + "] } }\n";
  CHECK_THAT(error_of(text), Catch::Contains("5:3: type 'Vm' has 300 kinds of reaction"));
}

TEST_CASE("Model reader: models are found beside the scenario, above it, and by path",
          "[sim][model]") {
  namespace fs = std::filesystem;
  const fs::path folder = fs::temp_directory_path() / "cascade_model_reader_test";
  fs::remove_all(folder);
  fs::create_directories(folder / "models");
  fs::create_directories(folder / "a" / "b");
  const std::string text = kModelHead + "  Vm: {}\n";
  std::ofstream(folder / "models" / "mine.yaml") << text;
  const std::string scenario = (folder / "a" / "b" / "s.yaml").string();
  const auto found = load_model("mine", scenario);
  REQUIRE(found);
  CHECK((*found)->text == text);
  CHECK(fs::equivalent((*found)->file, folder / "models" / "mine.yaml"));
  CHECK(load_model("../../models/mine.yaml", scenario));
  CHECK(load_model((folder / "models" / "mine.yaml").string(), ""));
  const auto missing = load_model("nobodys", scenario);
  REQUIRE_FALSE(missing);
  CHECK_THAT(missing.error().message, Catch::Contains("no model 'nobodys': looked for"));
  fs::remove_all(folder);
}
