// SPDX-License-Identifier: Apache-2.0
// The engine without the simulator: a program's own hosts and VMs join the cascade. README shows
// this file as it is; the tests compile and run it.
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "engine/act.h"
#include "engine/executor.h"
#include "engine/facade.h"
#include "engine/sinks.h"
#include "engine/thread_runner.h"

namespace {

using namespace cascade;

// What the program already has: two hosts; VM i runs on host vm_host[i].
struct Inventory {
  std::vector<bool> host_alive = {true, true};
  std::vector<bool> vm_running = {true, true, true};
  std::vector<ResourceIndex> vm_host = {0, 0, 1};
};

class HostExtension final : public SyncExtension {
 public:
  explicit HostExtension(Inventory& inventory) : inventory_(inventory) {}
  const std::string& resource_type() const override { return name_; }
  const std::vector<std::string>& parents() const override { return parents_; }
  const std::vector<Reaction>& reactions() const override { return reactions_; }
  void find(const CascadeAction& action, LinkSink& sink) const override {
    // Host has no parents here: it is only ever the root, linked to itself.
    for (const ResourceIndex host : action.parent.resources) sink.link(host, host, ReactionId{0});
  }

 protected:
  ActResult cascade_now(const Act& act) override {
    inventory_.host_alive[act.resource] = false;
    return ActResult::done();
  }

 private:
  Inventory& inventory_;
  std::string name_ = "Host";
  std::vector<std::string> parents_;
  std::vector<Reaction> reactions_ = {{.name = "delete", .shows_children = true}};
};

class VmExtension final : public Extension {
 public:
  explicit VmExtension(Inventory& inventory) : inventory_(inventory) {}
  const std::string& resource_type() const override { return name_; }
  const std::vector<std::string>& parents() const override { return parents_; }
  const std::vector<Reaction>& reactions() const override { return reactions_; }
  void find(const CascadeAction& action, LinkSink& sink) const override {
    for (const ResourceIndex host : action.parent.resources) {
      for (ResourceIndex vm = 0; vm < inventory_.vm_host.size(); ++vm) {
        if (inventory_.vm_host[vm] == host) sink.link(host, vm, ReactionId{0});
      }
    }
  }
  // Asynchronous: `done` may be called later and from any thread; here it is called at once.
  void cascade(const Act& act, Completion done) override {
    inventory_.vm_running[act.resource] = false;
    done(ActResult::done());
  }

 private:
  Inventory& inventory_;
  std::string name_ = "Vm";
  std::vector<std::string> parents_ = {"Host"};
  std::vector<Reaction> reactions_ = {{.name = "stop", .in_flight_max = 20}};
};

}  // namespace

int main() {
  Inventory inventory;
  TypeGraphBuilder builder;
  builder.add(std::make_unique<HostExtension>(inventory), "example");
  builder.add(std::make_unique<VmExtension>(inventory), "example");
  auto graph = builder.build();
  if (!graph) {
    std::fprintf(stderr, "%s\n", graph.error().message.c_str());
    return 1;
  }

  ThreadRunner runner({.threads = 1});
  Executor executor(runner);
  CascadeFacade facade(*graph, executor, {});
  const CascadeRequest request{"deletion.delete", *(*graph)->find_type("Host"), {0}, {}};
  facade.start(request, [](const Result<RunEnd>& end) {
    std::printf("%s\n",
                end ? std::string(to_string(end->outcome)).c_str() : end.error().message.c_str());
  });
  executor.run();

  const bool right = !inventory.host_alive[0] && inventory.host_alive[1] &&
                     !inventory.vm_running[0] && !inventory.vm_running[1] &&
                     inventory.vm_running[2];
  std::printf("host 0 is gone, its VMs are stopped: %s\n", right ? "yes" : "no");
  return right ? 0 : 1;
}
