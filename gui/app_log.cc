// SPDX-License-Identifier: Apache-2.0
#include "gui/app_log.h"

#include <fmt/format.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "gui/model/command.h"
#include "gui/model/history.h"
#include "gui/model/jobs.h"
#include "gui/model/snapshot.h"
#include "gui/model/view_state.h"
#include "gui/model/workbench.h"

namespace cascade::gui {

Result<void> AppLog::open(const std::string& file, ViewState& view) {
  file_.reset(std::fopen(file.c_str(), "w"));
  if (file_ == nullptr) {
    const std::string why = std::generic_category().message(errno);
    return tl::unexpected<Error>(
        Error{ErrorKind::System, fmt::format("--log: cannot write '{}': {}", file, why)});
  }
  view.watch_places();
  return {};
}

void AppLog::command(const Command& command, const Result<void>& done) {
  if (file_ == nullptr) return;
  line(done ? fmt::format("done {}", command.id)
            : fmt::format("failed {}: {}", command.id, done.error().message));
  told_ = true;
}

void AppLog::line(const std::string& text) {
  std::fprintf(file_.get(), "%s\n", text.c_str());
  std::fflush(file_.get());
}

void AppLog::frame(Workbench& workbench, bool settled) {
  if (file_ == nullptr) return;
  const auto places = workbench.view().take_places();
  for (const JobView& job : workbench.jobs().views()) line("working " + job.name);
  // What a command does is seen in the next frame.
  const bool at_rest = !std::exchange(told_, false) && settled;
  const bool was_at_rest = std::exchange(at_rest_, at_rest);
  if (!at_rest || was_at_rest) return;
  std::map<std::string, Box> now;
  for (const auto& [name, box] : places) now[name] = box;
  for (const auto& [name, box] : now) {
    const auto before = places_.find(name);
    if (before != places_.end() && before->second == box) continue;
    line(fmt::format("at {} {} {} {} {}", box.x, box.y, box.width, box.height, name));
  }
  for (const auto& [name, box] : places_) {
    if (now.find(name) == now.end()) line("gone " + name);
  }
  places_ = std::move(now);
  const auto& history = workbench.history();
  const auto& snapshot = workbench.snapshot();
  line(fmt::format("rest {} of {}", snapshot ? snapshot->position : 0,
                   history ? history->size() : 0));
}

}  // namespace cascade::gui
