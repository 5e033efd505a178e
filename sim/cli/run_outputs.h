// SPDX-License-Identifier: Apache-2.0
// The files of one run: opened before it starts, so that a path that cannot be written is told at
// once; the recording and the trace written while it goes, the rest after it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/result.h"
#include "sim/cli/files.h"
#include "sim/cli/options.h"
#include "sim/recording/recording.h"
#include "sim/report/draw_dot.h"
#include "sim/report/report.h"
#include "sim/report/report_json.h"
#include "sim/report/trace.h"
#include "sim/run/simulation.h"

namespace cascade::sim::cli {

/// Where the run is resumed.
struct ResumedOutputs {
  std::string file;  ///< The recording before; empty: it is not resumed.
  std::shared_ptr<const ResumedFrom> from;
};

class RunOutputs {
 public:
  /// Listens to `simulation`, which must outlive the events. `report` is looked at until write().
  /// In folders (always, where there are `several` scenarios) the files are called `name`.
  static Result<std::unique_ptr<RunOutputs>> open(const OutputFiles& wanted, bool several,
                                                  const std::string& name, Simulation& simulation,
                                                  const ReportOptions& report,
                                                  const Settings& settings,
                                                  const ResumedOutputs& resumed = {});

  void begin_pass(const PassRun& pass);
  /// The text report goes into the JUnit file, too.
  void add_report(const std::string& text);

  /// After the end. What could not be written, an error each.
  std::vector<Error> write(const Simulation* simulation, Verdict verdict);
  [[nodiscard]] const std::vector<std::string>& written() const { return written_; }

 private:
  RunOutputs(const OutputFiles& wanted, const ReportOptions& report)
      : files_(wanted), report_(report) {}
  Result<void> resolve(bool several, const std::string& name);
  Result<void> check(const Scenario& scenario, const std::string& recording) const;
  Result<void> listen(Simulation& simulation, const Settings& settings,
                      const ResumedOutputs& resumed);
  void finish_recording(const Simulation& simulation);
  void write_pictures(const Simulation& simulation);
  void write_picture(const Simulation& simulation, const PassRun& pass, std::size_t number);
  void write_trace();
  void write_json(const Simulation& simulation);
  void write_junit(const Simulation& simulation, Verdict verdict);
  void keep(const std::string& file, const Result<void>& result);

  OutputFiles files_;
  const ReportOptions& report_;
  std::unique_ptr<RecordingWriter> recording_;
  std::unique_ptr<OutputFile> trace_file_;
  std::unique_ptr<TraceWriter> trace_;
  std::unique_ptr<EventCollector> events_;
  const Simulation* simulation_ = nullptr;
  std::string report_text_;
  std::vector<std::string> written_;
  std::vector<Error> problems_;
};

}  // namespace cascade::sim::cli
