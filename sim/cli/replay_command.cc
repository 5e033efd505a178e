// SPDX-License-Identifier: Apache-2.0
// `cascade replay`: the engine again, with the recorded completions.
#include <fmt/format.h>

#include <string>

#include "sim/base/ink.h"
#include "sim/base/text.h"
#include "sim/cli/commands.h"
#include "sim/cli/terminal.h"
#include "sim/recording/recording.h"
#include "sim/recording/replay.h"

namespace cascade::sim::cli {
namespace {

std::string digests_text(std::string_view what, std::uint64_t now,
                         const std::optional<std::uint64_t>& recorded) {
  if (!recorded) return fmt::format("  {} {}, none recorded\n", what, digest_text(now));
  return fmt::format("  {} {}, {}\n", what, digest_text(now),
                     *recorded == now ? "as recorded" : "recorded " + digest_text(*recorded));
}

std::string report_text(const Recording& recording, const ReplayReport& report, bool colours) {
  const bool same = report.same();
  std::string text = fmt::format(
      "{}: {} of {} replayed, {}\n", printable(recording.header.scenario_file),
      grouped(report.events_compared), counted(recording.events.size(), "event"),
      painted(same ? Ink::Good : Ink::Bad, same ? "the same" : "not the same", colours));
  text += fmt::format("  recorded by cascade {}, seed {}, {}\n",
                      printable(recording.header.version), recording.header.seed,
                      report.complete ? "complete"
                      : recording.end ? "interrupted"
                                      : "without an end: its writer was killed");
  if (report.first_difference) {
    const ReplayReport::Difference& difference = *report.first_difference;
    text += fmt::format("  first difference at event {}\n    recorded: {}\n    replayed: {}\n",
                        grouped(difference.position + 1), printable(difference.recorded),
                        printable(difference.replayed));
  }
  text += digests_text("events", report.event_digest, report.recorded_event_digest);
  text += digests_text("world ", report.world_digest, report.recorded_world_digest);
  return text;
}

}  // namespace

int replay(const ReplayCommand& command, bool colours) {
  const Result<Recording> recording = load_recording(command.file);
  if (!recording) {
    print_error(recording.error().message);
    return exit_code(Verdict::BadInput);
  }
  const Result<ReplayReport> report = sim::replay(*recording);
  if (interrupted()) return end_interrupted();
  if (!report) {
    print_mistakes(report.error().message);
    return exit_code(Verdict::BadInput);
  }
  print(report_text(*recording, *report, colours));
  return exit_code(report->same() ? Verdict::Ok : Verdict::ExpectationNotMet);
}

}  // namespace cascade::sim::cli
