// SPDX-License-Identifier: Apache-2.0
// What the values of options must be, in the words of our other messages: what is wrong, what would
// be right, what is nearest. Knows the library, like sim/cli/options.cc.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"
#include "sim/cli/options.h"

namespace cascade::sim::cli {

/// One of the words, which the help lists.
CLI::Validator one_of(std::vector<std::string> words);
/// A decimal number, `min` .. `max`.
CLI::Validator whole_number(std::uint64_t min, std::uint64_t max);
/// A seed: any number of 64 bits.
CLI::Validator any_seed();

/// The words of a table of sim/base/axis_words.h.
template <class Words>
std::vector<std::string> words_of(const Words& words) {
  std::vector<std::string> names;
  for (const auto& word : words) names.emplace_back(word.word);
  return names;
}

/// "key=value" each. A bare number's name means the topology's; "faults[0].kind" is taken for
/// "faults.0.kind".
Result<Settings> split_settings(const std::vector<std::string>& set);

/// "a.svg" -> Svg; nothing and "a.txt" -> Text. Errors: an ending that means nothing.
Result<TreeCommand::Format> format_of_file(const std::string& file);

/// What is wrong with a command line of which `left` was not understood, or with its first word.
std::string unknown_argument(const CLI::App& command, const std::string& left);
std::string unknown_command(const CLI::App& app, const std::string& word);

}  // namespace cascade::sim::cli
