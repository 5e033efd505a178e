// SPDX-License-Identifier: Apache-2.0
// The promise that an extension keeps: call it once, from any thread, at any time, even before
// the call that handed it over returns. Calling it never runs engine code on the caller's stack,
// so a million completions in a row do not grow the stack.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "engine/ids.h"
#include "engine/outcome.h"

namespace cascade {

/// One attempt of one act of one run. The act stands last: of acts that follow one another it alone
/// changes, and a processor waits when it reads back at once what was written in parts.
struct Attempt {
  RunId run{};
  std::uint32_t number = 1;  ///< From 1; retries count up.
  ActId act = kNoAct;
  friend bool operator==(const Attempt&, const Attempt&) = default;
};

/// Where answers go; implemented by runners. Each attempt that was handed out ends with exactly
/// one call of `complete` or `abandon`. Whether they may come from any thread is the runner's
/// matter: a port for threads is thread-safe and outlives every completion that points to it.
class CompletionPort {
 public:
  virtual void complete(const Attempt& attempt, ActResult&& result) = 0;
  /// The extension dropped its completion without an answer.
  virtual void abandon(const Attempt& attempt) = 0;
  /// The extension threw though it had answered or still keeps its completion: one more answer,
  /// Failed. Comes before the call that handed the completion out is over.
  virtual void threw(const Attempt& attempt, std::string what) = 0;

 protected:
  ~CompletionPort() = default;
};

class [[nodiscard]] Completion {
 public:
  Completion(CompletionPort& port, const Attempt& attempt) : port_(&port), attempt_(attempt) {}
  Completion(Completion&& other) noexcept
      : port_(std::exchange(other.port_, nullptr)), attempt_(other.attempt_) {}
  Completion& operator=(Completion&& other) noexcept {
    std::swap(port_, other.port_);
    std::swap(attempt_, other.attempt_);
    return *this;
  }
  Completion(const Completion&) = delete;
  Completion& operator=(const Completion&) = delete;
  ~Completion() {
    if (port_ != nullptr) drop();
  }

  /// Answers. A second call does nothing.
  void operator()(ActResult&& result) {
    if (CompletionPort* port = std::exchange(port_, nullptr); port != nullptr) {
      port->complete(attempt_, std::move(result));
    }
  }
  void operator()(const ActResult& result) { (*this)(ActResult(result)); }

  [[nodiscard]] const Attempt& attempt() const { return attempt_; }

 private:
  friend class GuardedCall;
  void drop() noexcept;  // engine/guarded_call.cc

  CompletionPort* port_;
  Attempt attempt_;
};

}  // namespace cascade
