// SPDX-License-Identifier: Apache-2.0
// Assertions for what the code knows to be true. They are on in every build: a broken invariant
// is a bug, and a bug ends the program before it spreads. Never use them for input.
#pragma once

namespace cascade {

/// Prints the place and the message to stderr and aborts. Any thread.
[[noreturn]] void assertion_failed(const char* expression, const char* file, int line,
                                   const char* message) noexcept;

}  // namespace cascade

#define CASCADE_ASSERT(expression, message) \
  (static_cast<bool>(expression)            \
       ? static_cast<void>(0)               \
       : ::cascade::assertion_failed(#expression, __FILE__, __LINE__, (message)))
