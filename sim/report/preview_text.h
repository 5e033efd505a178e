// SPDX-License-Identifier: Apache-2.0
// A preview in one sentence: what somebody who confirms the operation agrees to.
#pragma once

#include <string>

#include "sim/model/model.h"
#include "sim/run/preview.h"

namespace cascade::sim {

/// "stop 200 VmInstance, delete 10 Host and 1 Cluster: 242 of 5,561 resources; nothing is done to
/// the other 5,319". The reaction with the most resources first; of each at most five types are
/// named, the others counted.
std::string confirmation(const Preview::OperationPreview& operation, const Model& model);

}  // namespace cascade::sim
