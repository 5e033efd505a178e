// SPDX-License-Identifier: Apache-2.0
#include "sim/cli/option_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>

#include "sim/base/text.h"
#include "sim/base/yaml_document.h"
#include "sim/scenario/scenario_form.h"

namespace cascade::sim::cli {
namespace {

// "a, b or c"
std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
    text += words[i];
  }
  return text;
}

std::string nearest(std::string_view word, const std::vector<std::string>& known) {
  return did_you_mean(word, std::vector<std::string_view>(known.begin(), known.end()));
}

// "operations[0].mode" -> "operations.0.mode"
std::string dotted(const std::string& key) {
  std::string result;
  for (const char c : key) {
    if (c == '[') {
      result += '.';
    } else if (c != ']') {
      result += c;
    }
  }
  return result;
}

// "hosts_per_cluster" -> "topology.hosts_per_cluster"
std::string full_key(const std::string& key) {
  if (key.find('.') != std::string::npos) return key;
  const std::vector<FormKey>& known = scenario_form().keys;
  const bool is_known = std::any_of(known.begin(), known.end(),
                                    [&key](const FormKey& form) { return form.name == key; });
  return is_known ? key : "topology." + key;
}

}  // namespace

CLI::Validator one_of(std::vector<std::string> words) {
  const auto check = [words = std::move(words)](std::string& value) -> std::string {
    if (std::find(words.begin(), words.end(), value) != words.end()) return {};
    return fmt::format("must be {}, not {}{}", listed(words), sim::in_quotes(printable(value)),
                       nearest(value, words));
  };
  return {check, ""};
}

CLI::Validator whole_number(std::uint64_t min, std::uint64_t max) {
  const auto check = [min, max](std::string& value) -> std::string {
    std::uint64_t number = 0;
    const char* const end = value.data() + value.size();
    const auto [last, error] = std::from_chars(value.data(), end, number);
    const bool is_number = error == std::errc{} && last == end;
    if (is_number && number >= min && number <= max) return {};
    return fmt::format("must be a whole number from {} to {}, not {}", min, max,
                       sim::in_quotes(printable(value)));
  };
  return {check, ""};
}

CLI::Validator any_seed() {
  return whole_number(0, std::numeric_limits<std::uint64_t>::max());
}

Result<Settings> split_settings(const std::vector<std::string>& set) {
  Settings settings;
  for (const std::string& text : set) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0) {
      return input_error(
          fmt::format("--set must be KEY=VALUE, not {}", sim::in_quotes(printable(text))));
    }
    settings.emplace_back(full_key(dotted(text.substr(0, equals))), text.substr(equals + 1));
  }
  return settings;
}

Result<TreeCommand::Format> format_of_file(const std::string& file) {
  using Format = TreeCommand::Format;
  const std::string name = file.substr(file.rfind('/') + 1);
  const std::size_t dot = name.rfind('.');
  const std::string ending = dot == std::string::npos ? "txt" : name.substr(dot + 1);
  if (ending == "txt") return Format::Text;
  if (ending == "dot" || ending == "gv") return Format::Dot;
  if (ending == "svg") return Format::Svg;
  if (ending == "png") return Format::Png;
  if (ending == "mmd" || ending == "mermaid") return Format::Mermaid;
  return input_error(
      fmt::format("the ending of {} names no format: .txt, .dot, .svg, .png and .mmd do; or say "
                  "--format",
                  printable(file)));
}

std::string unknown_argument(const CLI::App& command, const std::string& left) {
  if (!left.starts_with('-')) {
    return fmt::format("there is no place for the argument {}", sim::in_quotes(printable(left)));
  }
  const std::string word = left.substr(0, left.find('='));
  std::vector<std::string> known;
  for (const CLI::App* app = &command; app != nullptr; app = app->get_parent()) {
    for (const CLI::Option* option : app->get_options()) {
      for (const std::string& spelling : option->get_lnames()) known.push_back("--" + spelling);
      for (const std::string& spelling : option->get_snames()) known.push_back("-" + spelling);
    }
  }
  return fmt::format("there is no option {}{}", sim::in_quotes(printable(word)),
                     nearest(word, known));
}

std::string unknown_command(const CLI::App& app, const std::string& word) {
  std::vector<std::string> known;
  for (const CLI::App* command : app.get_subcommands({})) known.push_back(command->get_name());
  std::string advice = nearest(word, known);
  if (advice.empty()) advice = "; there are " + listed(known);
  return fmt::format("there is no command {}{}", sim::in_quotes(printable(word)), advice);
}

}  // namespace cascade::sim::cli
