// SPDX-License-Identifier: Apache-2.0
// Latencies and faults: pure functions of what an act is, the same under every policy; faults mean
// the acts that their words mean.
#include "sim/scenario/fault.h"

#include <catch2/catch.hpp>
#include <limits>
#include <map>
#include <set>

#include "engine/act.h"
#include "engine/planner.h"
#include "sim/extension/model_extension.h"
#include "sim/scenario/resolved_operation.h"
#include "sim/world/topology.h"
#include "tests/support/lab.h"

namespace cascade::sim {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// A planned lab scenario and what its treatments say of each act.
class Lab {
 public:
  explicit Lab(std::string_view rest, std::uint32_t operation = 0, std::uint32_t pass = 0)
      : Lab(test::lab_scenario(rest), operation, pass) {}

  explicit Lab(Scenario of, std::uint32_t operation = 0, std::uint32_t pass = 0)
      : scenario(std::move(of)) {
    auto generated = generate_world(scenario.model, scenario.topology, scenario.seed);
    REQUIRE(generated);
    world = *std::move(generated);
    Diagnostics diagnostics(scenario.file);
    treatments = ModelTreatments::make(*world, scenario.faults, diagnostics);
    INFO(diagnostics.to_error().message);
    REQUIRE(diagnostics.ok());
    treatments->set_pass(RunId{0}, {scenario.seed, operation, pass});
    const auto operations = resolve_operations(scenario, *world, diagnostics);
    auto graph = make_type_graph(*world);
    REQUIRE(graph);
    const ActionId action = operations[0].spec->passes[pass];
    auto made =
        make_plan(*graph, operations[0].request(scenario.model->actions[value(action)].code),
                  planner_options(scenario));
    REQUIRE(made);
    plan = *made;
  }

  [[nodiscard]] Treatment treat(ActId id, std::uint32_t attempt = 1) const {
    const StepId step = plan->step_of(id);
    return treatments->treat(Act{plan.get(), step, plan->resources()[value(id)],
                                 plan->reactions()[value(id)], Attempt{RunId{0}, attempt, id}});
  }

  /// "Host->Vm destroy Vm/v1" of every act, with its treatment.
  [[nodiscard]] std::map<std::string, Treatment> all(std::uint32_t attempt = 1) const {
    std::map<std::string, Treatment> result;
    for (std::uint32_t i = 0; i < plan->act_count(); ++i) {
      const Step& step = plan->step(plan->step_of(ActId{i}));
      const std::string name = plan->graph().name(step.parent_type) + "->" +
                               plan->graph().name(step.type) + " " +
                               plan->reaction(step, ActId{i}).name + " " +
                               world->name({step.type, plan->resources()[i]});
      result[name] = treat(ActId{i}, attempt);
    }
    return result;
  }

  /// Names of the acts that are treated so.
  [[nodiscard]] std::set<std::string> treated(Treatment::Kind kind) const {
    std::set<std::string> names;
    for (const auto& [name, treatment] : all()) {
      if (treatment.kind == kind) names.insert(name);
    }
    return names;
  }

  Scenario scenario;
  std::unique_ptr<World> world;
  std::unique_ptr<ModelTreatments> treatments;
  std::shared_ptr<const Plan> plan;
};

using ActNames = std::set<std::string>;

std::map<std::string, std::pair<std::int64_t, int>> numbers(const Lab& lab,
                                                            std::uint32_t attempt = 1) {
  std::map<std::string, std::pair<std::int64_t, int>> result;
  for (const auto& [name, treatment] : lab.all(attempt)) {
    result[name] = {treatment.latency.count(), static_cast<int>(treatment.kind)};
  }
  return result;
}

const std::string kPlainDelete = "operations: [{ delete: Zone/z, mode: plain }]\n";

}  // namespace

