// SPDX-License-Identifier: Apache-2.0
#include "engine/thread_runner.h"

#include <algorithm>
#include <atomic>
#include <deque>
#include <string>
#include <thread>
#include <utility>

#include "engine/mutex.h"
#include "engine/real_clock.h"
#include "engine/time_text.h"

namespace cascade {

/// Where answers and calls wait for the executor's thread. Any thread may give. Counted by the
/// runner and by every completion that points here: the last one deletes it, so an answer that
/// comes after the end of the runner finds a closed inbox and not freed memory.
class ThreadRunner::Inbox final : public CompletionPort {
 public:
  Completion make_completion(const Attempt& attempt) {
    references_.fetch_add(1, std::memory_order_relaxed);
    return {*this, attempt};
  }

  void complete(const Attempt& attempt, ActResult&& result) override {
    give(attempt, std::move(result));
    release();
  }
  void abandon(const Attempt& attempt) override {
    complete(attempt, ActResult::failed("the extension dropped its completion without an answer"));
  }
  void threw(const Attempt& attempt, std::string what) override {
    give(attempt, ActResult::failed(std::move(what)));
  }
  void post(std::function<void()> call) {
    Arrival arrival;
    arrival.kind = Arrival::Kind::Posted;
    arrival.posted = std::move(call);
    give(std::move(arrival));
  }

  /// Swaps everything given so far into `given`, which is empty. When there is nothing yet, waits
  /// for `patience` at most.
  void take(std::vector<Arrival>& given, Duration patience) CASCADE_EXCLUDES(mutex_) {
    const MutexLock lock(mutex_);
    if (given_.empty() && patience > Duration::zero()) {
      waiting_ = true;
      something_given_.wait_for(mutex_, patience);
      waiting_ = false;
    }
    given_.swap(given);
  }

  /// The runner is gone: nobody will take anything any more.
  void close() CASCADE_EXCLUDES(mutex_) {
    std::vector<Arrival> dropped;  // calls may own anything: destroyed outside the lock
    {
      const MutexLock lock(mutex_);
      closed_ = true;
      dropped.swap(given_);
    }
    release();
  }

 private:
  ~Inbox() = default;

  void give(const Attempt& attempt, ActResult&& result) {
    Arrival arrival;
    arrival.attempt = attempt;
    arrival.outcome = result.outcome;
    arrival.message = std::move(result.message);
    give(std::move(arrival));
  }
  void give(Arrival&& arrival) CASCADE_EXCLUDES(mutex_) {
    const MutexLock lock(mutex_);
    if (closed_) return;
    given_.push_back(std::move(arrival));
    if (waiting_) something_given_.notify_one();
  }
  void release() {
    if (references_.fetch_sub(1, std::memory_order_acq_rel) == 1) delete this;
  }

  std::atomic<std::size_t> references_{1};
  Mutex mutex_;
  CondVar something_given_;
  std::vector<Arrival> given_ CASCADE_GUARDED_BY(mutex_);
  bool waiting_ CASCADE_GUARDED_BY(mutex_) = false;
  bool closed_ CASCADE_GUARDED_BY(mutex_) = false;
};

struct ThreadRunner::Task {
  Act act;
  Performer* performer;
  std::shared_ptr<const void> keep_alive;
};

class ThreadRunner::Pool {
 public:
  Pool(unsigned threads, Inbox& inbox) : inbox_(inbox) {
    for (unsigned i = 0; i < std::max(1U, threads); ++i) {
      threads_.emplace_back([this] { work(); });
    }
  }
  ~Pool() {
    std::deque<Task> dropped;
    {
      const MutexLock lock(mutex_);
      stopping_ = true;
      dropped.swap(tasks_);
    }
    something_to_do_.notify_all();
    threads_.clear();  // joins
  }
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  /// Takes all tasks; leaves `tasks` empty.
  void add(std::vector<Task>& tasks) CASCADE_EXCLUDES(mutex_) {
    const std::size_t count = tasks.size();
    {
      const MutexLock lock(mutex_);
      for (Task& task : tasks) tasks_.push_back(std::move(task));
    }
    tasks.clear();
    if (count == 1) {
      something_to_do_.notify_one();
    } else {
      something_to_do_.notify_all();
    }
  }

