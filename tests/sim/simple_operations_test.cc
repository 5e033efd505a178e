// SPDX-License-Identifier: Apache-2.0
// Operations that change their root alone: what they cannot do is a failure with its reason, never
// a quiet nothing.
#include <catch2/catch.hpp>
#include <string>

#include "sim/reader/model_reader.h"
#include "tests/support/cloud_script.h"
#include "tests/support/model_world.h"

using namespace cascade;
using namespace cascade::sim;
using cascade::sim::test::CloudScript;
using cascade::sim::test::ModelWorld;

namespace {

std::string net_model(const std::string& operation) {
  return "name: net\nactions: { attach: { code: a }, stop: { code: s } }\noperations:\n  attach: " +
         operation + R"(
  stop: { passes: [stop], roots: [Net] }
  other: { passes: [stop], argument: Cluster }
types:
  Cluster: {}
  Net:
    states: [Up, Down]
    relations: { clusters: [Cluster], first: Cluster? }
    reactions:
      attach: { do: [{ link: clusters, to: $argument }, { link: first, to: $argument }] }
      stop:
        do:
          - { fail: it is in use, where: { not: { empty: clusters } } }
          - { state: Down }
    cascade: { self: { attach: attach, stop: stop } }
)";
}

const std::string kAttach = "{ passes: [attach], roots: [Net], argument: Cluster }";
constexpr std::string_view kNetWorld =
    "Cluster/c\nCluster/gone\nNet/n\nNet/used clusters=Cluster/c\n";

/// Of the only act.
ActResult attempt(ModelWorld& cloud, std::string_view action, const std::string& root,
                  std::string_view argument = {}) {
  const auto plan = cloud.plan(action, {root}, argument);
  return cloud.perform(*plan, plan->root_step(), ActId{0});
}

}  // namespace

TEST_CASE("Simple operations: a link is made to the argument", "[sim][model]") {
  ModelWorld cloud(net_model(kAttach), kNetWorld);
  CHECK(attempt(cloud, "attach", "Net/n", "Cluster/c").outcome == Outcome::Done);
  CHECK(cloud.ends("Net/n", "clusters") == "c");
  CHECK(cloud.ends("Net/n", "first") == "c");
}

TEST_CASE("Simple operations: a link that cannot be made fails and says why", "[sim][model]") {
  ModelWorld cloud(net_model(kAttach), kNetWorld);
  cloud.world().set_life(cloud.resource("Cluster/gone"), Life::Gone);
  const std::uint64_t before = cloud.world().digest();
  const auto told = [&](std::string_view argument, const std::string& why) {
    const ActResult result = attempt(cloud, "attach", "Net/n", argument);
    CHECK(result.outcome == Outcome::Failed);
    CHECK(result.message == why);
  };
  told("", "'clusters' is linked to a Cluster, and none was given");
  told("Net/used", "'clusters' is linked to a Cluster, not to Net/used");
  told("Cluster/gone", "'clusters' cannot be linked to Cluster/gone, which is not there any more");
  CHECK(cloud.world().digest() == before);
}

TEST_CASE("Simple operations: an operation without the argument that it links is a mistake",
          "[sim][model]") {
  const auto told = [](const std::string& operation) {
    const auto model = parse_model(net_model(operation), "net.yaml");
    REQUIRE_FALSE(model);
    CHECK_THAT(model.error().message,
               Catch::StartsWith("net.yaml:4:11: operation 'attach' needs 'argument: Cluster': "
                                 "reaction 'attach' of type 'Net' links it to 'clusters'"));
  };
  told("{ passes: [attach], roots: [Net] }");
  told("{ passes: [attach] }");
  told("{ passes: [attach], roots: [Net], argument: Net }");
  CHECK(parse_model(net_model(kAttach), "net.yaml"));
}

TEST_CASE("Simple operations: an effect can say that the reaction cannot be done", "[sim][model]") {
  ModelWorld cloud(net_model(kAttach), kNetWorld);
  const ActResult result = attempt(cloud, "stop", "Net/used");
  CHECK(result.outcome == Outcome::Failed);
  CHECK(result.message == "it is in use");
  CHECK(cloud.state("Net/used") == "Up");
  CHECK(attempt(cloud, "stop", "Net/n").outcome == Outcome::Done);
  CHECK(cloud.state("Net/n") == "Down");
}

TEST_CASE("ZStack: a VM that no host takes does not start, and that is a failure",
          "[sim][zstack]") {
  CloudScript cloud;
  cloud.vm("web", "state: Stopped");
  CHECK(cloud.run("{ run: start, on: VmInstance/web }") == Verdict::Ok);
  CHECK(cloud.state("VmInstance/web") == "Running");
  CloudScript nowhere;
  nowhere.vm("web", "state: Stopped");
  CHECK(
      nowhere.run("{ delete: [Host/h1, Host/h2, Host/h3] }, { run: start, on: VmInstance/web }") ==
      Verdict::ActsFailed);
  CHECK(nowhere.state("VmInstance/web") == "Stopped");
}

TEST_CASE("ZStack: a volume is attached where its storage reaches, and nowhere else",
          "[sim][zstack]") {
  CloudScript cloud;
  cloud.vm("web", "host: h1").add("Volume", "data", "storage: ps, kind: Data");
  CHECK(cloud.run("{ run: attach_volume, on: Volume/data, with: VmInstance/web }") == Verdict::Ok);
  CHECK(cloud.targets("Volume/data", "vm") == "VmInstance/web");
  CloudScript far;
  far.vm("web", "host: h1").add("PrimaryStorage", "island", "zone: z");
  far.add("Volume", "data", "storage: island, kind: Data");
  CHECK(far.run("{ run: attach_volume, on: Volume/data, with: VmInstance/web }") ==
        Verdict::ActsFailed);
  CHECK(far.targets("Volume/data", "vm").empty());
}
