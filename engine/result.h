// SPDX-License-Identifier: Apache-2.0
// What a function returns when its input or environment may be wrong. A step that fails during a
// run is not an error but data: see engine/outcome.h.
#pragma once

#include <cstdint>
#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace cascade {

enum class ErrorKind : std::uint8_t {
  Input,    ///< A file, a flag or a registration is wrong; the message says what would be right.
  Limit,    ///< A limit was passed (nodes, links); nothing was allocated past it.
  Refused,  ///< Vetoed, protected, or a stale plan.
  System,   ///< The operating system or a library said no (a file cannot be written, ...).
};

/// `message` is lower case, names the thing, who needed it and what would be right. It may have
/// several lines when several mistakes are reported at once.
struct Error {
  ErrorKind kind = ErrorKind::Input;
  std::string message;
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> input_error(std::string message) {
  return tl::unexpected<Error>(Error{ErrorKind::Input, std::move(message)});
}

}  // namespace cascade
