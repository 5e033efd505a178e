// SPDX-License-Identifier: Apache-2.0
// Texts that must fit.
#include "gui/view/widgets.h"

#include <catch2/catch.hpp>
#include <functional>
#include <string>
#include <utility>

#include "gui/model/workbench.h"
#include "tests/support/fake_host.h"
#include "tests/support/null_frame.h"

namespace cascade::gui {
namespace {

/// Does what a test wants within a frame.
class ProbePanel final : public Panel {
 public:
  explicit ProbePanel(std::function<void()> act) : act_(std::move(act)) {}
  [[nodiscard]] std::string_view id() const override { return "probe"; }
  [[nodiscard]] std::string_view title() const override { return "Probe"; }
  void draw(PanelContext& /*context*/) override { act_(); }

 private:
  std::function<void()> act_;
};

void in_a_frame(const std::function<void()>& act) {
  test::FakeHost host;
  Workbench workbench{host};
  ProbePanel panel(act);
  const test::NullFrame frame(workbench, panel);
}

float width_of_text(const std::string& text) {
  return ImGui::CalcTextSize(text.c_str()).x;
}

TEST_CASE("Wrapped text: lines end at blanks, numbers stay whole", "[gui][panels]") {
  in_a_frame([] {
    // ImGui would break behind the comma.
    const float width = width_of_text("delete 5,00");
    CHECK(wrapped("delete 5,000 Volume", width) == "delete\n5,000\nVolume");
    CHECK(wrapped("one\ntwo", width) == "one\ntwo");
    CHECK(wrapped("", width).empty());
    // What is longer than a line is broken where it has to be, between characters.
    const std::string broken = wrapped("Zone/Cluster/Host", width_of_text("Zone/Clus") + 1);
    CHECK(broken == "Zone/Clus\nter/Host");
    CHECK(wrapped("ab", 0) == "a\nb");
  });
}

TEST_CASE("Shortened text: the end or the beginning gives way", "[gui][panels]") {
  in_a_frame([] {
    const std::string whole = "VmInstance/130";
    CHECK(shortened_front(whole, width_of_text(whole)) == whole);
    CHECK(shortened_front(whole, width_of_text("…ance/130") + 0.5F) == "…ance/130");
    CHECK(shortened(whole, width_of_text("VmIn…") + 0.5F) == "VmIn…");
    CHECK(shortened_front("äöü", width_of_text("…ü") + 0.5F) == "…ü");
  });
}

}  // namespace
}  // namespace cascade::gui
