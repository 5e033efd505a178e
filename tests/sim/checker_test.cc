// SPDX-License-Identifier: Apache-2.0
// The checkers against planted mistakes: event streams that no executor should send. A checker that
// lets one of them pass fails here; so does one that cries wolf. Extensions that misbehave are in
// checker_changes_test.cc.
#include "sim/run/checker.h"

#include <catch2/catch.hpp>
#include <functional>

#include "engine/sinks.h"
#include "tests/sim/checker_stage.h"

namespace cascade::sim {

TEST_CASE("Checker: a run as it should be has nothing to complain about", "[sim][checker]") {
  const TextWorld text("z1 > c1 > h1 > v1  h1 > v2  c1 > h2");
  for (const Schedule schedule : {Schedule::Sequential, Schedule::ByStep, Schedule::ByResource}) {
    Stage stage(text, "z1", with(schedule));
    stage.begin().start("h>v:v1 h>v:v2").end("h>v:v2 h>v:v1").start("c>h:h1 c>h:h2");
    stage.end("c>h:h1 c>h:h2").act("z>c:c1 z1");
    CHECK(stage.end_run().empty());
  }
}

TEST_CASE("Checker: an act that starts before what is below it is caught", "[sim][checker]") {
  const TextWorld text("z1 > h1 > v1  h1 > v2  z1 > h2");
  Stage stage(text, "z1");
  stage.begin().act("h>v:v1").start("h>v:v2").act("z>h:h2").start("z>h:h1");
  CHECK(stage.found() == "below");
  const std::string& line = stage.checker().violations()[0].text;
  INFO(line);
  CHECK(line.find("Host") == std::string::npos);
  CHECK(line.find("(delete h/2, z->h) acts before what is below it has ended: act ") !=
        std::string::npos);
  CHECK(line.find("(delete v/3, h->v)") != std::string::npos);
}

TEST_CASE("Checker: under per_path an act waits for its own branch only", "[sim][checker]") {
  const TextWorld text("z1 > a1 > x1 > y1  z1 > b1 > x1");
  Stage stage(text, "z1");
  stage.begin().start("x>y:y1").start("z>b:b1");
  CHECK(stage.found() == "below");  // b1 has x1 below it in its branch
}

TEST_CASE("Checker: under union an act waits for all that is linked below its resource",
          "[sim][checker]") {
  const TextWorld text("z1 > a1 > x1 > y1  z1 > b1 > x1");
  Stage stage(text, "z1", {}, Merge::Union);
  stage.begin().start("x>y:y1").start("a>x:x1");
  CHECK(stage.found() == "below");
  Stage good(text, "z1", {}, Merge::Union);
  good.begin().act("x>y:y1 a>x:x1 z>a:a1 b>x:x1 z>b:b1 z1");
  CHECK(good.end_run().empty());
}

TEST_CASE("Checker: an act that needs nobody must still wait for what is below it",
          "[sim][checker]") {
  TextWorld text("z1 > h1=nothing  h1 > v1  z1");
  text.data().reactions["h"] = {{.name = "delete"},
                                {.name = "stop"},
                                {.name = "nothing", .shows_children = true, .nothing = true}};
  Stage stage(text, "z1");
  stage.begin().start("h>v:v1").end("z>h:h1");
  CHECK(stage.found() == "below");
}

TEST_CASE("Checker: two acts on one resource out of plan order are caught", "[sim][checker]") {
  const TextWorld text("z1 > a1 > x1  z1 > b1 > x1");
  Stage stage(text, "z1");
  stage.begin().start("b>x:x1");
  CHECK(stage.found() == "resource");
  Stage together(text, "z1");
  together.begin().start("a>x:x1 b>x:x1");
  CHECK(together.found() == "resource");
}

TEST_CASE("Checker: conflicting touches out of plan order are caught", "[sim][checker]") {
  TextWorld text("z1 > a1=clear  z1 > b1=clear  z1 > c1");
  Access first = Access::Write;
  Access second = Access::Read;
  const TypeId shared = text.type("c");
  text.data().on_footprint = [&](const CascadeAction&, ResourceIndex, ReactionId,
                                 AccessSink& sink) {
    // Asked for a first: its step comes first.
    static_cast<void>(shared);
    sink.touch({shared, 5}, first);
    std::swap(first, second);
  };
  const auto found = [&](Access one, Access other) {
    first = one;
    second = other;
    Stage stage(text, "z1");
    stage.begin().start("z>b:b1");
    return stage.found();
  };
  CHECK(found(Access::Write, Access::Read) == "conflict");
  CHECK(found(Access::Read, Access::Write) == "conflict");
  CHECK(found(Access::Write, Access::Write) == "conflict");
  CHECK(found(Access::Add, Access::Read) == "conflict");
  CHECK(found(Access::Write, Access::Add) == "conflict");
  CHECK(found(Access::Read, Access::Read).empty());
  CHECK(found(Access::Add, Access::Add).empty());
}

TEST_CASE("Checker: a touch and an act on the touched resource follow plan order",
          "[sim][checker]") {
  TextWorld text("z1 > a1=clear  z1 > c1");
  const TypeId shared = text.type("c");
  Access access = Access::Read;
  text.data().on_footprint = [&](const CascadeAction&, ResourceIndex, ReactionId,
                                 AccessSink& sink) {
    sink.touch({shared, 1}, access);
  };
  for (const Access each : {Access::Read, Access::Write, Access::Add}) {
    access = each;
    Stage stage(text, "z1");
    stage.begin().start("z>c:c1");
    CHECK(stage.found() == "conflict");
    Stage good(text, "z1");
    good.begin().act("z>a:a1 z>c:c1 z1");
    CHECK(good.end_run().empty());
  }
}

TEST_CASE("Checker: a root that does not wait for all is caught", "[sim][checker]") {
  // v1 is linked to h1, which hides it: no link leads from it to the root.
  const TextWorld text("z1 > h1 > v1  z1 > w1");
  Stage stage(text, "z1");
  stage.begin().act("h>v:v1 z>h:h1").start("z1");
  CHECK(stage.found() == "root");
}

TEST_CASE("Checker: acts that wait for a failed one must not start", "[sim][checker]") {
  const TextWorld text("z1 > h1 > v1  z1 > h2 > v2");
  for (const Outcome outcome : {Outcome::Failed, Outcome::TimedOut, Outcome::Blocked}) {
    Stage stage(text, "z1", with(FailurePolicy::Isolate));
    stage.begin();
    if (outcome != Outcome::Blocked) stage.start("h>v:v1");
    stage.end("h>v:v1", outcome).act("h>v:v2 z>h:h2");
    CHECK(stage.found().empty());
    stage.start("z>h:h1");
    CHECK(stage.found() == "failure");
    stage.end("z>h:h1").start("z1");
    CHECK(stage.found() == "failure failure");
  }
  Stage force(text, "z1", with(FailurePolicy::Force));
  force.begin().start("h>v:v1").end("h>v:v1", Outcome::Failed).act("h>v:v2 z>h:h1 z>h:h2 z1");
  CHECK(force.end_run().empty());
}

TEST_CASE("Checker: later acts on a failed resource must not start", "[sim][checker]") {
  const TextWorld text("z1 > a1 > x1  z1 > b1 > x1");
  Stage stage(text, "z1", with(FailurePolicy::Isolate));
  stage.begin().start("a>x:x1").end("a>x:x1", Outcome::Failed).start("b>x:x1");
  CHECK(stage.found() == "failure");
}

TEST_CASE("Checker: a failed root stands in no other root's way, unless all stop",
          "[sim][checker]") {
  const TextWorld text("z1 > h1  z2 > h1");
  Stage isolate(text, "z1 z2", with(FailurePolicy::Isolate));
  isolate.begin().act("z>h:h1").start("z1").end("z1", Outcome::Failed).act("z2");
  CHECK(isolate.end_run().empty());
  Stage stop(text, "z1 z2", with(FailurePolicy::Stop));
  stop.begin().act("z>h:h1").start("z1").end("z1", Outcome::Failed).act("z2");
  CHECK(stop.end_run() == "failure");
}

TEST_CASE("Checker: an ignored failure stands in nobody's way", "[sim][checker]") {
  TextWorld text("z1 > h1 > v1");
  text.data().reactions["v"] = {{.name = "delete", .failure_ignored = true}};
  Stage stage(text, "z1");
  stage.begin().start("h>v:v1").end("h>v:v1", Outcome::Failed).act("z>h:h1 z1");
  CHECK(stage.end_run().empty());
}

TEST_CASE("Checker: after a failure the policy stop starts nothing more", "[sim][checker]") {
  const TextWorld text("z1 > h1 > v1  z1 > h2 > v2  z1 > w1");
  Stage stage(text, "z1", with(FailurePolicy::Stop));
  stage.begin().start("h>v:v1").end("h>v:v1", Outcome::Failed).start("h>v:v2");
  CHECK(stage.found() == "failure");

  RunOptions options = with(FailurePolicy::Stop);
  options.schedule = Schedule::Sequential;
  Stage sequential(text, "z1", options);
  sequential.begin().start("h>v:v1").end("h>v:v1", Outcome::Failed).act("h>v:v2");
  CHECK(sequential.found().empty());
  sequential.start("z>h:h2");
  CHECK(sequential.found() == "failure");
}

TEST_CASE("Checker: the barriers of the schedules are watched", "[sim][checker]") {
  const TextWorld text("z1 > h1 > v1  z1 > h2 > v2  z1 > w1");
  Stage by_step(text, "z1", with(Schedule::ByStep));
  by_step.begin().act("h>v:v1").start("z>h:h1");
  CHECK(by_step.found() == "schedule");
  Stage sequential(text, "z1", with(Schedule::Sequential));
  sequential.begin().start("z>w:w1");
  CHECK(sequential.found() == "schedule");
  Stage by_resource(text, "z1", with(Schedule::ByResource));
  by_resource.begin().start("z>w:w1").act("h>v:v1").start("z>h:h1");
  CHECK(by_resource.found().empty());
}

TEST_CASE("Checker: limits of a reaction and of the run are watched", "[sim][checker]") {
  TextWorld text("z1 > a1 > x1  z1 > b1 > x2  z1 > c1");
  text.data().reactions["x"] = {{.name = "delete", .in_flight_max = 1}};
  Stage stage(text, "z1");
  stage.begin().start("a>x:x1 b>x:x2");
  CHECK(stage.found() == "limit");
  RunOptions options;
  options.workers = 2;
  Stage workers(text, "z1", options);
  workers.begin().act("a>x:x1").start("b>x:x2 z>a:a1");
  CHECK(workers.found().empty());
  workers.start("z>c:c1");
  CHECK(workers.found() == "limit");
}

TEST_CASE("Checker: acts start once and end once, inside their run and step", "[sim][checker]") {
  const TextWorld text("z1 > h1");
  const auto found = [&](const std::function<void(Stage&)>& play) {
    Stage stage(text, "z1");
    play(stage);
    return stage.found();
  };
  CHECK(found([](Stage& s) { s.begin().start("z>h:h1 z>h:h1"); }) == "protocol");
  CHECK(found([](Stage& s) { s.begin().act("z>h:h1").end("z>h:h1"); }) == "protocol");
  CHECK(found([](Stage& s) { s.begin().act("z>h:h1").start("z>h:h1"); }) == "protocol");
  CHECK(found([](Stage& s) { s.begin().end("z>h:h1"); }) == "protocol");
  CHECK(found([](Stage& s) { s.tell(EventKind::PhaseTwoBegan); }) == "protocol");
  CHECK(found([](Stage& s) { s.tell(EventKind::RunBegan).tell(EventKind::RunBegan); }) ==
        "protocol");
  CHECK(found([](Stage& s) {
          s.tell(EventKind::RunBegan).tell(EventKind::StepStarted).start("z>h:h1");
        }) == "protocol");
  CHECK(found([](Stage& s) {
          s.tell(EventKind::RunBegan).tell(EventKind::PhaseTwoBegan).start("z>h:h1");
        }) == "protocol");
  CHECK(found([](Stage& s) { s.begin().tell(EventKind::StepStarted); }) == "protocol");
  CHECK(found([](Stage& s) { s.begin().tell(EventKind::StepEnded); }) == "protocol");
  CHECK(found([](Stage& s) {
          s.begin().act("z>h:h1").tell(EventKind::StepEnded, 0, Outcome::Failed);
        }) == "protocol");
  CHECK(found([](Stage& s) {
          s.begin().act("z>h:h1").tell(EventKind::StepEnded).tell(EventKind::StepEnded);
        }) == "protocol");
  CHECK(found([](Stage& s) { s.begin().tell(EventKind::ActStarted, 99); }) == "protocol");
  CHECK(found([](Stage& s) { s.begin().tell(EventKind::ActEnded, 99); }) == "protocol");
  CHECK(found([](Stage& s) { s.begin().tell(EventKind::StepEnded, 99); }) == "protocol");
  CHECK(found([](Stage& s) {
          s.begin().act("z>h:h1 z1").end_run();
          s.tell(EventKind::StepEnded);
        }) == "protocol");
  CHECK(found([](Stage& s) {
          s.begin();
          s.checker().on_event({Instant{}, RunId{0}, 0, 0, EventKind::AnswerIgnored, {}}, "");
        }) == "protocol");
}

TEST_CASE("Checker: attempts come one after the other, not too many and not too soon",
          "[sim][checker]") {
  TextWorld text("z1 > h1  z1 > h2");
  const auto found = [&](const std::function<void(Stage&)>& play) {
    text.data().reactions["h"] = {{.name = "delete",
                                   .in_flight_max = 1,
                                   .shows_children = true,
                                   .retry = {.limit = 1, .backoff = Duration{10}}}};
    Stage stage(text, "z1");
    stage.begin().start("z>h:h1");
    play(stage);
    return stage.found();
  };
  const auto fail = [](Stage& s, std::uint32_t attempt) {
    s.tell_attempt(EventKind::AttemptFailed, "z>h:h1", attempt, Outcome::Failed);
  };
  const auto due = [](Stage& s, Duration wait) {
    s.tell_attempt(EventKind::RetryDue, "z>h:h1", 2, Outcome::Done, wait);
  };
  const auto again = [](Stage& s) { s.tell_attempt(EventKind::RetryStarted, "z>h:h1", 2); };
  CHECK(found([&](Stage& s) {
          fail(s, 1);
          s.act("z>h:h2");  // the slot is free
          due(s, Duration{10});
          again(s);
          s.end("z>h:h1").act("z1").end_run();
        }).empty());
  CHECK(found([&](Stage& s) { fail(s, 2); }) == "protocol");
  CHECK(found([&](Stage& s) { again(s); }) == "protocol");
  CHECK(found([&](Stage& s) {
          fail(s, 1);
          again(s);
        }) == "protocol");
  CHECK(found([&](Stage& s) {
          fail(s, 1);
          due(s, Duration{1});
        }) == "limit");
  CHECK(found([&](Stage& s) {
          fail(s, 1);
          s.start("z>h:h2");
          due(s, Duration{10});
          again(s);
        }) == "limit");
  CHECK(found([&](Stage& s) {
          fail(s, 1);
          due(s, Duration{10});
          again(s);
          fail(s, 2);
        }) == "limit");
  CHECK(found([&](Stage& s) {
          fail(s, 1);
          s.end("z>h:h1");  // done, though its attempt had failed
        }) == "protocol");
}

TEST_CASE("Checker: a run that ends too early or never is caught", "[sim][checker]") {
  const TextWorld text("z1 > h1");
  Stage early(text, "z1");
  CHECK(early.begin().act("z>h:h1").end_run() == "unfinished");
  Stage never(text, "z1");
  never.begin().act("z>h:h1");
  never.checker().finish();
  CHECK(never.found() == "unfinished");
}

TEST_CASE("Checker: what is too much to keep is counted", "[sim][checker]") {
  const TextWorld text("z1 > h1");
  Stage stage(text, "z1");
  stage.begin();
  for (int i = 0; i < 50; ++i) stage.start("z>h:h1");
  CHECK(stage.checker().violations().size() == 20);
  CHECK(stage.checker().violation_count() == 49);
}

}  // namespace cascade::sim
