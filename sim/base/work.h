// SPDX-License-Identifier: Apache-2.0
// Long pieces of work whose end is not known when they begin: whoever waits may watch them and
// stop them. They look at the watch now and then, on the thread that works.
#pragma once

#include <cstdint>
#include <functional>
#include <stop_token>

namespace cascade::sim {

/// How far it is.
struct Work {
  enum class Kind : std::uint8_t {
    Generating,  ///< Resources made.
    Planning,    ///< Links found.
    Predicting,  ///< Events of the dry run.
  };
  Kind kind = Kind::Generating;
  std::uint64_t done = 0;
};

struct WorkWatch {
  std::function<void(const Work&)> progress;  ///< May be empty.
  std::stop_token stop;                       ///< Requested: the work ends early, with an error.

  void tell(Work::Kind kind, std::uint64_t done) const {
    if (progress) progress({kind, done});
  }
};

}  // namespace cascade::sim
