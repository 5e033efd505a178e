// SPDX-License-Identifier: Apache-2.0
// The ends of acts decided by hand: what was before stays exactly as it was, what comes is as
// decided, and the scenario that is saved repeats it.
#include "gui/model/decision.h"

#include <catch2/catch.hpp>
#include <optional>
#include <string>
#include <vector>

#include "gui/model/document.h"
#include "gui/model/messages.h"
#include "gui/model/player.h"
#include "gui/model/script.h"
#include "gui/model/text_file.h"
#include "gui/model/view_state.h"
#include "gui/model/workbench.h"
#include "sim/reader/model_reader.h"
#include "sim/run/simulation.h"
#include "sim/scenario/scenario_reader.h"
#include "tests/gui/desk.h"
#include "tests/gui/session.h"
#include "tests/support/fake_host.h"
#include "tests/support/folder.h"

namespace cascade::gui {
namespace {

using Kind = sim::Fault::Kind;

struct Deciding : Session {
  explicit Deciding(const std::string& scenario) : Session(kScenarios + "/" + scenario + ".yaml") {}
  [[nodiscard]] std::uint64_t position() const { return workbench.player().position(); }
  [[nodiscard]] std::uint64_t digest() const { return workbench.snapshot()->digest(); }
  [[nodiscard]] const std::vector<sim::Fault>& faults() const {
    return workbench.document().scenario()->faults;
  }
  [[nodiscard]] std::vector<Event> events_before(std::uint64_t end) const {
    std::vector<Event> events;
    for (std::uint64_t i = 0; i < end; ++i) events.push_back(history().event(i));
    return events;
  }
  /// How the first act on that resource ended that is no check.
  [[nodiscard]] std::optional<Outcome> outcome_of(const std::string& name) const {
    const auto resource = *history().world().find(name);
    std::optional<Outcome> outcome;
    for (const auto& pass : history().passes()) {
      if (!pass->plan || is_rehearsal(history().model(), *pass)) continue;
      const auto& outcomes = history().end()->summaries[pass->index]->outcomes();
      for_each_act_on(*pass->plan, resource, [&](StepId /*step*/, ActId act) {
        if (!outcome) outcome = outcomes[value(act)];
      });
    }
    return outcome;
  }
};

/// "Vm/v3" or another resource before its first act, with what would be decided.
sim::Fault decision_on(Desk& desk, const std::string& name, Kind kind) {
  desk.go(0);
  desk.selection = {.resource = desk.history->world().find(name)};
  const auto act = act_to_decide(*desk.history, *desk.snapshot, desk.selection);
  REQUIRE(act);
  return decision_for(*desk.history, *act, kind, 7);
}

struct Draft {
  explicit Draft(const std::string& rest) {
    REQUIRE(draft.open(sim::test::lab_scenario(rest).text, "lab.yaml", {},
                       [](const std::string&, const std::string&) {
                         return sim::parse_model(std::string(sim::test::kLabModel),
                                                 "lab-model.yaml");
                       }));
  }
  [[nodiscard]] std::string faults() const { return draft.value("faults"); }
  ScenarioDraft draft;
};

TEST_CASE("Decision: it is a fault that means the act alone", "[gui][decision]") {
  Desk desk;
  const sim::Fault decision = decision_on(desk, "Vm/v3", Kind::Slow);
  CHECK(decision.resource == "Vm/v3");
  CHECK(decision.step.find("->Vm") != std::string::npos);
  CHECK_FALSE(decision.action.empty());
  CHECK(decision_text(decision) == "Vm/v3, " + decision.action + ": slow, 7 times as long");
  Draft lab("");
  REQUIRE(add_decision(lab.draft, decision));
  CHECK(lab.draft.mistakes().empty());
  REQUIRE(lab.draft.scenario().faults.size() == 1);
  CHECK(lab.draft.scenario().faults[0].factor == 7);
  CHECK(lab.draft.scenario().faults[0].step == decision.step);
  // Decided anew, it takes the place of what was decided.
  sim::Fault other = decision;
  other.kind = Kind::Hang;
  REQUIRE(add_decision(lab.draft, other));
  REQUIRE(lab.draft.scenario().faults.size() == 1);
  CHECK(lab.draft.scenario().faults[0].kind == Kind::Hang);
  REQUIRE(remove_decision(lab.draft, decision));
  CHECK(lab.draft.scenario().faults.empty());
  CHECK_FALSE(remove_decision(lab.draft, decision));
}

TEST_CASE("Decision: it counts before faults that mean the act, and others stay as they are",
          "[gui][decision]") {
  Desk desk;
  const sim::Fault decision = decision_on(desk, "Vm/v3", Kind::Skip);
  Draft apart("faults:\n  - { kind: fail, type: Nic }  # mine\n  - { kind: slow, type: Vm }\n");
  REQUIRE(add_decision(apart.draft, decision));
  CHECK(apart.draft.text().find("# mine") != std::string::npos);
  REQUIRE(apart.draft.scenario().faults.size() == 3);
  CHECK(apart.draft.scenario().faults[2].kind == Kind::Skip);

  Draft rival("faults: [{ kind: slow, type: Vm }, { kind: fail, type: Vm, ratio: [1, 2] }]\n");
  REQUIRE(add_decision(rival.draft, decision));
  const auto& faults = rival.draft.scenario().faults;
  REQUIRE(faults.size() == 3);
  CHECK(faults[0].kind == Kind::Skip);
  CHECK(faults[0].resource == "Vm/v3");
  CHECK(faults[1].kind == Kind::Slow);
  CHECK(faults[2].ratio.has_value());
  sim::Fault other = decision;
  other.kind = Kind::FailAfter;
  REQUIRE(add_decision(rival.draft, other));
  REQUIRE(rival.draft.scenario().faults.size() == 3);
  CHECK(rival.draft.scenario().faults[0].kind == Kind::FailAfter);
}

TEST_CASE("Decision: of what is selected the act that starts next", "[gui][decision]") {
  Desk desk;
  const auto passes = desk.history->passes();
  desk.go(0);
  const auto first = act_to_decide(*desk.history, *desk.snapshot, {});
  REQUIRE(first);
  CHECK(passes[first->pass]->action_code.find("check") == std::string::npos);
  const auto host = act_to_decide(*desk.history, *desk.snapshot, {.type = desk.type("Host")});
  REQUIRE(host);
  CHECK(decision_for(*desk.history, *host, Kind::Hang).resource.find("Host/") == 0);
  const auto check = act_to_decide(*desk.history, *desk.snapshot,
                                   {.pass = 0, .resource = desk.history->world().find("Vm/v3")});
  REQUIRE(check);
  CHECK(check->pass == 0);
  CHECK(decision_for(*desk.history, *check, Kind::Veto).action == "check");
  desk.go(desk.history->size());
  CHECK_FALSE(act_to_decide(*desk.history, *desk.snapshot, {}));
}

TEST_CASE("Decision: the run before it is the same, what comes is another",
          "[gui][decision][threads]") {
  Deciding session("host-stops-vms");
  session.works("break resource VmInstance/1; run");
  const std::uint64_t position = session.position();
  REQUIRE(position > 0);
  REQUIRE(position < session.history().size());
  const std::uint64_t digest = session.digest();
  const auto before = session.events_before(position);
  const std::uint64_t whole = session.history().end()->event_digest;
  const auto run = session.workbench.history();

  session.works("decide");
  CHECK(session.workbench.view().text_question().title == "How it ends: VmInstance/1, stop");
  session.workbench.view().close_overlay();
  session.works("decide fail");
  CHECK(session.workbench.history() != run);
  CHECK(session.position() == position);
  CHECK(session.digest() == digest);
  CHECK(session.events_before(position) == before);
  CHECK(session.told("decided: VmInstance/1, stop: fail"));
  REQUIRE(session.faults().size() == 1);
  CHECK(session.faults()[0].resource == "VmInstance/1");

  session.works("break.remove all; break outcome failed; continue");
  const auto failures = session.history().failures();
  REQUIRE_FALSE(failures.empty());
  CHECK(session.position() == failures[0] + 1);
  CHECK(session.workbench.selection().resource == session.history().world().find("VmInstance/1"));
  CHECK(session.outcome_of("VmInstance/1") == Outcome::Failed);
  const std::uint64_t decided = session.history().end()->event_digest;
  CHECK(decided != whole);

  // Run from the begin it is the same, and taken back it is what it was.
  session.works("break.remove all; run");
  CHECK(session.history().end()->event_digest == decided);
  session.works("begin; select VmInstance/1; decide none; end");
  CHECK(session.history().end()->event_digest == whole);
  CHECK(session.faults().empty());
}

TEST_CASE("Decision: the scenario that is saved repeats the run", "[gui][decision][threads]") {
  cascade::test::Folder folder;
  for (const auto* const kind : {"fail", "fail_after", "hang", "slow", "slow 500", "skip",
                                 "lose_answer", "answer_twice", "throw", "veto"}) {
    CAPTURE(kind);
    Deciding session("isolate-failures");
    session.works("break resource VmInstance/20; run; decide " + std::string(kind));
    session.works("break.remove all; end; scenario.save_as '" + folder.file("kept.yaml") + "'");
    auto scenario = sim::load_scenario(folder.file("kept.yaml"));
    REQUIRE(scenario);
    auto simulation = sim::Simulation::create(*std::move(scenario), {});
    REQUIRE(simulation);
    (*simulation)->run();
    const HistoryEnd& end = *session.history().end();
    CHECK((*simulation)->event_digest() == end.event_digest);
    CHECK((*simulation)->world().digest() == end.world_digest);
    CHECK((*simulation)->makespan() == end.makespan);
  }
}

TEST_CASE("Decision: slow acts end later, hanging ones by their timeout, skipped ones do nothing",
          "[gui][decision][threads]") {
  Deciding session("host-stops-vms");
  session.works("break resource VmInstance/1; run");
  const Duration usual = session.history().end()->makespan;
  session.works("decide slow 1000");
  CHECK(session.history().end()->makespan > usual);
  CHECK(session.faults().at(0).factor == 1000);
  session.works("decide hang");
  CHECK(session.outcome_of("VmInstance/1") == Outcome::TimedOut);
  session.works("decide skip");
  CHECK(session.outcome_of("VmInstance/1") == Outcome::Skipped);
  const auto vm = *session.history().world().find("VmInstance/1");
  CHECK(session.history().end()->world->state(vm) == session.history().world().state(vm));
  CHECK(session.faults().size() == 1);
}

TEST_CASE("Decision: where there is nothing to decide, it says so", "[gui][decision][threads]") {
  Deciding session("host-stops-vms");
  CHECK(session.script("decide fail") != "done");
  session.works("run");
  CHECK(session.script("decide fail").find("no act starts behind this place") != std::string::npos);
  session.works("select VmInstance/1");
  CHECK(session.script("decide fail").find("no act on what is selected") != std::string::npos);
  session.works("begin");
  CHECK(session.script("decide none").find("nothing was decided about VmInstance/1, stop") !=
        std::string::npos);
  for (const auto* const words :
       {"explode", "appear", "fail 3", "slow 0", "slow much", "slow 2 3", "none 2"}) {
    CAPTURE(words);
    CHECK(session.script("decide " + std::string(words)) != "done");
  }
  CHECK(session.script("decide slow 0").find("from 1 to 1,000,000, not '0'") != std::string::npos);
  CHECK(session.faults().empty());
  // What the run was of, and what would be run now, must be the same.
  session.works("set seed=7");
  CHECK(session.script("decide fail").find("the scenario is another than that of the run") !=
        std::string::npos);
  session.works("undo; decide fail");
  CHECK(session.faults().size() == 1);
}

TEST_CASE("Decision: not about an act whose likes have happened", "[gui][decision][threads]") {
  // Every VM hangs on a host and on a storage, and each path has an act of its own.
  Desk desk;
  const auto pass = desk.history->passes().at(1);
  const auto vm = *desk.history->world().find("Vm/v3");
  std::uint64_t last = 0;
  for (std::uint64_t i = pass->begin; i < desk.history->size(); ++i) {
    const Event event = desk.history->event(i);
    if (event.run != pass->run || event.kind != EventKind::ActStarted) continue;
    const ActId act{event.subject};
    const Resource resource{pass->plan->step(pass->plan->step_of(act)).type,
                            pass->plan->resources()[event.subject]};
    if (resource == vm) last = i;
  }
  REQUIRE(last > 0);
  desk.go(last);
  desk.selection = {.pass = pass->index, .resource = vm};
  CHECK(act_to_decide(*desk.history, *desk.snapshot, desk.selection));
  desk.go(last + 1);
  CHECK_FALSE(act_to_decide(*desk.history, *desk.snapshot, desk.selection));
}

}  // namespace
}  // namespace cascade::gui
