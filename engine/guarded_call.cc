// SPDX-License-Identifier: Apache-2.0
// A throw destroys the completion that the extension was handed before anybody can catch it. So a
// drop inside the call is only noted; when the call is over we know whether it threw, and why.
#include "engine/guarded_call.h"

#include <exception>
#include <string>
#include <utility>

namespace cascade {

/// The innermost call of an extension on this thread; lives on the stack, shorter than its act.
class GuardedCall {
 public:
  GuardedCall(const Act& act, const Completion& done)
      : port_(done.port_), attempt_(act.attempt), outer_(std::exchange(innermost_, this)) {}
  GuardedCall(const GuardedCall&) = delete;
  GuardedCall& operator=(const GuardedCall&) = delete;
  ~GuardedCall() { innermost_ = outer_; }

  /// Null outside any call.
  static GuardedCall* innermost() { return innermost_; }

  /// True: the drop is of this call's own completion and will be answered when the call is over.
  bool takes_drop(const CompletionPort* port, const Attempt& attempt) {
    if (port != port_ || !(attempt == attempt_)) return false;
    dropped_ = true;
    return true;
  }
  void returned() {
    if (dropped_) port_->abandon(attempt_);
  }
  void threw(std::string what) {
    if (dropped_) {
      port_->complete(attempt_, ActResult::failed(std::move(what)));
    } else {
      port_->threw(attempt_, std::move(what));
    }
  }

 private:
  static thread_local GuardedCall* innermost_;

  CompletionPort* port_;
  const Attempt& attempt_;
  GuardedCall* outer_;
  bool dropped_ = false;
};

thread_local GuardedCall* GuardedCall::innermost_ = nullptr;

void Completion::drop() noexcept {
  GuardedCall* call = GuardedCall::innermost();
  if (call != nullptr && call->takes_drop(port_, attempt_)) return;
  port_->abandon(attempt_);
}

namespace {

template <class AnyExtension>
inline void guarded(AnyExtension& extension, const Act& act, Completion&& done) {
  GuardedCall call(act, done);
  try {
    extension.cascade(act, std::move(done));
  } catch (const std::exception& error) {
    call.threw(error.what());
    return;
  } catch (...) {
    call.threw(std::string(kThrewNoException));
    return;
  }
  call.returned();
}

}  // namespace

void guarded_cascade(Extension& extension, const Act& act, Completion&& done) {
  guarded(extension, act, std::move(done));
}

void guarded_cascade(BranchExtension& extension, const Act& act, Completion&& done) {
  guarded(extension, act, std::move(done));
}

}  // namespace cascade