TEST_CASE("Latency: draws follow the quantiles, from p0 to p100", "[sim][fault]") {
  const LatencyTable table{
      {milliseconds{1}, milliseconds{5}, milliseconds{9}, milliseconds{20}, milliseconds{100}}};
  constexpr std::uint64_t kMax = std::numeric_limits<std::uint64_t>::max();
  CHECK(sample(table, 0) == milliseconds{1});
  CHECK(sample(table, kMax / 2 + 1) == milliseconds{5});
  CHECK(sample(table, kMax / 4 + 1) == milliseconds{3});
  CHECK(sample(table, kMax) <= milliseconds{100});
  CHECK(sample(table, kMax) > milliseconds{99});
  Duration last{};
  std::size_t below_p90 = 0;
  for (std::uint64_t i = 0; i < 1000; ++i) {
    const Duration found = sample(table, kMax / 1000 * i);
    CHECK(found >= last);
    last = found;
    if (found < milliseconds{9}) ++below_p90;
  }
  CHECK(below_p90 >= 899);
  CHECK(below_p90 <= 901);
}

TEST_CASE("Latency: the longest table does not overflow", "[sim][fault]") {
  constexpr Duration kLong = std::chrono::hours{1'000'000};
  const LatencyTable table{{Duration{}, kLong, kLong, kLong, kLong}};
  CHECK(sample(table, std::numeric_limits<std::uint64_t>::max()) == kLong);
  CHECK(sample(table, std::numeric_limits<std::uint64_t>::max() / 4) > kLong / 3);
}

TEST_CASE("Latency: a written decimal name counts like the generated one", "[sim][fault]") {
  CHECK(name_key("3") == mix(3));
  CHECK(name_key("4294967296") == mix(4294967296));
  CHECK(name_key("03") == hash_name("03"));
  CHECK(name_key("0") == hash_name("0"));
  CHECK(name_key("3a") == hash_name("3a"));
  CHECK(name_key("99999999999") == hash_name("99999999999"));

  // The same world twice: generated, and with every name written out.
  Lab written(
      "topology: { resources: { Zone: { '1': }, Host: { '2': { zone: '1' } }, "
      "Storage: { '1': { zone: '1' } }, Vm: { '7': { host: '2', storage: '1' } } } }\n"
      "operations: [{ delete: Zone/1 }]\n",
      0, 1);
  Lab generated(
      "topology: { resources: { Zone: { '1': }, Host: { '9': { zone: '1' }, "
      "'2': { zone: '1' } }, Storage: { '1': { zone: '1' } }, "
      "Vm: { '7': { host: '2', storage: '1' } } } }\n"
      "operations: [{ delete: Zone/1 }]\n",
      0, 1);
  const auto first = numbers(written);
  const auto second = numbers(generated);
  CHECK(first.at("Host->Vm destroy Vm/7") == second.at("Host->Vm destroy Vm/7"));
  CHECK(first.at("Zone->Host delete Host/2") == second.at("Zone->Host delete Host/2"));
  CHECK(first.at("Zone->Host delete Host/2") != second.at("Zone->Host delete Host/9"));
}

TEST_CASE("Latency: the same act has the same latency and fault under every merge",
          "[sim][fault]") {
  const std::string faults = "faults: [{ kind: fail, ratio: [1, 3] }, { kind: slow, type: Nic }]\n";
  const auto per_path = numbers(Lab(kPlainDelete + faults));
  const auto united = numbers(Lab(kPlainDelete + faults + "merge: union\n"));
  const auto first_wins = numbers(Lab(kPlainDelete + faults + "merge: first_wins\n"));
  CHECK(per_path == united);
  CHECK(per_path.size() == first_wins.size());
  CHECK(per_path == first_wins);
}

TEST_CASE("Latency: it depends on seed, operation, pass, edge, resource and attempt",
          "[sim][fault]") {
  const auto base = numbers(Lab(kPlainDelete));
  CHECK(numbers(Lab(kPlainDelete)) == base);
  CHECK(numbers(Lab(kPlainDelete + "seed: 2\n")) != base);
  CHECK(numbers(Lab(kPlainDelete, 1)) != base);
  const Lab lab(kPlainDelete);
  CHECK(numbers(lab, 2) != base);
  lab.treatments->set_pass(RunId{0}, {1, 0, 1});
  CHECK(numbers(lab) != base);
  CHECK(base.at("Host->Vm destroy Vm/v1") != base.at("Storage->Vm destroy Vm/v1"));
  CHECK(base.at("Host->Vm destroy Vm/v1") != base.at("Host->Vm destroy Vm/v2"));
}

