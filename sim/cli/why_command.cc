// SPDX-License-Identifier: Apache-2.0
// `cascade why`: one resource's story, from a recording.
#include <fmt/format.h>

#include <optional>
#include <string>
#include <utility>

#include "sim/base/text.h"
#include "sim/cli/commands.h"
#include "sim/cli/files.h"
#include "sim/cli/terminal.h"
#include "sim/recording/recording.h"
#include "sim/recording/replay.h"
#include "sim/recording/source_kind.h"
#include "sim/report/story_text.h"

namespace cascade::sim::cli {
namespace {

std::string present(const Story& story, const Simulation& simulation, const WhyCommand& command,
                    const StoryTextOptions& options) {
  if (!command.json) return story_text(story, simulation, options);
  std::string text;
  write_story_json(story, simulation, options.times,
                   [&text](std::string_view piece) { text += piece; });
  return text;
}

// Runs the engine again with what was recorded; then every pass has its plan and its outcomes.
Result<std::string> tell(const WhyCommand& command, bool colours) {
  const Result<Recording> recording = load_recording(command.file);
  if (!recording) return tl::unexpected(recording.error());
  const bool times = recording->header.runner != "threads" || command.timing;
  Result<std::string> made = input_error("nothing was recorded");
  std::optional<ResourceChanges> changes;
  ReplayHooks hooks;
  hooks.at_begin = [&](Simulation& simulation) { changes.emplace(simulation, command.resource); };
  hooks.after_step = [] { return !interrupted(); };
  hooks.at_end = [&](const Simulation& simulation) {
    made = find_resource(simulation.world(), command.resource).map([&](Resource resource) {
      const ToldEvents told{recording->events, recording->texts, changes->changes()};
      return present(tell_story(simulation, told, resource), simulation, command,
                     {.colours = colours, .times = times});
    });
  };
  const Result<ReplayReport> replayed = sim::replay(*recording, hooks);
  if (!replayed) return tl::unexpected(replayed.error());
  if (replayed->first_difference && !interrupted()) {
    print_error(
        fmt::format("note: replaying {} went another way at event {}; what is told ends "
                    "there",
                    printable(command.file), replayed->first_difference->position + 1));
  }
  return made;
}

}  // namespace

int why(WhyCommand command, bool colours) {
  // The one that is a recording is the recording.
  if (!is_recording(command.file) && is_recording(command.resource)) {
    std::swap(command.file, command.resource);
  }
  const Result<std::string> told = tell(command, colours);
  if (interrupted()) return end_interrupted();
  if (!told) {
    print_error(told.error().message);
    return exit_code(Verdict::BadInput);
  }
  print(*told);
  return 0;
}

}  // namespace cascade::sim::cli
