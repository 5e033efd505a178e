// SPDX-License-Identifier: Apache-2.0
// Computes on a thread of its own what a panel shows, when only the newest question counts:
// layouts, outlines, maps. A question that comes while another is being answered replaces the one
// that waits. The panel goes on with the answer it has until the next one is there.
#pragma once

#include <functional>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>

#include "engine/mutex.h"

namespace cascade::gui {

/// Thread: one, beside its own. Its destructor asks what runs to stop and waits for it.
template <class Answer>
class LatestWorker {
 public:
  using Work = std::function<Answer(std::stop_token)>;

  /// `wake` is called on the worker's thread when an answer can be taken; may be empty.
  explicit LatestWorker(std::function<void()> wake) : wake_(std::move(wake)) {}
  ~LatestWorker() {
    thread_.request_stop();
    const MutexLock lock(mutex_);
    stop_.request_stop();
    changed_.notify_all();
  }
  LatestWorker(const LatestWorker&) = delete;
  LatestWorker& operator=(const LatestWorker&) = delete;

  /// The thread is started by the first question. What is being answered goes on.
  void ask(Work work) {
    {
      const MutexLock lock(mutex_);
      next_ = std::move(work);
      changed_.notify_all();
    }
    if (!thread_.joinable()) {
      thread_ = std::jthread([this](const std::stop_token& end) { loop(end); });
    }
  }
  /// The same, and what is being answered is asked to stop; its answer is dropped.
  void ask_instead(Work work) {
    cancel();
    ask(std::move(work));
  }
  /// Nothing that was asked is of interest any more.
  void cancel() {
    const MutexLock lock(mutex_);
    next_ = nullptr;
    answer_.reset();
    dropped_ = true;
    stop_.request_stop();
    changed_.notify_all();
  }

  /// The newest answer that was not taken yet.
  std::optional<Answer> take() {
    const MutexLock lock(mutex_);
    return std::exchange(answer_, std::nullopt);
  }
  /// Something is being answered, or an answer was not taken yet.
  [[nodiscard]] bool busy() const {
    const MutexLock lock(mutex_);
    return next_ != nullptr || working_ || answer_.has_value();
  }
  /// Until nothing is being answered any more.
  void wait() {
    const MutexLock lock(mutex_);
    while (next_ != nullptr || working_) changed_.wait(mutex_);
  }

 private:
  void loop(const std::stop_token& end) {
    for (;;) {
      Work work;
      std::stop_token stop;
      {
        const MutexLock lock(mutex_);
        while (next_ == nullptr && !end.stop_requested()) changed_.wait(mutex_);
        if (end.stop_requested()) return;
        work = std::exchange(next_, nullptr);
        working_ = true;
        dropped_ = false;
        stop_ = std::stop_source();
        stop = stop_.get_token();
      }
      std::optional<Answer> made(work(stop));
      work = nullptr;
      if (keep(std::move(made)) && wake_) wake_();
    }
  }

  // False: nobody wants it any more.
  bool keep(std::optional<Answer> made) {
    const MutexLock lock(mutex_);
    working_ = false;
    changed_.notify_all();
    if (dropped_) return false;
    answer_ = std::move(made);
    return true;
  }

  const std::function<void()> wake_;
  mutable Mutex mutex_;
  CondVar changed_;
  Work next_ CASCADE_GUARDED_BY(mutex_);
  std::optional<Answer> answer_ CASCADE_GUARDED_BY(mutex_);
  std::stop_source stop_ CASCADE_GUARDED_BY(mutex_);
  bool working_ CASCADE_GUARDED_BY(mutex_) = false;
  bool dropped_ CASCADE_GUARDED_BY(mutex_) = false;  ///< Nobody wants what is being answered.
  std::jthread thread_;
};

}  // namespace cascade::gui
