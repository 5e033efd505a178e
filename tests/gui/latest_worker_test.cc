// SPDX-License-Identifier: Apache-2.0
#include "gui/model/latest_worker.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <latch>
#include <memory>

namespace cascade::gui {

TEST_CASE("Latest worker: the newest question is answered, those between are not",
          "[gui][worker][threads]") {
  std::atomic<int> woken = 0;
  std::atomic<int> begun = 0;
  std::latch started(1);
  std::latch go_on(1);
  auto owner = std::make_unique<LatestWorker<int>>([&] { ++woken; });
  LatestWorker<int>& worker = *owner;
  CHECK_FALSE(worker.busy());
  worker.ask([&](const std::stop_token&) {
    started.count_down();
    go_on.wait();
    return 1;
  });
  started.wait();
  for (int i = 2; i <= 5; ++i) {
    worker.ask([&, i](const std::stop_token&) {
      ++begun;
      return i;
    });
  }
  CHECK(worker.busy());
  go_on.count_down();
  worker.wait();
  CHECK(begun == 1);
  CHECK(worker.take() == 5);
  CHECK_FALSE(worker.take());
  CHECK_FALSE(worker.busy());
  owner.reset();
  CHECK(woken == 2);
}

TEST_CASE("Latest worker: what is cancelled is asked to stop and never answers",
          "[gui][worker][threads]") {
  std::latch started(1);
  std::atomic<bool> stopped = false;
  LatestWorker<int> worker(nullptr);
  const auto until_stopped = [&](const std::stop_token& stop) {
    started.count_down();
    while (!stop.stop_requested()) std::this_thread::yield();
    stopped = true;
    return 1;
  };
  SECTION("by a cancel") {
    worker.ask(until_stopped);
    started.wait();
    worker.cancel();
    worker.wait();
    CHECK_FALSE(worker.take());
  }
  SECTION("by another question") {
    worker.ask(until_stopped);
    started.wait();
    worker.ask_instead([](const std::stop_token&) { return 2; });
    worker.wait();
    CHECK(worker.take() == 2);
  }
  CHECK(stopped);
}

TEST_CASE("Latest worker: its end stops what runs", "[gui][worker][threads]") {
  std::latch started(1);
  std::atomic<bool> stopped = false;
  {
    LatestWorker<int> worker(nullptr);
    worker.ask([&](const std::stop_token& stop) {
      started.count_down();
      while (!stop.stop_requested()) std::this_thread::yield();
      stopped = true;
      return 1;
    });
    started.wait();
  }
  CHECK(stopped);
}

}  // namespace cascade::gui
