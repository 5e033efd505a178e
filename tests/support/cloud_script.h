// SPDX-License-Identifier: Apache-2.0
// A small cloud of ZStack's model written out by a test, one operation on it, and what is left:
//   CloudScript cloud;
//   cloud.vm("web", "host: h1").nic("n1", "web", "red", {"red1"});
//   cloud.run("{ delete: Host/h1 }");
//   CHECK(cloud.state("VmInstance/web") == "Stopped");
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sim/run/simulation.h"

namespace cascade::sim::test {

/// Zone z with clusters c1 (hosts h1, h2) and c2 (host h3), storage ps and L2 network l2 of both,
/// L3 network red on it with range red1.
class CloudScript {
 public:
  CloudScript();
  ~CloudScript();

  /// `details` as in a scenario file: "zone: z, clusters: [c1, c2]".
  CloudScript& add(const std::string& type, const std::string& name, const std::string& details);
  /// A VM of cluster c1, unless `details` names another, with a root volume root-NAME on storage
  /// ps, unless another is given.
  CloudScript& vm(const std::string& name, const std::string& details,
                  const std::string& storage = "ps");
  /// A router VM of cluster c1; all its NICs that are added with `router_nic` are main ones.
  CloudScript& router(const std::string& name, const std::string& details);
  /// A NIC of a VM with an address in each range; addresses are called NIC-RANGE.
  CloudScript& nic(const std::string& name, const std::string& vm, const std::string& l3,
                   const std::vector<std::string>& ranges);
  CloudScript& router_nic(const std::string& name, const std::string& router, const std::string& l3,
                          const std::vector<std::string>& ranges, bool main = true);

  /// `operation` and `more` as in a scenario file: "{ delete: Zone/z }", "failure: isolate".
  /// Checks that no invariant broke and that Single relations of live resources have targets.
  Verdict run(const std::string& operation, const std::string& more = "");

  // Afterwards.
  /// The state, "Live" for types without states, "deleted", "gone".
  [[nodiscard]] std::string state(const std::string& resource) const;
  /// Names of what is not gone at the end of a relation, sorted, "Host/h1 Host/h2"; "" for none.
  [[nodiscard]] std::string targets(const std::string& resource, std::string_view relation) const;

 private:
  std::map<std::string, std::map<std::string, std::string>> resources_;
  std::map<std::string, std::string> main_nics_;  ///< By router.
  std::unique_ptr<Simulation> simulation_;
};

}  // namespace cascade::sim::test
