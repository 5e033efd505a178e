// SPDX-License-Identifier: Apache-2.0
#include "engine/assert.h"

#include <cstdio>
#include <cstdlib>

namespace cascade {

void assertion_failed(const char* expression, const char* file, int line,
                      const char* message) noexcept {
  std::fprintf(stderr, "%s:%d: broken invariant: %s (%s)\n", file, line, message, expression);
  std::abort();
}

}  // namespace cascade
