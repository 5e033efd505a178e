// SPDX-License-Identifier: Apache-2.0
// What works in the background: each job has a name, a thread of its own, progress that can be
// looked at and a way to be stopped. What a job has made is delivered on the UI's thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/mutex.h"
#include "engine/result.h"
#include "engine/time.h"
#include "gui/model/progress.h"

namespace cascade::gui {

/// One job, as the status bar shows it. Thread: the UI's.
struct JobView {
  std::uint64_t id = 0;
  std::string name;  ///< "running delete-zone"
  std::string what;  ///< What it is at: "generating the world"
  std::uint64_t done = 0;
  std::uint64_t total = 0;       ///< 0: not known.
  Duration elapsed{};            ///< Real time.
  std::uint64_t per_second = 0;  ///< Of `done`; 0: too early to say.
  std::optional<Duration> remaining;
  bool stopping = false;
};

/// Thread: the UI's, except post().
class Jobs {
 public:
  /// Handed back by the work, called on the UI's thread; an error is told to the user.
  using Deliver = std::function<Result<void>()>;
  /// Runs on the job's thread. After a stop request it returns soon; what it has made by then is
  /// delivered as well, unless it was dropped.
  using Work = std::function<Deliver(Progress&, const std::stop_token&)>;

  struct Options {
    bool awaited = true;         ///< Scripts wait for it.
    std::function<void()> stop;  ///< What stop() does; empty: requests the work's stop.
  };

  /// `wake` may be called by any thread.
  explicit Jobs(std::function<void()> wake);
  /// Asks all to stop and waits for them; nothing is delivered any more.
  ~Jobs();
  Jobs(const Jobs&) = delete;
  Jobs& operator=(const Jobs&) = delete;

  std::uint64_t start(std::string name, Work work, Options options);
  std::uint64_t start(std::string name, Work work);
  /// As the user's stop button does; unknown ids are passed over.
  void stop(std::uint64_t id);
  void stop_all();
  /// Stops it, and its result is not of interest any more.
  void drop(std::uint64_t id);
  /// Calls `call` in the next collect(), before anything that is delivered later. Any thread.
  void post(std::function<void()> call);

  /// Delivers what is finished. True: something was, or progress has been made.
  bool collect(Duration elapsed);
  /// The errors of deliveries since the last call.
  std::vector<Error> take_errors();

  /// Longest running first.
  [[nodiscard]] std::vector<JobView> views() const;
  [[nodiscard]] bool idle() const { return jobs_.empty(); }
  /// Something is under way that scripts wait for.
  [[nodiscard]] bool awaited() const;

 private:
  struct Job;
  void finished(std::uint64_t id, const Deliver& deliver);
  [[nodiscard]] Job* find(std::uint64_t id);

  const std::function<void()> wake_;
  std::vector<std::unique_ptr<Job>> jobs_;
  std::vector<Error> errors_;
  std::uint64_t next_id_ = 1;
  std::uint64_t progress_seen_ = 0;

  Mutex mutex_;
  std::vector<std::function<void()>> posted_ CASCADE_GUARDED_BY(mutex_);
};

}  // namespace cascade::gui
