// SPDX-License-Identifier: Apache-2.0
// Runs that are taken up again in the window, as `cascade resume` does it.
#include <catch2/catch.hpp>
#include <string>

#include "gui/model/history.h"
#include "gui/model/messages.h"
#include "gui/model/player.h"
#include "gui/model/rerun.h"
#include "gui/model/script.h"
#include "gui/model/workbench.h"
#include "sim/recording/recording.h"
#include "sim/recording/replay.h"
#include "sim/recording/resume.h"
#include "sim/run/simulation.h"
#include "tests/gui/session.h"
#include "tests/support/fake_host.h"
#include "tests/support/folder.h"

namespace cascade::gui {
namespace {

struct Resuming : Session {
  explicit Resuming(const std::string& scenario) : Session(kScenarios + "/" + scenario + ".yaml") {}
  [[nodiscard]] const HistoryEnd& end() const { return *history().end(); }
};

/// What the window shows at its position is the world as it is there at the end.
void check_shown_world(const Resuming& session) {
  const Snapshot& snapshot = *session.workbench.snapshot();
  const sim::World& world = *session.end().world;
  for (std::size_t type = 0; type < snapshot.types.size(); ++type) {
    for (std::uint32_t i = 0; i < snapshot.types[type].lives.size(); ++i) {
      const Resource resource{TypeId{static_cast<std::uint16_t>(type)}, i};
      REQUIRE(snapshot.types[type].lives[i] == world.life(resource));
      REQUIRE(snapshot.types[type].states[i] == world.state(resource));
    }
  }
}

/// What the headless program makes of that recording.
std::unique_ptr<sim::Simulation> resumed(const std::string& file, const sim::ResumeChoice& choice) {
  const auto recording = sim::load_recording(file);
  REQUIRE(recording);
  auto found = sim::prepare_resume(*recording, choice);
  REQUIRE(found);
  REQUIRE(found->point);
  sim::SimulationOptions options;
  options.resume = found->point;
  auto made = sim::Simulation::create(std::move(found->scenario), options, std::move(found->world));
  REQUIRE(made);
  (*made)->run();
  return *std::move(made);
}

TEST_CASE("Resume: a run that is done but for failures that the model ignores can be resumed",
          "[gui][resume][threads]") {
  cascade::test::Folder folder;
  Resuming session("account");
  session.works("run");
  CHECK(session.end().outcome == "done");
  CHECK_FALSE(can_resume(session.workbench));
  session.works("set 'faults=[{ kind: fail, type: VmInstance, action: discard, ratio: [1, 2] }]'");
  session.works("run");
  CHECK(session.end().outcome == "done");
  CHECK(can_resume(session.workbench));
  session.works("resume");
  CHECK(session.end().outcome == "done");
  CHECK(session.end().audit->total() == 0);
  CHECK_FALSE(can_resume(session.workbench));
}

TEST_CASE("Resume: after a failure the rest is done, as the headless program does it",
          "[gui][resume][threads]") {
  cascade::test::Folder folder;
  Resuming session("failing-stop");
  session.works("run; export.recording '" + folder.file("a.rec") + "'");
  REQUIRE(session.end().outcome == "failed");
  CHECK(resume_comes_next(session.workbench));

  session.works("resume");
  CHECK(session.end().outcome == "done");
  CHECK(session.workbench.run_name() == "failing-stop, resumed");
  CHECK(session.told("resumed: goes on with operation 1"));
  CHECK(session.told("to do"));
  CHECK_FALSE(can_resume(session.workbench));
  CHECK(session.script("resume") != "done");
  check_shown_world(session);

  const auto headless = resumed(folder.file("a.rec"), {});
  CHECK(session.end().event_digest == headless->event_digest());
  CHECK(session.end().world_digest == headless->world().digest());

  // Its own recording can be replayed, opened and taken away again.
  session.works("export.recording '" + folder.file("b.rec") + "'");
  const auto recording = sim::load_recording(folder.file("b.rec"));
  REQUIRE(recording);
  const auto replayed = sim::replay(*recording);
  REQUIRE(replayed);
  CHECK(replayed->same());
  CHECK(replayed->event_digest == headless->event_digest());
  session.works("open '" + folder.file("b.rec") + "'");
  CHECK(session.end().event_digest == headless->event_digest());
  session.works("export.recording '" + folder.file("c.rec") + "'");
}

TEST_CASE("Resume: from the first failure, in the middle of the run", "[gui][resume][threads]") {
  Resuming session("isolate-failures");
  session.works("break.failures; run");
  REQUIRE(session.workbench.player().position() < session.history().size());
  session.works("break.remove all; resume");
  CHECK(session.end().outcome == "done");
  const auto cluster = *session.history().world().find("Cluster/1");
  CHECK(session.end().world->life(cluster) != sim::Life::Live);
  check_shown_world(session);
}

TEST_CASE("Resume: pause on the first failure, change the fault, go on", "[gui][resume][threads]") {
  Resuming session("isolate-failures");
  session.works("break.failures; run");
  const auto first = session.workbench.selection().resource;
  REQUIRE(first);
  const std::string name = session.history().world().name(*first);
  // With the faults as they are it fails again.
  session.works("resume faults");
  CHECK(session.workbench.selection().resource == first);
  CHECK(session.history().failures().size() >= 1);
  // The cluster fails instead.
  session.works("set 'faults=[{ kind: fail, resource: Cluster/1, action: delete }]'");
  session.works("resume faults; break.remove all; end");
  CHECK(session.end().outcome == "failed");
  CHECK(session.history().failures().size() == 1);
  const auto cluster = *session.history().world().find("Cluster/1");
  CHECK(session.end().world->life(cluster) == sim::Life::Live);
  CHECK(session.end().world->state(*first) != session.history().world().state(*first));
  // Without any it comes to its end.
  session.works("unset faults; resume faults");
  CHECK(session.end().outcome == "done");
  CHECK(session.workbench.run_name() == "isolate-failures, resumed");
}

TEST_CASE("Resume: what it cannot do, it says", "[gui][resume][threads]") {
  Resuming session("isolate-failures");
  CHECK(session.script("resume") != "done");
  session.works("run");
  CHECK(session.script("resume wrong").find("may stand 'faults', not 'wrong'") !=
        std::string::npos);
  session.works("unset failure");
  CHECK(session.script("resume faults").find("'failure' was taken away") != std::string::npos);
  session.works("undo; resume; begin");
  CHECK(session.script("decide fail").find("a resumed run is not computed from its beginning") !=
        std::string::npos);
  // A new run has its own name again.
  session.works("run");
  CHECK(session.workbench.run_name() == "isolate-failures");
}

TEST_CASE("Resume: a run that was stopped goes on", "[gui][resume][threads]") {
  Resuming session("host-stops-vms");
  session.works("run");
  const std::uint64_t whole = session.end().world_digest;
  for (const std::uint64_t back : {5U, 20U, 60U}) {
    session.works("run; end; step -" + std::to_string(back) + "; resume");
    CAPTURE(back);
    CHECK(session.end().outcome == "done");
    CHECK(session.end().world_digest == whole);
  }
}

}  // namespace
}  // namespace cascade::gui
