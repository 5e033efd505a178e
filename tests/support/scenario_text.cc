// SPDX-License-Identifier: Apache-2.0
#include "tests/support/scenario_text.h"

#include "sim/reader/model_reader.h"
#include "sim/scenario/scenario_reader.h"

namespace cascade::sim {

const std::string_view kSmallModel = R"(
name: small
actions:
  delete: { code: deletion.delete }
  detach: { code: storage.detach }
operations:
  plain: { passes: [delete] }
  hosts: { passes: [delete], roots: [Host] }
  detach_storage: { passes: [detach], roots: [Storage], argument: Cluster }
types:
  Zone:
    reactions: { remove: { do: [delete] } }
    cascade: { self: { delete: remove } }
  Cluster:
    relations: { zone: Zone }
    reactions: { remove: { do: [delete] } }
    cascade: { self: { delete: remove }, Zone: { through: zone, delete: remove } }
  Storage:
    relations: { clusters: [Cluster], hosts: Host.storages* }
    reactions: { remove: { do: [delete] }, detach: { do: [{ clear: clusters }] } }
    cascade: { self: { delete: remove, detach: detach } }
  Host:
    states: [Enabled, Disabled]
    attributes: { kind: [kvm, esx] }
    relations:
      cluster: Cluster
      spare: Cluster?
      storages: [Storage]
    reactions: { remove: { do: [delete] } }
    cascade: { self: { delete: remove }, Cluster: { through: cluster, delete: remove } }
  Vm:
    states: [Running, Stopped]
    relations:
      host: Host?
    reactions:
      stop: { do: [{ state: Stopped }, { clear: host }] }
      destroy: { do: [delete] }
    cascade: { self: { delete: destroy }, Host: { through: host, delete: stop } }
  Nic:
    relations: { vm: Vm }
)";

Result<Scenario> read_scenario_text(std::string_view text, const OverrideList& overrides) {
  return parse_scenario(
      text, "test.yaml", overrides,
      [](const std::string& name,
         const std::string& /*from_file*/) -> Result<std::shared_ptr<const Model>> {
        if (name != "small") return input_error("there is no such model");
        return parse_model(kSmallModel, "small.yaml");
      });
}

}  // namespace cascade::sim
