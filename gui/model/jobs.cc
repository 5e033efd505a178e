// SPDX-License-Identifier: Apache-2.0
// A job ends by posting its delivery like any other call; its thread is joined there.
#include "gui/model/jobs.h"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

namespace cascade::gui {
namespace {

using namespace std::chrono_literals;

constexpr Duration kEnoughForRates = 500ms;

std::optional<Duration> remaining(std::uint64_t done, std::uint64_t total, Duration elapsed) {
  if (done == 0 || total < done || elapsed < kEnoughForRates) return std::nullopt;
  // Divided first where the product could be too large.
  return Duration{elapsed.count() / 1000 * static_cast<std::int64_t>((total - done) * 1000 / done)};
}

}  // namespace

struct Jobs::Job {
  std::uint64_t id = 0;
  std::string name;
  Options options;
  Progress progress;
  Duration elapsed{};
  std::string_view phase{};  ///< When `phase_elapsed` began to count.
  Duration phase_elapsed{};
  bool stopping = false;
  bool dropped = false;
  std::jthread thread;  ///< Last: it uses the rest.
};

Jobs::Jobs(std::function<void()> wake) : wake_(std::move(wake)) {}

Jobs::~Jobs() {
  for (const auto& job : jobs_) job->thread.request_stop();
  jobs_.clear();
}

std::uint64_t Jobs::start(std::string name, Work work) {
  return start(std::move(name), std::move(work), Options{});
}

std::uint64_t Jobs::start(std::string name, Work work, Options options) {
  auto job = std::make_unique<Job>();
  job->id = next_id_++;
  job->name = std::move(name);
  job->options = std::move(options);
  Job& started = *job;
  jobs_.push_back(std::move(job));
  started.thread = std::jthread([this, id = started.id, &progress = started.progress,
                                 run = std::move(work)](const std::stop_token& stop) {
    Deliver deliver = run(progress, stop);
    post([this, id, made = std::move(deliver)] { finished(id, made); });
  });
  return started.id;
}

Jobs::Job* Jobs::find(std::uint64_t id) {
  const auto found =
      std::find_if(jobs_.begin(), jobs_.end(), [&](const auto& job) { return job->id == id; });
  return found == jobs_.end() ? nullptr : found->get();
}

void Jobs::stop(std::uint64_t id) {
  Job* const job = find(id);
  if (job == nullptr) return;
  job->stopping = true;
  if (job->options.stop) {
    job->options.stop();
  } else {
    job->thread.request_stop();
  }
}

void Jobs::stop_all() {
  for (const auto& job : jobs_) stop(job->id);
}

void Jobs::drop(std::uint64_t id) {
  Job* const job = find(id);
  if (job == nullptr) return;
  job->stopping = true;
  job->dropped = true;
  job->thread.request_stop();
}

void Jobs::post(std::function<void()> call) {
  {
    const MutexLock lock(mutex_);
    posted_.push_back(std::move(call));
  }
  wake_();
}

void Jobs::finished(std::uint64_t id, const Deliver& deliver) {
  const auto found =
      std::find_if(jobs_.begin(), jobs_.end(), [&](const auto& job) { return job->id == id; });
  const bool dropped = (*found)->dropped;
  jobs_.erase(found);  // joins: the thread has nothing left to do
  if (dropped || !deliver) return;
  if (Result<void> done = deliver(); !done) errors_.push_back(std::move(done).error());
}

bool Jobs::collect(Duration elapsed) {
  for (const auto& job : jobs_) {
    job->elapsed += elapsed;
    job->phase_elapsed += elapsed;
    if (std::exchange(job->phase, job->progress.what()) != job->phase) job->phase_elapsed = {};
  }
  std::vector<std::function<void()>> calls;
  {
    const MutexLock lock(mutex_);
    calls.swap(posted_);
  }
  for (const auto& call : calls) call();
  std::uint64_t seen = 0;
  for (const auto& job : jobs_) seen += job->progress.done() + job->progress.total();
  return std::exchange(progress_seen_, seen) != seen || !calls.empty();
}

std::vector<Error> Jobs::take_errors() {
  return std::exchange(errors_, {});
}

std::vector<JobView> Jobs::views() const {
  std::vector<JobView> views;
  for (const auto& job : jobs_) {
    JobView view;
    view.id = job->id;
    view.name = job->name;
    view.what = job->progress.what();
    view.done = job->progress.done();
    view.total = job->progress.total();
    view.elapsed = job->elapsed;
    view.stopping = job->stopping;
    view.remaining = remaining(view.done, view.total, job->phase_elapsed);
    if (job->phase_elapsed >= kEnoughForRates) {
      const auto milliseconds = static_cast<std::uint64_t>(job->phase_elapsed / 1ms);
      view.per_second = view.done * 1000 / milliseconds;
    }
    views.push_back(std::move(view));
  }
  return views;
}

bool Jobs::awaited() const {
  return std::any_of(jobs_.begin(), jobs_.end(),
                     [](const auto& job) { return job->options.awaited && !job->dropped; });
}

}  // namespace cascade::gui