 private:
  void work() {
    while (std::optional<Task> task = take()) {
      task->performer->perform(task->act, inbox_.make_completion(task->act.attempt));
    }
  }
  std::optional<Task> take() CASCADE_EXCLUDES(mutex_) {
    const MutexLock lock(mutex_);
    while (tasks_.empty() && !stopping_) something_to_do_.wait(mutex_);
    if (stopping_) return std::nullopt;
    std::optional<Task> task(std::move(tasks_.front()));
    tasks_.pop_front();
    return task;
  }

  Inbox& inbox_;
  Mutex mutex_;
  CondVar something_to_do_;
  std::deque<Task> tasks_ CASCADE_GUARDED_BY(mutex_);
  bool stopping_ CASCADE_GUARDED_BY(mutex_) = false;
  std::vector<std::jthread> threads_;
};

std::size_t ThreadRunner::AttemptHash::operator()(const Attempt& attempt) const {
  const std::uint64_t key = (std::uint64_t{value(attempt.run)} << 32) ^ value(attempt.act) ^
                            (std::uint64_t{attempt.number} << 56);
  return static_cast<std::size_t>(key * 0x9E3779B97F4A7C15ULL >> 7);
}

ThreadRunner::ThreadRunner(const ThreadRunnerOptions& options)
    : own_clock_(options.clock == nullptr ? std::make_unique<RealClock>() : nullptr),
      clock_(options.clock == nullptr ? own_clock_.get() : options.clock),
      inbox_(new Inbox),
      pool_(std::make_unique<Pool>(options.threads, *inbox_)) {}

ThreadRunner::~ThreadRunner() {
  pool_.reset();
  inbox_->close();
}

void ThreadRunner::start(const Act& act, Performer& performer) {
  constexpr std::size_t kBatch = 64;
  const Duration timeout = act.row().timeout;
  WaitingList& list = waiting_[timeout];
  list.push_back({act.attempt, saturated_add(now(), timeout)});
  places_.emplace(act.attempt, Place{&list, std::prev(list.end())});
  started_.push_back({act, &performer, performer.keep_alive()});
  if (started_.size() >= kBatch) hand_over();
}

void ThreadRunner::set_timer(Instant at, std::uint64_t token) {
  timers_.emplace(at, token);
}

void ThreadRunner::post(std::function<void()> call) {
  inbox_->post(std::move(call));
}

bool ThreadRunner::next(Arrival& arrival) {
  constexpr Duration kPatience = std::chrono::minutes{1};  // keeps sums of durations in range
  for (;;) {
    // What was given goes first: an answer that waits in the inbox came in time.
    if (take_given(arrival) || take_due(arrival)) return true;
    hand_over();
    seen_ = now();
    const std::optional<Instant> deadline = next_deadline();
    inbox_->take(given_, deadline ? std::min(*deadline - seen_, kPatience) : Duration::zero());
    if (given_.empty() && !deadline) return false;
  }
}

void ThreadRunner::hand_over() {
  if (!started_.empty()) pool_->add(started_);
}

bool ThreadRunner::take_given(Arrival& arrival) {
  if (given_next_ == given_.size()) {
    given_.clear();
    given_next_ = 0;
    return false;
  }
  arrival = std::move(given_[given_next_++]);
  if (arrival.kind != Arrival::Kind::Answer) return true;
  const auto place = places_.find(arrival.attempt);
  if (place != places_.end()) {
    place->second.list->erase(place->second.at);
    places_.erase(place);
  }
  return true;
}

bool ThreadRunner::take_due(Arrival& arrival) {
  if (!timers_.empty() && timers_.begin()->first <= seen_) {
    arrival.kind = Arrival::Kind::Timer;
    arrival.token = timers_.begin()->second;
    timers_.erase(timers_.begin());
    return true;
  }
  for (auto& [timeout, list] : waiting_) {
    if (list.empty() || list.front().deadline > seen_) continue;
    arrival.kind = Arrival::Kind::Answer;
    arrival.attempt = list.front().attempt;
    arrival.outcome = Outcome::TimedOut;
    arrival.message = "no answer within " + to_text(timeout);
    places_.erase(arrival.attempt);
    list.pop_front();
    return true;
  }
  return false;
}

std::optional<Instant> ThreadRunner::next_deadline() const {
  std::optional<Instant> first;
  if (!timers_.empty()) first = timers_.begin()->first;
  for (const auto& [timeout, list] : waiting_) {
    if (list.empty()) continue;
    first = first ? std::min(*first, list.front().deadline) : list.front().deadline;
  }
  return first;
}

}  // namespace cascade
