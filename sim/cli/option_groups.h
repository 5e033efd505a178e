// SPDX-License-Identifier: Apache-2.0
// Options that several commands have, and how they become settings of the scenario reader. Knows
// the library, like sim/cli/command_options.h.
#pragma once

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "engine/result.h"
#include "sim/cli/option_checks.h"
#include "sim/cli/options.h"
#include "sim/scenario/scenario_words.h"

namespace cascade::sim::cli {

/// Overrides under the names of the scenario language, in the order in which they are applied.
struct ScenarioOptions {
  std::vector<std::string> files;
  std::vector<std::string> set;
  std::string seed;
  std::string schedule;
  std::string merge;
  std::string failure;
  std::string workers;
};

/// Errors: a --set that is no KEY=VALUE.
Result<Settings> settings_of(const ScenarioOptions& options);

void add_set(CLI::App& app, std::vector<std::string>& set, const std::string& about);
void add_seed(CLI::App& app, std::string& seed, const std::string& about);
/// All but the files.
void add_scenario_options(CLI::App& app, ScenarioOptions& options);
/// SCENARIO...
void add_files(CLI::App& app, std::vector<std::string>& files);
/// Every file that a run can write.
void add_outputs(CLI::App& app, OutputFiles& outputs);
/// RECORDING
void add_recording(CLI::App& app, std::string& file);

/// A list of words by commas; "all" is all of them.
template <class Words>
void add_axis(CLI::App& app, const std::string& name, std::vector<std::string>& values,
              const Words& words, const std::string& about) {
  std::vector<std::string> allowed = words_of(words);
  std::string list;
  for (const std::string& word : allowed) list += (list.empty() ? "" : ", ") + word;
  allowed.emplace_back("all");
  app.add_option(name, values, about + ": " + list + ", all")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(one_of(std::move(allowed)))
      ->option_text("WORDS");
}

/// What add_axis() took, each once.
template <class Value, std::size_t size>
std::vector<Value> axis_of(const std::array<NamedValue<Value>, size>& words,
                           const std::vector<std::string>& chosen) {
  std::vector<Value> values;
  for (const NamedValue<Value>& entry : words) {
    const bool named = std::any_of(chosen.begin(), chosen.end(), [&](const std::string& word) {
      return word == entry.word || word == "all";
    });
    if (named) values.push_back(entry.value);
  }
  return values;
}

}  // namespace cascade::sim::cli
