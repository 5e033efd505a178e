// SPDX-License-Identifier: Apache-2.0
#include "sim/base/version.h"

namespace cascade::sim {

std::string program_version() {
  return CASCADE_VERSION;
}

}  // namespace cascade::sim
