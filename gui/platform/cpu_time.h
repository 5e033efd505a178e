// SPDX-License-Identifier: Apache-2.0
// Processor time that was used: for measurements.
#pragma once

#include "engine/time.h"

namespace cascade::gui {

/// By the calling thread.
Duration thread_cpu_time();
/// By all threads of the program.
Duration process_cpu_time();

}  // namespace cascade::gui
