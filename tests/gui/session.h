// SPDX-License-Identifier: Apache-2.0
// A window's model driven by scripts, as --exec drives the program.
#pragma once

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "gui/model/history.h"
#include "gui/model/messages.h"
#include "gui/model/workbench.h"
#include "tests/support/fake_host.h"

namespace cascade::gui {

/// The folder of the shipped scenarios.
inline const std::string kScenarios = CASCADE_SCENARIOS;

struct Session {
  Session() = default;
  /// Opens that file.
  explicit Session(const std::string& file) { works("open '" + file + "'"); }
  /// "done", or why it failed.
  std::string script(const std::string& text) { return test::run_script(workbench, host, text); }
  void works(const std::string& text) {
    INFO(text);
    REQUIRE(script(text) == "done");
  }
  [[nodiscard]] const History& history() const { return *workbench.history(); }
  /// Empty, where there is none.
  [[nodiscard]] std::string last_message() const {
    const auto& log = workbench.messages().log();
    return log.empty() ? "" : log.back().text;
  }
  /// Whether a message has those words.
  [[nodiscard]] bool told(const std::string& words) const {
    const auto& log = workbench.messages().log();
    return std::any_of(log.begin(), log.end(), [&](const auto& message) {
      return message.text.find(words) != std::string::npos;
    });
  }

  test::FakeHost host;
  Workbench workbench{host};
};

}  // namespace cascade::gui
