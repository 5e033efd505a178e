// SPDX-License-Identifier: Apache-2.0
// Names of resources, for people. The engine itself never needs one.
#pragma once

#include <string>

#include "engine/ids.h"

namespace cascade {

class ResourceNames {
 public:
  ResourceNames() = default;
  ResourceNames(const ResourceNames&) = delete;
  ResourceNames& operator=(const ResourceNames&) = delete;
  virtual ~ResourceNames() = default;
  /// "VmInstance/7". Any thread.
  [[nodiscard]] virtual std::string name(Resource resource) const = 0;
};

}  // namespace cascade
