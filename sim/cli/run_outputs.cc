// SPDX-License-Identifier: Apache-2.0
// Every problem is kept and told at the end: one full disk should not cost the other files.
#include "sim/cli/run_outputs.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "sim/base/ink.h"
#include "sim/base/text.h"
#include "sim/recording/recording_header.h"
#include "sim/report/junit.h"
#include "sim/report/mermaid.h"
#include "sim/report/pass_picture.h"

namespace cascade::sim::cli {
namespace {

struct Kind {
  std::string OutputFiles::*member;
  std::string_view option;
  std::string_view ending;
  // Opened by whoever writes it while the run goes on.
  bool streamed = false;
};
constexpr std::array<Kind, 8> kKinds{{{&OutputFiles::record, "record", ".recording", true},
                                      {&OutputFiles::dot, "dot", ".dot"},
                                      {&OutputFiles::svg, "svg", ".svg"},
                                      {&OutputFiles::png, "png", ".png"},
                                      {&OutputFiles::mermaid, "mermaid", ".mmd"},
                                      {&OutputFiles::trace, "trace", ".trace.json", true},
                                      {&OutputFiles::json, "json", ".json"},
                                      {&OutputFiles::junit, "junit", ".xml"}}};

// "--svg": the option that names a file.
std::string option_of(const Kind& kind) {
  return fmt::format("--{}", kind.option);
}

std::vector<JunitSuite::Case> cases_of(const Simulation& simulation, Verdict verdict) {
  JunitSuite::Case ended{"operations", {}};
  if (verdict == Verdict::Refused || verdict == Verdict::ActsFailed ||
      verdict == Verdict::Interrupted) {
    ended.failures.emplace_back(to_string(verdict));
  }
  std::vector<JunitSuite::Case> cases{std::move(ended)};
  cases.push_back({"invariants", simulation.violations()});
  if (!simulation.scenario().expect.empty()) {
    JunitSuite::Case expected{"expectations", {}};
    if (verdict != Verdict::Interrupted) expected.failures = simulation.unmet_expectations();
    cases.push_back(std::move(expected));
  }
  return cases;
}

}  // namespace

Result<std::unique_ptr<RunOutputs>> RunOutputs::open(
    const OutputFiles& wanted, bool several, const std::string& name, Simulation& simulation,
    const ReportOptions& report, const Settings& settings, const ResumedOutputs& resumed) {
  std::unique_ptr<RunOutputs> outputs(new RunOutputs(wanted, report));
  Result<void> opened = outputs->resolve(several, name);
  if (opened) opened = outputs->check(simulation.scenario(), resumed.file);
  if (opened) opened = outputs->listen(simulation, settings, resumed);
  if (!opened) return tl::unexpected(std::move(opened).error());
  return outputs;
}

Result<void> RunOutputs::resolve(bool several, const std::string& name) {
  for (const Kind& kind : kKinds) {
    std::string& file = files_.*kind.member;
    if (file.empty()) continue;
    Result<std::string> resolved = output_file(file, several, name, kind.ending);
    if (!resolved) return tl::unexpected(std::move(resolved).error());
    file = std::move(*resolved);
  }
  return {};
}

// A wrong path is told now, before an hour of simulation.
Result<void> RunOutputs::check(const Scenario& scenario, const std::string& recording) const {
  for (const Kind& kind : kKinds) {
    const std::string& file = files_.*kind.member;
    if (file.empty()) continue;
    for (const std::string* input : {&scenario.file, &scenario.model->file, &recording}) {
      if (input->empty() || !same_file(file, *input)) continue;
      return input_error(fmt::format("{} would replace {}, which is read; choose another name",
                                     option_of(kind), printable(*input)));
    }
    for (const Kind& other : kKinds) {
      if (&other == &kind) break;
      if ((files_.*other.member).empty() || !same_file(file, files_.*other.member)) continue;
      return input_error(fmt::format("{} and {} name the same file, {}", option_of(other),
                                     option_of(kind), printable(file)));
    }
    if (kind.streamed) continue;
    if (Result<void> probed = probe_file(file); !probed) return probed;
  }
  return {};
}

Result<void> RunOutputs::listen(Simulation& simulation, const Settings& settings,
                                const ResumedOutputs& resumed) {
  simulation_ = &simulation;
  if (!files_.record.empty()) {
    const std::string_view runner = report_.runner == RunnerKind::Virtual ? "virtual" : "threads";
    RecordingHeader header = header_of(simulation.scenario(), settings, runner);
    header.resumed = resumed.from;
    auto made = RecordingWriter::create(files_.record, header);
    if (!made) return tl::unexpected(std::move(made).error());
    recording_ = std::move(*made);
    simulation.add_observer(*recording_);
  }
  if (!files_.trace.empty()) {
    Result<OutputFile> file = OutputFile::create(files_.trace);
    if (!file) return tl::unexpected(std::move(file).error());
    trace_file_ = std::make_unique<OutputFile>(std::move(*file));
    trace_ = std::make_unique<TraceWriter>(
        [this](std::string_view text) { trace_file_->write(text); }, simulation.world());
    simulation.add_observer(*trace_);
  }
  if (!files_.json.empty()) {
    events_ = std::make_unique<EventCollector>();
    simulation.add_observer(*events_);
  }
  return {};
}

void RunOutputs::begin_pass(const PassRun& pass) {
  if (recording_) recording_->keyframe(simulation_->world());
  if (trace_) {
    trace_->begin_pass(pass.plan,
                       pass_text(simulation_->scenario(), pass.operation, pass.action_code));
  }
}

void RunOutputs::add_report(const std::string& text) {
  if (!files_.junit.empty()) report_text_ += unpainted(text);
}

std::vector<Error> RunOutputs::write(const Simulation* simulation, Verdict verdict) {
  if (recording_) finish_recording(*simulation);
  write_pictures(*simulation);
  if (trace_) write_trace();
  if (events_) write_json(*simulation);
  if (!files_.junit.empty()) write_junit(*simulation, verdict);
  return std::move(problems_);
}

void RunOutputs::keep(const std::string& file, const Result<void>& result) {
  if (result) {
    written_.push_back(file);
  } else {
    problems_.push_back(result.error());
  }
}

void RunOutputs::finish_recording(const Simulation& simulation) {
  recording_->keyframe(simulation.world());
  RecordingEnd end;
  end.complete = !report_.interrupted;
  end.event_count = simulation.event_count();
  end.event_digest = simulation.event_digest();
  end.world_digest = simulation.world().digest();
  const Result<std::uint64_t> bytes = recording_->finish(end);
  if (bytes) {
    written_.push_back(files_.record);
  } else {
    problems_.push_back(bytes.error());
  }
}

void RunOutputs::write_pictures(const Simulation& simulation) {
  const std::size_t operations = simulation.scenario().operations.size();
  for (std::uint32_t i = 0; i < operations; ++i) {
    if (const PassRun* const pass = main_pass(simulation, i)) {
      write_picture(simulation, *pass, operations == 1 ? 0 : i + 1);
    }
  }
}

void RunOutputs::write_picture(const Simulation& simulation, const PassRun& pass,
                               std::size_t number) {
  const bool wanted =
      !files_.dot.empty() || !files_.svg.empty() || !files_.png.empty() || !files_.mermaid.empty();
  if (!wanted) return;
  const TreeView view = view_of(simulation, pass, report_.times);
  // The first operation's picture has the name that was asked for.
  const auto file_of = [number](const std::string& file) {
    return number <= 1 ? file : numbered_file(file, number);
  };
  const auto drawn = [&](const std::string& given, Picture picture) {
    if (given.empty()) return;
    const Result<std::string> content = draw(view, picture);
    if (content) {
      keep(file_of(given), write_file(file_of(given), *content));
    } else {
      problems_.push_back(content.error());
    }
  };
  drawn(files_.dot, Picture::Dot);
  drawn(files_.svg, Picture::Svg);
  drawn(files_.png, Picture::Png);
  if (!files_.mermaid.empty()) {
    keep(file_of(files_.mermaid), write_file(file_of(files_.mermaid), mermaid(view)));
  }
}

void RunOutputs::write_trace() {
  trace_->finish();
  keep(files_.trace, trace_file_->finish());
}

void RunOutputs::write_json(const Simulation& simulation) {
  Result<OutputFile> file = OutputFile::create(files_.json);
  if (!file) {
    problems_.push_back(file.error());
    return;
  }
  write_report_json(simulation, *events_, report_,
                    [&file](std::string_view text) { file->write(text); });
  keep(files_.json, file->finish());
}

void RunOutputs::write_junit(const Simulation& simulation, Verdict verdict) {
  JunitSuite suite;
  suite.name = simulation.scenario().name;
  suite.file = simulation.scenario().file;
  if (report_.times) suite.time = simulation.makespan();
  suite.cases = cases_of(simulation, verdict);
  suite.output = report_text_;
  keep(files_.junit, write_file(files_.junit, junit({suite})));
}

}  // namespace cascade::sim::cli
