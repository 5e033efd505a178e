// SPDX-License-Identifier: Apache-2.0
// The menu Table on a whole workbench.
#include <catch2/catch.hpp>
#include <string>

#include "gui/model/command.h"
#include "gui/model/events_pane.h"
#include "gui/model/inspector.h"
#include "gui/model/messages.h"
#include "gui/model/script.h"
#include "gui/model/text_file.h"
#include "gui/model/view_state.h"
#include "gui/model/workbench.h"
#include "tests/gui/session.h"
#include "tests/support/fake_host.h"
#include "tests/support/folder.h"

namespace cascade::gui {
namespace {

struct Tables : Session {
  Tables() {
    workbench.view().set_panels({"inspector", "events"});
    script("open '" + kScenarios + "/isolate-failures.yaml'; run");
  }
  [[nodiscard]] std::uint64_t listed() { return workbench.events().list().listed().size(); }
};

TEST_CASE("Table commands: they act on the panel that was clicked last", "[gui][table][threads]") {
  Tables desk;
  CHECK(desk.workbench.focused_table() == nullptr);
  desk.script("copy");
  CHECK(desk.workbench.script().failure());
  desk.script("show events; filter 'Host/'; copy");
  CHECK_FALSE(desk.workbench.script().failure());
  CHECK(desk.listed() > 0);
  CHECK(desk.listed() < desk.workbench.history()->size());
  CHECK(desk.host.clipboard.find("Host/") != std::string::npos);
  CHECK(desk.host.clipboard.find("run began") == std::string::npos);
}

TEST_CASE("Table commands: a table is saved as it is listed", "[gui][table][threads]") {
  const cascade::test::Folder folder;
  Tables desk;
  desk.script("show events; events.failures; copy; table.save " + folder.file("a.csv"));
  CHECK_FALSE(desk.workbench.script().failure());
  const auto text = read_text_file(folder.file("a.csv"));
  REQUIRE(text);
  CHECK(*text == desk.host.clipboard);
  CHECK(text->find("failed") != std::string::npos);
  desk.script("table.save " + folder.file("no/such/folder.csv"));
  CHECK(desk.workbench.script().failure());
}

TEST_CASE("Select commands: by name, back, and nothing", "[gui][select][threads]") {
  Tables desk;
  const Selection& selection = desk.workbench.selection();
  desk.script("select Host/7");
  CHECK(selection.resource == desk.workbench.history()->world().find("Host/7"));
  desk.script("select Cluster/Host/VmInstance edge");
  CHECK(selection.edge);
  CHECK(desk.workbench.inspector().card()->kind == "edge");
  desk.script("select.back; show inspector; copy");
  CHECK(desk.host.clipboard.find("blocked by,step,outcome,message,blocks\r\nVmInstance/") == 0);
  desk.script("select VmInstance");
  CHECK(desk.workbench.inspector().card()->kind == "type");
  desk.script("select.none");
  CHECK(selection.empty());
  for (const auto* const wrong : {"select Nobody/1", "select Host/7 edge", "select Host/7 tree"}) {
    CAPTURE(wrong);
    desk.script(wrong);
    CHECK(desk.workbench.script().failure());
    CHECK(selection.empty());
  }
}

TEST_CASE("Table commands: filters of events go on and off", "[gui][table][threads]") {
  Tables desk;
  const std::uint64_t all = desk.listed();
  desk.script("events.failures");
  const std::uint64_t failures = desk.listed();
  CHECK(failures > 0);
  CHECK(failures < all);
  CHECK(desk.workbench.events().only_failures());
  desk.script("events.failures");
  CHECK(desk.listed() == all);
  CHECK_FALSE(find_command("events.selection")->enabled(desk.workbench));
  desk.workbench.selection().type = TypeId{0};
  desk.script("events.selection");
  CHECK(desk.listed() < all);
  desk.script("events.all");
  CHECK(desk.listed() == all);
  CHECK_FALSE(find_command("events.all")->enabled(desk.workbench));
  desk.script("events.follow");
  CHECK_FALSE(desk.workbench.events().following());
}

}  // namespace
}  // namespace cascade::gui