TEST_CASE("Latency: a dry run takes medians and knows no faults", "[sim][fault]") {
  const Lab lab(kPlainDelete + "faults: [{ kind: fail }, { kind: slow }]\n");
  lab.treatments->set_dry(true);
  for (const auto& [name, treatment] : lab.all()) {
    INFO(name);
    CHECK(treatment.kind == Treatment::Kind::Normal);
    const bool vm = name.find("destroy") != std::string::npos;
    CHECK(treatment.latency == (vm ? Duration{seconds{4}} : Duration{milliseconds{4}}));
  }
}

TEST_CASE("Latency: reactions without latency take no time", "[sim][fault]") {
  const Lab lab("", 0, 2);  // cleanup finds nothing: nothing is deleted yet
  CHECK(lab.plan->act_count() == 0);
  const Lab check("", 0, 0);
  std::size_t asked = 0;
  for (const auto& [name, treatment] : check.all()) {
    if (name.find("Vm/") == std::string::npos) continue;
    CHECK(treatment.latency == Duration::zero());
    ++asked;
  }
  CHECK(asked > 0);
}

TEST_CASE("Fault: every given word must fit", "[sim][fault]") {
  const auto failing = [](const std::string& words) {
    return Lab(kPlainDelete + "faults: [{ kind: fail" + words + " }]\n")
        .treated(Treatment::Kind::FailBefore);
  };
  CHECK(failing(", resource: Host/h2") == ActNames{"Zone->Host delete Host/h2"});
  CHECK(failing(", resource: Vm/v3") ==
        ActNames{"Host->Vm destroy Vm/v3", "Storage->Vm destroy Vm/v3"});
  CHECK(failing(", resource: Vm/v3, step: Host->Vm") == ActNames{"Host->Vm destroy Vm/v3"});
  CHECK(failing(", type: Storage").size() == 2);
  CHECK(failing(", type: Vm, step: Storage->Vm").size() == 8);
  CHECK(failing(", action: destroy").size() == 16);
  CHECK(failing(", action: stop").empty());
  CHECK(failing(", step: Zone->Zone") == ActNames{"Zone->Zone delete Zone/z"});
  CHECK(failing("").size() == 1 + 3 + 2 + 16 + 8);
  CHECK(failing(", attempt: 1").size() == 1 + 3 + 2 + 16 + 8);
  CHECK(failing(", attempt: 2").empty());
}

TEST_CASE("Fault: each kind is what it says", "[sim][fault]") {
  const auto kind = [](const std::string& words) {
    const Lab lab(kPlainDelete + "faults: [{ " + words + ", resource: Host/h2 }]\n");
    return lab.all().at("Zone->Host delete Host/h2").kind;
  };
  CHECK(kind("kind: fail") == Treatment::Kind::FailBefore);
  CHECK(kind("kind: fail_after") == Treatment::Kind::FailAfter);
  CHECK(kind("kind: hang") == Treatment::Kind::Hang);
  CHECK(kind("kind: lose_answer") == Treatment::Kind::LoseAnswer);
  CHECK(kind("kind: slow") == Treatment::Kind::Normal);
  CHECK(kind("kind: answer_twice") == Treatment::Kind::AnswerTwice);
  CHECK(kind("kind: throw") == Treatment::Kind::Throw);
  CHECK(kind("kind: veto") == Treatment::Kind::Veto);
  CHECK(kind("kind: skip") == Treatment::Kind::Skip);
  CHECK(kind("kind: appear, appears: Vm/v1") == Treatment::Kind::Normal);
}

TEST_CASE("Fault: the first that is not slow decides, slow ones multiply", "[sim][fault]") {
  const auto base = Lab(kPlainDelete).all();
  const Lab lab(kPlainDelete +
                "faults:\n"
                "  - { kind: slow, resource: Host/h2, factor: 3 }\n"
                "  - { kind: hang, resource: Host/h2 }\n"
                "  - { kind: fail, resource: Host/h2 }\n"
                "  - { kind: slow, type: Host, factor: 5 }\n");
  const auto all = lab.all();
  CHECK(all.at("Zone->Host delete Host/h2").kind == Treatment::Kind::Hang);
  CHECK(all.at("Zone->Host delete Host/h2").latency ==
        15 * base.at("Zone->Host delete Host/h2").latency);
  CHECK(all.at("Zone->Host delete Host/h1").latency ==
        5 * base.at("Zone->Host delete Host/h1").latency);
  CHECK(all.at("Host->Vm destroy Vm/v1").latency == base.at("Host->Vm destroy Vm/v1").latency);
}

