// SPDX-License-Identifier: Apache-2.0
// A host without a window: pictures are names in a list, waiting is for real news only.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/assert.h"
#include "engine/mutex.h"
#include "gui/model/host.h"
#include "gui/model/script.h"
#include "gui/model/workbench.h"

namespace cascade::gui::test {

class FakeHost final : public Host {
 public:
  void wake() override {
    const MutexLock lock(mutex_);
    woken_ = true;
    changed_.notify_all();
  }
  void quit(int code) override { exit_code = code; }
  void screenshot(const std::string& file, std::function<void(Result<void>)> done) override {
    pictures.push_back(file);
    done({});
  }
  void set_clipboard(const std::string& text) override { clipboard = text; }

  void wait() {
    const MutexLock lock(mutex_);
    while (!woken_) changed_.wait(mutex_);
    woken_ = false;
  }

  std::optional<int> exit_code;
  std::vector<std::string> pictures;
  std::string clipboard;

 private:
  Mutex mutex_;
  CondVar changed_;
  bool woken_ CASCADE_GUARDED_BY(mutex_) = false;
};

/// Ticks until nothing is under way any more.
inline void settle(Workbench& workbench, FakeHost& host) {
  while (true) {
    const bool changed = workbench.tick({});
    if (!workbench.busy() && !workbench.script().running()) return;
    if (!changed) host.wait();
  }
}

/// Runs a script to its end, as --exec does; asserts that it can be read. "done", or why it failed.
inline std::string run_script(Workbench& workbench, FakeHost& host, const std::string& text,
                              bool unattended = false) {
  auto lines = parse_script(text);
  CASCADE_ASSERT(lines.has_value(), "a script of a test that cannot be read");
  workbench.script().start(*std::move(lines), unattended);
  settle(workbench, host);
  return workbench.script().failure().value_or("done");
}

}  // namespace cascade::gui::test
