// SPDX-License-Identifier: Apache-2.0
// `{call: relocate}`: moves a machine to a host of any cluster that its root volume's storage and
// its networks reach. Registered with the other shipped functions.
#pragma once

#include "sim/extension/model_functions.h"

namespace cascade::sim {

/// Relations that it works on: `host` of the machine, `cluster` of the host, `clusters` of the
/// storage behind `root_volume.storage` and of the network behind `nics.l3.l2`; a `cluster` of
/// the machine follows. Hosts that the plan touches, that are not in service, or that are in the
/// cluster which the operation has as its argument are left out; the own cluster comes first.
ModelFunction relocate_function();

}  // namespace cascade::sim
