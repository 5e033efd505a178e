// SPDX-License-Identifier: Apache-2.0
// A host without a window: pictures are names in a list, waiting is for real news only.
#pragma once

#include <optional>
#include <string>
#include <vector>

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

}  // namespace cascade::gui::test
