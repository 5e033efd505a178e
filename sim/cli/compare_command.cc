// SPDX-License-Identifier: Apache-2.0
// `cascade compare`: one scenario under several policies, or two recordings, side by side.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "sim/base/json_writer.h"
#include "sim/base/text.h"
#include "sim/cli/commands.h"
#include "sim/cli/files.h"
#include "sim/cli/progress.h"
#include "sim/cli/terminal.h"
#include "sim/compare/compare_json.h"
#include "sim/compare/compare_text.h"
#include "sim/compare/run_compare.h"
#include "sim/compare/zstack_compare_text.h"
#include "sim/reader/shipped.h"
#include "sim/recording/recording.h"
#include "sim/recording/source_kind.h"
#include "sim/scenario/scenario_reader.h"

namespace cascade::sim::cli {
namespace {

int wrong_input(const std::string& message) {
  if (interrupted()) return end_interrupted();
  print_mistakes(message);
  return exit_code(Verdict::BadInput);
}

/// The text, or the JSON where that is wanted on standard output.
template <class WriteJson>
Result<void> present(const std::string& json_file, const std::string& text, WriteJson write_json) {
  if (json_file == "-") {
    write_json([](std::string_view piece) { print(piece); });
    return {};
  }
  print(text);
  if (json_file.empty()) return {};
  Result<OutputFile> file = OutputFile::create(json_file);
  if (!file) return tl::unexpected(std::move(file).error());
  write_json([&file](std::string_view piece) { file->write(piece); });
  return file->finish();
}

Verdict verdict_of_ways(const std::vector<WayResult>& ways, bool must_be_same) {
  std::vector<Verdict> verdicts{Verdict::Ok};
  for (const WayResult& result : ways) {
    if (result.facts.verdict == Verdict::InvariantBroken) {
      verdicts.push_back(Verdict::InvariantBroken);
    }
    const bool policy = result.way.kind == CompareWay::Kind::Policy;
    const bool same = result.difference.empty() && result.facts.outcome == ways[0].facts.outcome;
    if (must_be_same && policy && !same) verdicts.push_back(Verdict::ExpectationNotMet);
  }
  return worst(verdicts);
}

int compare_scenario(const CompareCommand& command, bool colours) {
  const Result<Scenario> scenario =
      load_scenario(file_or_shipped(command.files[0]), command.settings);
  if (!scenario) return wrong_input(scenario.error().message);
  const auto ways = ways_of(*scenario, command.choice);
  if (!ways) return wrong_input("cascade: " + ways.error().message + "\n");
  Progress progress(scenario->name);
  const auto results = compare_ways(*scenario, *ways, progress.watch());
  if (!results) return wrong_input(results.error().message);
  clear_progress_line();
  const Result<void> shown =
      present(command.json, comparison_text(*scenario, *results, {colours, command.all_rows}),
              [&](TextSink sink) { write_comparison_json(*scenario, *results, std::move(sink)); });
  if (!shown) {
    print_error(shown.error().message);
    return exit_code(Verdict::BadInput);
  }
  return exit_code(verdict_of_ways(*results, command.must_be_same));
}

/// The scenario with other settings beside the user's; its file is not read again.
Result<Scenario> with_compat(const Scenario& scenario, Settings settings, std::string profile) {
  settings.emplace_back("compat", std::move(profile));
  return parse_scenario(scenario.text, scenario.file, settings);
}

int compare_compat(const CompareCommand& command, bool colours) {
  const Result<Scenario> scenario = load_scenario(command.files[0], command.settings);
  if (!scenario) return wrong_input(scenario.error().message);
  const auto theirs = with_compat(*scenario, command.settings, command.compat);
  if (!theirs) return wrong_input(theirs.error().message);
  if (theirs->compat.empty()) return wrong_input("cascade: --compat needs the name of a profile\n");
  const auto own = with_compat(*scenario, command.settings, "none");
  if (!own) return wrong_input(own.error().message);
  Progress progress(scenario->name);
  const auto comparison = compare_with_zstack(*own, *theirs, progress.watch());
  if (!comparison) return wrong_input(comparison.error().message);
  clear_progress_line();
  const Result<void> shown =
      present(command.json, zstack_text(*own, *comparison, {colours, command.all_rows}),
              [&](TextSink sink) { write_zstack_json(*own, *comparison, std::move(sink)); });
  if (!shown) {
    print_error(shown.error().message);
    return exit_code(Verdict::BadInput);
  }
  const bool broken = comparison->own.verdict == Verdict::InvariantBroken;
  const bool same = std::all_of(comparison->operations.begin(), comparison->operations.end(),
                                [](const ZstackOperation& operation) {
                                  return operation.findings.empty() && operation.difference.empty();
                                });
  if (broken) return exit_code(Verdict::InvariantBroken);
  return exit_code(command.must_be_same && !same ? Verdict::ExpectationNotMet : Verdict::Ok);
}

int compare_two(const CompareCommand& command, bool colours) {
  std::vector<Recording> recordings;
  for (const std::string& file : command.files) {
    Result<Recording> recording = load_recording(file);
    if (!recording) {
      print_error(recording.error().message);
      return exit_code(Verdict::BadInput);
    }
    recordings.push_back(*std::move(recording));
  }
  const auto comparison = compare_recordings(recordings[0], recordings[1]);
  if (!comparison) return wrong_input(comparison.error().message);
  const Result<void> shown = present(
      command.json,
      comparison_text(*comparison, command.files[0], command.files[1], {colours, command.all_rows}),
      [&](TextSink sink) { write_comparison_json(*comparison, std::move(sink)); });
  if (!shown) {
    print_error(shown.error().message);
    return exit_code(Verdict::BadInput);
  }
  const bool wanted = !command.must_be_same || comparison->same();
  return exit_code(wanted ? Verdict::Ok : Verdict::ExpectationNotMet);
}

}  // namespace

int compare(const CompareCommand& command, bool colours) {
  const auto recorded = std::count_if(command.files.begin(), command.files.end(), is_recording);
  const std::size_t count = command.files.size();
  if (count == 1 && recorded == 0) {
    return command.compat.empty() ? compare_scenario(command, colours)
                                  : compare_compat(command, colours);
  }
  if (!command.compat.empty()) {
    print_error("--compat compares one scenario, not recordings or several files");
    return exit_code(Verdict::BadInput);
  }
  if (count == 2 && recorded == 2) return compare_two(command, colours);
  if (count == 1) {
    print_error(fmt::format(
        "{} is a recording, which needs another one to be compared with; it is a scenario that is "
        "compared alone, under several policies",
        command.files[0]));
  } else {
    print_error(fmt::format(
        "compare takes one scenario or two recordings, not {} of which {} recordings (run --record "
        "makes them)",
        counted(count, "file"), recorded == 0 ? "none are" : fmt::format("{} are", recorded)));
  }
  return exit_code(Verdict::BadInput);
}

}  // namespace cascade::sim::cli
