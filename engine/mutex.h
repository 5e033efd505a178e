// SPDX-License-Identifier: Apache-2.0
// A mutex that clang can check: which fields it guards and which functions need it are written
// next to them and verified at compile time (-Wthread-safety). Other compilers see plain
// std::mutex and std::condition_variable.
#pragma once

#include <condition_variable>
#include <mutex>

#include "engine/time.h"

#if defined(__clang__)
#define CASCADE_THREAD_ANNOTATION(x) __attribute__((x))
#else
#define CASCADE_THREAD_ANNOTATION(x)
#endif
#define CASCADE_CAPABILITY(x) CASCADE_THREAD_ANNOTATION(capability(x))
#define CASCADE_SCOPED_CAPABILITY CASCADE_THREAD_ANNOTATION(scoped_lockable)
#define CASCADE_GUARDED_BY(x) CASCADE_THREAD_ANNOTATION(guarded_by(x))
#define CASCADE_REQUIRES(...) CASCADE_THREAD_ANNOTATION(requires_capability(__VA_ARGS__))
#define CASCADE_EXCLUDES(...) CASCADE_THREAD_ANNOTATION(locks_excluded(__VA_ARGS__))
#define CASCADE_ACQUIRE(...) CASCADE_THREAD_ANNOTATION(acquire_capability(__VA_ARGS__))
#define CASCADE_RELEASE(...) CASCADE_THREAD_ANNOTATION(release_capability(__VA_ARGS__))

namespace cascade {

class CASCADE_CAPABILITY("mutex") Mutex {
 public:
  void lock() CASCADE_ACQUIRE() { mutex_.lock(); }
  void unlock() CASCADE_RELEASE() { mutex_.unlock(); }

 private:
  friend class CondVar;
  std::mutex mutex_;
};

/// Holds the mutex from construction to destruction.
class CASCADE_SCOPED_CAPABILITY MutexLock {
 public:
  explicit MutexLock(Mutex& mutex) CASCADE_ACQUIRE(mutex) : mutex_(mutex) { mutex_.lock(); }
  ~MutexLock() CASCADE_RELEASE() { mutex_.unlock(); }
  MutexLock(const MutexLock&) = delete;
  MutexLock& operator=(const MutexLock&) = delete;

 private:
  Mutex& mutex_;
};

/// Waits may wake up for no reason: always in a loop that checks the condition.
class CondVar {
 public:
  void wait(Mutex& mutex) CASCADE_REQUIRES(mutex) {
    std::unique_lock<std::mutex> lock(mutex.mutex_, std::adopt_lock);
    variable_.wait(lock);
    lock.release();
  }
  /// Wakes up after `duration` of real time at the latest.
  void wait_for(Mutex& mutex, Duration duration) CASCADE_REQUIRES(mutex) {
    std::unique_lock<std::mutex> lock(mutex.mutex_, std::adopt_lock);
    variable_.wait_for(lock, duration);
    lock.release();
  }
  void notify_one() { variable_.notify_one(); }
  void notify_all() { variable_.notify_all(); }

 private:
  std::condition_variable variable_;
};

}  // namespace cascade
