// SPDX-License-Identifier: Apache-2.0
#include "gui/model/jobs.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <latch>
#include <string>

#include "tests/support/fake_host.h"

namespace cascade::gui {
namespace {

using namespace std::chrono_literals;

struct JobsBench {
  test::FakeHost host;
  Jobs jobs{[this] { host.wake(); }};

  void settle() {
    while (!jobs.idle()) {
      host.wait();
      jobs.collect({});
    }
  }
};

TEST_CASE("Jobs: what was made is delivered by collect, errors are kept", "[gui][jobs][threads]") {
  JobsBench bench;
  int made = 0;
  bench.jobs.start("adding", [&](Progress&, const std::stop_token&) {
    return [&]() -> Result<void> {
      made = 42;
      return {};
    };
  });
  bench.jobs.start("failing", [](Progress&, const std::stop_token&) {
    return []() -> Result<void> { return input_error("no such thing"); };
  });
  CHECK(made == 0);
  CHECK(bench.jobs.awaited());
  bench.settle();
  CHECK(made == 42);
  const auto errors = bench.jobs.take_errors();
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].message == "no such thing");
  CHECK(bench.jobs.take_errors().empty());
  CHECK_FALSE(bench.jobs.awaited());
}

TEST_CASE("Jobs: posted calls come before what is delivered later", "[gui][jobs][threads]") {
  JobsBench bench;
  std::string order;
  bench.jobs.start("posting", [&](Progress&, const std::stop_token&) {
    bench.jobs.post([&] { order += "posted "; });
    return [&]() -> Result<void> {
      order += "delivered";
      return {};
    };
  });
  bench.settle();
  CHECK(order == "posted delivered");
}

TEST_CASE("Jobs: stop asks the work or whoever knows better, drop forgets it",
          "[gui][jobs][threads]") {
  JobsBench bench;
  std::latch stopped(1);
  std::string said;
  const auto until_stopped = [&](const std::string& name) {
    return [&said, name](Progress&, const std::stop_token& stop) -> Jobs::Deliver {
      while (!stop.stop_requested()) std::this_thread::yield();
      return [&said, name]() -> Result<void> {
        said += name;
        return {};
      };
    };
  };
  const auto first = bench.jobs.start("first", until_stopped("first "));
  const auto second = bench.jobs.start("second", until_stopped("second "));
  Jobs::Options options;
  options.stop = [&] { stopped.count_down(); };
  options.awaited = false;
  const auto third = bench.jobs.start(
      "third",
      [&](Progress&, const std::stop_token&) -> Jobs::Deliver {
        stopped.wait();
        return {};
      },
      std::move(options));
  CHECK(bench.jobs.views().size() == 3);
  bench.jobs.stop(first);
  bench.jobs.drop(second);
  bench.jobs.stop(third);
  bench.jobs.stop(99);
  for (const JobView& view : bench.jobs.views()) CHECK(view.stopping);
  bench.settle();
  CHECK(said == "first ");
}

TEST_CASE("Jobs: progress gives rate and remaining time", "[gui][jobs][threads]") {
  JobsBench bench;
  std::latch half(1);
  std::latch go_on(1);
  bench.jobs.start("counting", [&](Progress& progress, const std::stop_token&) -> Jobs::Deliver {
    progress.begin("counting", 100);
    progress.set(25, 100);
    half.count_down();
    go_on.wait();
    return {};
  });
  half.wait();
  bench.jobs.collect(0ms);
  CHECK(bench.jobs.collect(1s) == false);
  const auto views = bench.jobs.views();
  REQUIRE(views.size() == 1);
  CHECK(views[0].name == "counting");
  CHECK(views[0].what == "counting");
  CHECK(views[0].done == 25);
  CHECK(views[0].total == 100);
  CHECK(views[0].elapsed == Duration{1s});
  CHECK(views[0].per_second == 25);
  CHECK(views[0].remaining == Duration{3s});
  go_on.count_down();
  bench.settle();
}

TEST_CASE("Jobs: the end asks what works to stop and delivers nothing", "[gui][jobs][threads]") {
  bool delivered = false;
  {
    JobsBench bench;
    bench.jobs.start("endless", [&](Progress&, const std::stop_token& stop) -> Jobs::Deliver {
      while (!stop.stop_requested()) std::this_thread::yield();
      return [&]() -> Result<void> {
        delivered = true;
        return {};
      };
    });
  }
  CHECK_FALSE(delivered);
}

}  // namespace
}  // namespace cascade::gui
