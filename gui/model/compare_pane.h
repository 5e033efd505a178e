// SPDX-License-Identifier: Apache-2.0
// The comparison as a pane of the window: the run that is shown is A, beside it stands B, and what
// differs is found on a worker's thread as soon as both have ended.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "gui/model/arranged_pane.h"
#include "gui/model/comparison.h"
#include "gui/model/latest_worker.h"
#include "gui/model/pane_source.h"

namespace cascade::gui {

/// Thread: the UI's.
class ComparePane final : public ArrangedPane {
 public:
  explicit ComparePane(std::function<void()> wake) : worker_(std::move(wake)) {}

  /// Before every frame. `name`: of the run that is shown.
  void update(const PaneSource& source, const std::string& name);
  [[nodiscard]] bool busy() const { return worker_.busy(); }
  void wait() { worker_.wait(); }

  /// Null: there is none.
  [[nodiscard]] const std::shared_ptr<const History>& other() const { return other_; }
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const std::string& other_name() const { return other_name_; }
  /// Run B from now on; null: none.
  void set_other(std::shared_ptr<const History> other, std::string name);

  /// Null: status() says why.
  [[nodiscard]] const Comparison* comparison() const { return comparison_.get(); }
  [[nodiscard]] std::string status() const;

  /// What arranged() lists; of the timelines the steps.
  enum class Show : std::uint8_t { Steps, Worlds, Timelines };
  [[nodiscard]] Show show() const { return show_; }
  void set_show(Show show);

 private:
  void arrange(bool keep_order);

  LatestWorker<std::shared_ptr<const Comparison>> worker_;
  std::shared_ptr<const History> run_;
  std::shared_ptr<const History> other_;
  std::string name_;
  std::string other_name_;
  bool asked_ = false;  ///< For these two runs.
  std::shared_ptr<const Comparison> comparison_;
  Show show_ = Show::Steps;
};

}  // namespace cascade::gui
