// SPDX-License-Identifier: Apache-2.0
#include "sim/cli/option_groups.h"

#include <cstdint>
#include <string>
#include <utility>

namespace cascade::sim::cli {
namespace {

constexpr std::uint64_t kWorkersMax = 1'000'000;

template <class Words>
void add_words(CLI::App& app, const std::string& name, std::string& value, const Words& words,
               const std::string& about) {
  std::string list;
  for (const std::string& word : words_of(words)) list += (list.empty() ? "" : ", ") + word;
  app.add_option(name, value, about + ": " + list)
      ->check(one_of(words_of(words)))
      ->option_text("WORD");
}

}  // namespace

Result<Settings> settings_of(const ScenarioOptions& options) {
  Result<Settings> settings = split_settings(options.set);
  if (!settings) return settings;
  const auto add = [&settings](const char* key, const std::string& value) {
    if (!value.empty()) settings->emplace_back(key, value);
  };
  add("seed", options.seed);
  add("schedule", options.schedule);
  add("merge", options.merge);
  add("failure", options.failure);
  add("workers", options.workers);
  return settings;
}

void add_set(CLI::App& app, std::vector<std::string>& set, const std::string& about) {
  app.add_option("--set", set, about)
      ->option_text("KEY=VALUE")
      ->take_all()
      ->allow_extra_args(false);
}

void add_seed(CLI::App& app, std::string& seed, const std::string& about) {
  app.add_option("--seed", seed, about)->check(any_seed())->option_text("N");
}

void add_scenario_options(CLI::App& app, ScenarioOptions& options) {
  add_set(app, options.set,
          "Replace a value of the scenario: workers=4, topology.preset=small, "
          "operations.0.mode=enforcing; a bare number's name means the topology's: "
          "hosts_per_cluster=4");
  add_seed(app, options.seed, "What chance is drawn from");
  add_words(app, "--schedule", options.schedule, kScheduleWords, "When acts start");
  add_words(app, "--merge", options.merge, kMergeWords, "Several paths to the same edge");
  add_words(app, "--failure", options.failure, kFailureWords, "What a failure means for the rest");
  app.add_option("--workers", options.workers, "Acts in flight in the whole run")
      ->check(whole_number(1, kWorkersMax))
      ->option_text("K");
}

void add_files(CLI::App& app, std::vector<std::string>& files) {
  app.add_option(
         "SCENARIO", files,
         "Scenario files, shipped ones by name, folders with scenarios, - for standard input")
      ->required()
      ->option_text("...");
}

void add_outputs(CLI::App& app, OutputFiles& outputs) {
  const auto add = [&app](const char* name, std::string& file, const char* about) {
    app.add_option(name, file, about)->option_text("FILE")->group("Files to write");
  };
  add("--record", outputs.record, "Everything, for replay, why, tree and resume");
  add("--dot", outputs.dot, "The tree for Graphviz");
  add("--svg", outputs.svg, "The tree as a picture");
  add("--png", outputs.png, "The tree as a picture, if it is small enough");
  add("--mermaid", outputs.mermaid, "The tree for Mermaid");
  add("--trace", outputs.trace, "Chrome trace events: open in ui.perfetto.dev");
  add("--json", outputs.json, "The report and all events");
  add("--junit", outputs.junit, "Results for a CI system");
}

void add_recording(CLI::App& app, std::string& file) {
  app.add_option("RECORDING", file, "A file written by run --record")->required()->option_text(" ");
}

}  // namespace cascade::sim::cli
