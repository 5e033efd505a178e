// SPDX-License-Identifier: Apache-2.0
// Going through a run with breakpoints, steps and speeds, as scripts and keys do it.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "gui/model/breakpoints.h"
#include "gui/model/messages.h"
#include "gui/model/player.h"
#include "gui/model/script.h"
#include "gui/model/workbench.h"
#include "tests/gui/session.h"
#include "tests/support/fake_host.h"

namespace cascade::gui {
namespace {

struct Stepping : Session {
  explicit Stepping(const std::string& scenario = "isolate-failures") {
    script("open '" + kScenarios + "/" + scenario + ".yaml'");
  }
  void script(const std::string& text) {
    Session::script(text);
    INFO(workbench.script().failure().value_or(""));
    CHECK(workbench.script().failure().has_value() == fails);
  }
  [[nodiscard]] std::uint64_t position() const { return workbench.player().position(); }
  [[nodiscard]] std::uint64_t size() const { return workbench.history()->size(); }
  [[nodiscard]] Event behind() const { return workbench.history()->event(position() - 1); }
  [[nodiscard]] Event ahead() const { return workbench.history()->event(position()); }

  bool fails = false;
};

/// Where acts on hosts have just been done.
std::vector<std::uint64_t> hosts_done(const History& history) {
  std::vector<std::uint64_t> places;
  const auto passes = history.passes();
  for (std::uint64_t i = 0; i < history.size(); ++i) {
    const Event event = history.event(i);
    const bool done = event.kind == EventKind::ActEnded && event.outcome == Outcome::Done;
    if (!done || event.other == 0) continue;
    for (const auto& pass : passes) {
      if (!pass->plan || pass->run != event.run) continue;
      const Plan& plan = *pass->plan;
      const TypeId type = plan.step(plan.step_of(ActId{event.subject})).type;
      if (type == history.model().find_type("Host")) places.push_back(i + 1);
    }
  }
  return places;
}

TEST_CASE("Breakpoints: a run stops at each, forward and backward", "[gui][stepping][threads]") {
  Stepping session;
  session.script("break type Host outcome done; run");
  REQUIRE(session.workbench.history()->end());
  const std::vector<std::uint64_t> places = hosts_done(*session.workbench.history());
  REQUIRE(places.size() >= 3);
  CHECK(session.position() == places[0]);
  CHECK(session.last_message() == "stopped at the breakpoint: type Host outcome done");
  CHECK(session.workbench.selection().resource);
  CHECK(session.workbench.breakpoints().state(0).here);
  CHECK(session.workbench.breakpoints().state(0).hits == 1);
  session.script("continue");
  CHECK(session.position() == places[1]);
  CHECK(session.workbench.breakpoints().state(0).hits == 2);
  session.script("run.back");
  CHECK(session.position() == places[0]);
  session.script("run.back");
  CHECK(session.position() == places[0]);
  CHECK(session.last_message() == "nothing of that kind is left");
  for (std::size_t i = 1; i < places.size(); ++i) session.script("continue");
  CHECK(session.position() == places.back());
  session.script("continue");
  CHECK(session.position() == session.size());
  // At the end a new run is begun.
  session.script("continue");
  CHECK(session.position() == places[0]);
}

TEST_CASE("Breakpoints: before what begins, behind what ends", "[gui][stepping][threads]") {
  Stepping session;
  session.script("run; break type Host; break 'resource Host/3'; begin; continue");
  CHECK(session.ahead().kind == EventKind::StepStarted);
  session.script("break.disable 1; continue");
  CHECK(session.ahead().kind == EventKind::ActStarted);
  CHECK(session.workbench.selection().resource ==
        session.workbench.history()->world().find("Host/3"));
  session.script("break.remove all; break resource Host/3 outcome done; continue");
  CHECK(session.behind().kind == EventKind::ActEnded);
  CHECK(session.behind().outcome == Outcome::Done);
}

TEST_CASE("Breakpoints: those that are off stop nothing", "[gui][stepping][threads]") {
  Stepping session;
  session.script("break outcome failed; break.disable; run");
  CHECK(session.position() == session.size());
  session.script("break.enable 1; begin; continue");
  CHECK(session.position() < session.size());
  session.script("break.remove; continue");
  CHECK(session.position() == session.size());
  CHECK(session.workbench.breakpoints().all().empty());
}

TEST_CASE("Breakpoints: on the selection, and off again", "[gui][stepping][threads]") {
  Stepping session;
  session.script("run; select Host/3; break.toggle");
  Breakpoints& all = session.workbench.breakpoints();
  CHECK(all.lines() == std::vector<std::string>{"resource Host/3"});
  session.script("select VmInstance; break.toggle; select Cluster/Host; break.toggle");
  CHECK(all.lines() ==
        std::vector<std::string>{"resource Host/3", "type VmInstance", "node Cluster/Host"});
  CHECK(all.on_type("VmInstance") == Breakpoints::Dot::On);
  CHECK(all.on_node("Cluster/Host", "Host") == Breakpoints::Dot::On);
  CHECK(all.on_node("Cluster", "Cluster") == Breakpoints::Dot::None);
  session.script("break.toggle; break.disable 2");
  CHECK(all.lines() == std::vector<std::string>{"resource Host/3", "type VmInstance off"});
  CHECK(all.on_node("Cluster/Host/VmInstance", "VmInstance") == Breakpoints::Dot::Off);
  session.fails = true;
  session.script("select.none; break.toggle");
  session.script("break.remove 3");
  session.script("break type Vminstance");
  CHECK(session.last_message() ==
        "the model has no type 'Vminstance' (did you mean 'VmInstance'?)");
}

TEST_CASE("Breakpoints: kept as lines, those that cannot be read left out", "[gui][stepping]") {
  Breakpoints all([] {});
  all.set_lines({"type Vm outcome failed count 2", "nonsense", "time 3s off"});
  CHECK(all.lines() == std::vector<std::string>{"type Vm outcome failed count 2", "time 3s off"});
  const auto version = all.version();
  CHECK_FALSE(all.add(*parse_breakpoint("time 3s")));
  CHECK(all.lines().back() == "time 3s");
  CHECK(all.version() > version);
}

TEST_CASE("Breakpoints: what a run does not have is told, not waited for",
          "[gui][stepping][threads]") {
  Stepping session;
  session.workbench.breakpoints().set_lines({"type Nothing", "resource Host/99999", "time 100h"});
  session.script("run");
  CHECK(session.position() == session.size());
  CHECK(session.workbench.breakpoints().state(0).trouble == "the model has no type 'Nothing'");
  CHECK(session.workbench.breakpoints().state(1).trouble ==
        "the world has no resource 'Host/99999'");
  CHECK(session.workbench.breakpoints().state(2).trouble.empty());
  session.script("run.back");
  CHECK(session.position() == session.size());
}

TEST_CASE("Breakpoints: playing at a speed stops there, too", "[gui][stepping][threads]") {
  using namespace std::chrono_literals;
  Stepping session;
  session.script("run; break outcome failed; begin; speed 64; play");
  Player& player = session.workbench.player();
  for (int frames = 0; player.playing() && frames < 1'000'000; ++frames) {
    session.workbench.tick(10ms);
    while (player.seeking() || session.workbench.breakpoints().busy()) {
      session.host.wait();
      session.workbench.tick({});
    }
  }
  CHECK(session.position() == session.workbench.history()->failures().front() + 1);
}

TEST_CASE("Stepping: every length there and back", "[gui][stepping][threads]") {
  Stepping session;
  session.script("run; begin; step 20");
  for (const auto* const unit : {"event", "step", "phase", "pass"}) {
    CAPTURE(unit);
    const std::uint64_t from = session.position();
    session.script("step." + std::string(unit));
    const std::uint64_t forth = session.position();
    CHECK(forth > from);
    session.script("step." + std::string(unit) + "_back");
    CHECK(session.position() < forth);
    session.script("begin; step 20");
  }
  session.script("begin; step.next_failure");
  const std::uint64_t failure = session.position();
  CHECK(session.behind().outcome == Outcome::Failed);
  session.script("step.next_failure; step.previous_failure");
  CHECK(session.position() == failure);
  session.script("end; back 3; step.step_back");
  CHECK(session.position() < session.size() - 3);
}

TEST_CASE("Stepping: speeds as they are written, faster and slower", "[gui][stepping][threads]") {
  Stepping session;
  Player& player = session.workbench.player();
  for (const auto& [word, eighths] : std::vector<std::pair<std::string, int>>{
           {"1/8", 1}, {"1/4", 2}, {"1/2", 4}, {"1", 8}, {"64", 512}, {"max", 0}, {"3", 24}}) {
    session.script("speed " + word);
    CHECK(player.speed() == eighths);
  }
  session.script("speed 32; play.faster");
  CHECK(player.speed() == 512);
  session.script("play.faster");
  CHECK(player.speed() == Player::kAsFastAsPossible);
  session.script("play.faster; play.slower");
  CHECK(player.speed() == 512);
  session.script("speed 1/4; play.slower; play.slower; play.slower");
  CHECK(player.speed() == Player::kSpeedMin);
  session.fails = true;
  for (const auto* const word : {"0", "65", "1/3", "fast", "-1"}) {
    session.script("speed " + std::string(word));
  }
  CHECK(player.speed() == Player::kSpeedMin);
}

TEST_CASE("Stepping: as fast as possible plays to the end", "[gui][stepping][threads]") {
  Stepping session;
  session.script("run; begin; speed max; play");
  CHECK(session.position() == session.size());
}

}  // namespace
}  // namespace cascade::gui