TEST_CASE("Fault: a larger ratio keeps the victims, another fault leaves them alone",
          "[sim][fault]") {
  const std::string topology = test::lab_topology(2, 300);
  const auto victims = [&](const std::string& faults) {
    return Lab(topology + kPlainDelete + "faults: [" + faults + "]\n")
        .treated(Treatment::Kind::FailBefore);
  };
  const ActNames tenth = victims("{ kind: fail, ratio: [1, 10] }");
  const ActNames third = victims("{ kind: fail, ratio: [1, 3] }");
  const ActNames beside = victims(
      "{ kind: slow, type: Vm }, { kind: lose_answer, resource: Zone/z }, "
      "{ kind: fail, ratio: [1, 10] }");
  // 905 acts: well within what chance allows.
  CHECK(tenth.size() > 55);
  CHECK(tenth.size() < 130);
  CHECK(third.size() > 240);
  CHECK(third.size() < 365);
  CHECK(std::includes(third.begin(), third.end(), tenth.begin(), tenth.end()));
  ActNames without_root = tenth;
  without_root.erase("Zone->Zone delete Zone/z");
  CHECK(beside == without_root);
  CHECK(victims("{ kind: fail, ratio: [0, 1] }").empty());
  CHECK(victims("{ kind: fail, ratio: [1, 1] }").size() == 905);
  // Two faults of the same words draw separately.
  CHECK(victims("{ kind: fail, ratio: [1, 10] }, { kind: fail, ratio: [1, 10] }").size() >
        tenth.size() + 30);
}

TEST_CASE("Fault: rehearsals are meant only when they are named", "[sim][fault]") {
  const Lab all("faults: [{ kind: fail }]\n", 0, 0);
  CHECK(all.treated(Treatment::Kind::FailBefore).empty());
  Scenario scenario = test::lab_scenario();
  scenario.faults.push_back({});
  scenario.faults.back().action = "check";
  const Lab named(scenario, 0, 0);
  CHECK(named.treated(Treatment::Kind::FailBefore).count("Host->Vm check Vm/v1") == 1);
}

TEST_CASE("Fault: what the world does not know is reported, all at once", "[sim][fault]") {
  Scenario scenario = test::lab_scenario();
  const auto add = [&](std::uint32_t line) -> Fault& {
    scenario.faults.emplace_back();
    scenario.faults.back().position = {line, 5};
    return scenario.faults.back();
  };
  add(1).type = "Hots";
  add(2).resource = "Vm/v99";
  add(3).step = "Vm->Host";
  add(4).action = "destory";
  add(5).step = "Vm";
  Fault& torn = add(6);
  torn.type = "Host";
  torn.resource = "Vm/v1";
  Fault& stopped = add(7);
  stopped.type = "Host";
  stopped.action = "stop";
  auto world = generate_world(scenario.model, scenario.topology, 1);
  REQUIRE(world);
  Diagnostics diagnostics("a.yaml");
  ModelTreatments::make(**world, scenario.faults, diagnostics);
  CHECK(diagnostics.to_error().message ==
        "a.yaml:1:5: the model has no type 'Hots' (did you mean 'Host'?)\n"
        "a.yaml:2:5: the world has no resource 'Vm/v99' (written as Type/name)\n"
        "a.yaml:3:5: the model has no edge 'Vm->Host'\n"
        "a.yaml:4:5: no type has a reaction 'destory' (did you mean 'destroy'?)\n"
        "a.yaml:5:5: step 'Vm' is not of the form Parent->Child (the root's own step is "
        "Type->Type)\n"
        "a.yaml:6:5: this fault means both 'Host' and 'Vm': no act can be meant\n"
        "a.yaml:7:5: type 'Host' has no reaction 'stop'");
}

}  // namespace cascade::sim
