// SPDX-License-Identifier: Apache-2.0
#include "gui/platform/cpu_time.h"

#include <ctime>

namespace cascade::gui {
namespace {

Duration read(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

}  // namespace

Duration thread_cpu_time() {
  return read(CLOCK_THREAD_CPUTIME_ID);
}

Duration process_cpu_time() {
  return read(CLOCK_PROCESS_CPUTIME_ID);
}

}  // namespace cascade::gui
