// SPDX-License-Identifier: Apache-2.0
#include "gui/app_bench.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/assert.h"
#include "engine/real_clock.h"
#include "gui/app.h"
#include "gui/model/player.h"
#include "gui/model/simulate.h"
#include "gui/model/text_file.h"
#include "gui/model/tree_pane.h"
#include "gui/model/view_state.h"
#include "gui/platform/cpu_time.h"
#include "gui/view/invoke.h"
#include "sim/base/random.h"
#include "sim/base/text.h"
#include "sim/reader/model_reader.h"
#include "sim/recording/recording_header.h"
#include "sim/run/simulation.h"
#include "sim/scenario/scenario_reader.h"

namespace cascade::gui {
namespace {

using namespace std::chrono_literals;

double milliseconds(Duration duration) {
  return double(duration.count()) / 1e6;
}

/// A folder of its own, gone afterwards.
class Scratch {
 public:
  Scratch() {
    std::string name = (std::filesystem::temp_directory_path() / "cascade-bench-XXXXXX").string();
    if (mkdtemp(name.data()) != nullptr) folder_ = name;
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() {
    std::error_code ignored;
    if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
  }
  [[nodiscard]] std::string file(const char* name) const {
    return (std::filesystem::path(folder_) / name).string();
  }

 private:
  std::string folder_;
};

/// The delete pass alone of CLOUD(1,000,000), with the default schedule.
Result<sim::Scenario> large_scenario() {
  auto shipped = sim::load_model("cloud", "");
  if (!shipped) return tl::unexpected(std::move(shipped).error());
  std::string text = (*shipped)->text;
  constexpr std::string_view kOperations = "\noperations:\n";
  const std::size_t at = text.find(kOperations);
  CASCADE_ASSERT(at != std::string::npos, "the model has operations");
  text.insert(at + kOperations.size(), "  only: { passes: [delete] }\n");
  return sim::parse_scenario(
      "model: cloud\ntopology: { shape: baseline, vms: 1000000 }\n"
      "operations: [{ run: only, on: Zone/1 }]\nmerge: union\n",
      "cloud-million.yaml", {},
      [&](const std::string&, const std::string&) { return sim::parse_model(text, "cloud.yaml"); });
}

Result<void> record_large_run(const std::string& file) {
  auto scenario = large_scenario();
  if (!scenario) return tl::unexpected(std::move(scenario).error());
  auto writer = sim::RecordingWriter::create(file, header_of(*scenario, {}, "virtual"));
  if (!writer) return tl::unexpected(std::move(writer).error());
  sim::SimulationOptions options;
  options.checkers = false;
  auto made = sim::Simulation::create(*std::move(scenario), options);
  if (!made) return tl::unexpected(std::move(made).error());
  (*made)->add_observer(**writer);
  (*made)->run();
  const auto written = (*writer)->finish(
      {true, (*made)->event_count(), (*made)->event_digest(), (*made)->world().digest()});
  if (!written) return tl::unexpected(written.error());
  return {};
}

/// About 5,000 nodes: the branches of a type graph with all edges, none of which ends early.
constexpr std::string_view kLargeTree =
    "model: random\ntopology: { shape: random, types: 16, density: 100, span: 15,\n"
    "  stop_percent: 0, clear_percent: 0, resources_per_type: 2, links_per_resource: 2 }\n"
    "operations: [{ run: delete, on: T0/1 }]\n";

class Bench {
 public:
  explicit Bench(App& app) : app_(app), workbench_(app.workbench()) {}

  int run(std::string recording) {
    print("", "aim", "median", "worst", "");
    idle();
    if (recording.empty()) {
      recording = scratch_.file("large.recording");
      std::fprintf(stderr, "recording a run over a million VMs …\n");
      if (auto made = record_large_run(recording); !made) return fail(made.error().message);
    }
    open(recording);
    if (workbench_.history() == nullptr || workbench_.history()->end() == nullptr) {
      return fail("it cannot be opened: " + recording);
    }
    for (const auto* const panel : {"tree", "map", "timeline"}) pan(panel, "large run");
    scrub();
    return large_tree();
  }

 private:
  static int fail(const std::string& why) {
    std::fprintf(stderr, "cascade-gui: --bench: %s\n", why.c_str());
    return 1;
  }
  static void print(std::string_view what, std::string_view aim, std::string_view median,
                    std::string_view worst, std::string_view met) {
    std::fputs(fmt::format("{:52} {:>9} {:>9} {:>9}  {}\n", what, aim, median, worst, met).c_str(),
               stdout);
    std::fflush(stdout);
  }
  /// Times in milliseconds; the aim is for the median, or (`every`) for the worst.
  static void tell(const std::string& what, double aim, std::vector<Duration> times, bool every) {
    std::sort(times.begin(), times.end());
    const double median = milliseconds(times[times.size() / 2]);
    const double worst = milliseconds(times.back());
    print(what, fmt::format("<= {:g} ms", aim), fmt::format("{:.2f}", median),
          fmt::format("{:.2f}", worst), (every ? worst : median) <= aim ? "met" : "NOT MET");
  }

  void command(std::string_view line) {
    invoke_line(workbench_, line);
    app_.settle();
  }

  void idle() {
    app_.settle();
    app_.run_for(1s);
    constexpr Duration kWatched = 5s;
    const Duration before = process_cpu_time();
    const std::uint64_t frames = app_.frames();
    app_.run_for(kWatched);
    const double share = 100 * milliseconds(process_cpu_time() - before) / milliseconds(kWatched);
    print("idle: share of a core", "<= 1 %", fmt::format("{:.2f} %", share), "",
          share <= 1 ? "met" : "NOT MET");
    const std::uint64_t drawn = app_.frames() - frames;
    print("idle: frames", "0", fmt::format("{}", drawn), "", drawn == 0 ? "met" : "NOT MET");
  }

  void open(const std::string& recording) {
    const Instant begin = clock_.now();
    command("open '" + recording + "'");
    const auto& history = workbench_.history();
    const std::string what = fmt::format("opening it: {} events",
                                         sim::grouped(history == nullptr ? 0 : history->size()));
    tell(what, 5'000, {clock_.now() - begin}, true);
  }

  void pan(const std::string& panel, const std::string& what) {
    command("show " + panel + "; fit");
    for (int i = 0; i < 4; ++i) workbench_.view().request(panel, ViewRequest::ZoomIn);
    app_.settle();
    std::vector<Duration> frames;
    constexpr int kFrames = 120;
    for (int i = 0; i < kFrames; ++i) {
      // There and back, a step per frame.
      const bool there = i % 40 < 20;
      workbench_.view().request(panel, there ? ViewRequest::Right : ViewRequest::Left);
      frames.push_back(app_.turn());
    }
    tell(fmt::format("{}: a frame while panning the {}", what, panel), 8, std::move(frames), false);
    app_.settle();
  }

  void scrub() {
    const std::uint64_t size = workbench_.history()->size();
    std::vector<Duration> times;
    sim::Random random(1, "bench");
    constexpr int kJumps = 60;
    for (int i = 0; i < kJumps; ++i) {
      const std::uint64_t to = random.below(size + 1);
      const Instant begin = clock_.now();
      workbench_.player().seek(to);
      while (workbench_.player().position() != to) app_.turn();
      times.push_back(clock_.now() - begin);
    }
    tell("large run: scrubbing to any position", 100, std::move(times), true);
  }

  int large_tree() {
    const std::string file = scratch_.file("large-tree.yaml");
    if (auto done = write_text_file(file, kLargeTree); !done) return fail(done.error().message);
    command("show tree; open " + file);
    const Instant begin = clock_.now();
    invoke_line(workbench_, "run");
    do app_.turn();
    while (workbench_.tree().outline() == nullptr && clock_.now() - begin < 60s);
    const Duration first = clock_.now() - begin;
    app_.settle();
    if (workbench_.tree().outline() == nullptr) return fail("there is no tree");
    const std::string what =
        fmt::format("tree of {} nodes", sim::grouped(workbench_.tree().outline()->size()));
    tell(what + ": run and first picture", 2'000, {first}, true);
    pan("tree", what);
    workbench_.tree().expand_all();
    app_.settle();
    pan("tree", what + ", all expanded");
    return 0;
  }

  App& app_;
  Workbench& workbench_;
  RealClock clock_;
  Scratch scratch_;
};

}  // namespace

int run_bench(App& app, const std::string& recording) {
  return Bench(app).run(recording);
}

}  // namespace cascade::gui
