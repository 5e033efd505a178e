// SPDX-License-Identifier: Apache-2.0
#include "gui/app_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace cascade::gui {
namespace {

/// All of `text`.
std::optional<int> number(std::string_view text, int min, int max) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (value < min || value > max) return std::nullopt;
  return value;
}

Result<void> set_theme(AppOptions& options, const std::string& value) {
  constexpr std::array<std::string_view, 3> kThemes{"system", "dark", "light"};
  if (std::find(kThemes.begin(), kThemes.end(), value) == kThemes.end()) {
    return input_error(fmt::format("--theme: '{}' is none of system, dark, light", value));
  }
  options.theme = value;
  return {};
}

Result<void> set_size(AppOptions& options, const std::string& value) {
  const std::size_t cross = value.find('x');
  const std::string_view text = value;
  if (cross != std::string::npos) {
    options.width = number(text.substr(0, cross), 320, 16'384);
    options.height = number(text.substr(cross + 1), 240, 16'384);
  }
  if (options.width && options.height) return {};
  return input_error(
      fmt::format("--size: '{}' is not of the form 1920x1080 (at least 320x240)", value));
}

/// "2", "1.5"
Result<void> set_scale(AppOptions& options, const std::string& value) {
  const std::string_view text = value;
  const std::size_t point = std::min(text.find('.'), text.size());
  const auto whole = number(text.substr(0, point), 1, 4);
  std::string part(text.substr(std::min(point + 1, text.size())));
  part.resize(std::max<std::size_t>(part.size(), 2), '0');
  const auto hundredths = number(part, 0, 99);
  if (whole && hundredths && part.size() == 2) options.scale = *whole * 100 + *hundredths;
  if (options.scale && *options.scale <= 400) return {};
  options.scale.reset();
  return input_error(fmt::format("--scale: '{}' is no number from 1 to 4, as 1.5", value));
}

Result<void> set_log(AppOptions& options, const std::string& value) {
  options.log = value;
  return {};
}

Result<void> set_script(AppOptions& options, const std::string& value) {
  options.script = value;
  return {};
}

Result<void> set_settings(AppOptions& options, const std::string& value) {
  if (value.empty()) return input_error("--settings: name a folder, or none");
  options.settings = value;
  return {};
}

struct Flag {
  std::string_view name;
  bool AppOptions::*member;
};
constexpr std::array kFlags{Flag{"--help", &AppOptions::help}, Flag{"-h", &AppOptions::help},
                            Flag{"--version", &AppOptions::version},
                            Flag{"--bench", &AppOptions::bench}};

struct Valued {
  std::string_view name;
  Result<void> (*set)(AppOptions& options, const std::string& value);
};
constexpr std::array kValued{Valued{"--exec", set_script}, Valued{"--log", set_log},
                             Valued{"--theme", set_theme}, Valued{"--size", set_size},
                             Valued{"--scale", set_scale}, Valued{"--settings", set_settings}};

/// Takes the arguments one by one.
class Parser {
 public:
  explicit Parser(std::span<const std::string> arguments) : rest_(arguments) {}

  Result<AppOptions> parse() {
    while (!rest_.empty()) {
      const std::string argument = next();
      if (argument == "--" || !argument.starts_with('-') || argument == "-") {
        if (argument != "--") options_.files.push_back(argument);
        if (argument == "--")
          options_.files.insert(options_.files.end(), rest_.begin(), rest_.end());
        if (argument == "--") break;
        continue;
      }
      const Result<void> taken = option(argument);
      if (!taken) return tl::unexpected(taken.error());
    }
    const std::size_t most = options_.bench ? 1 : 2;
    if (options_.files.size() > most) {
      return input_error(
          fmt::format("'{}' is one file too many{}", options_.files[most],
                      options_.bench ? " for --bench" : ": two are opened, to be compared"));
    }
    return std::move(options_);
  }

 private:
  std::string next() {
    std::string first = rest_.front();
    rest_ = rest_.subspan(1);
    return first;
  }

  Result<void> option(const std::string& argument) {
    const std::size_t equals = std::min(argument.find('='), argument.size());
    const std::string name = argument.substr(0, equals);
    const auto* const flag = std::find_if(
        kFlags.begin(), kFlags.end(), [&](const Flag& known) { return known.name == argument; });
    if (flag != kFlags.end()) {
      options_.*flag->member = true;
      return {};
    }
    const auto* const valued = std::find_if(
        kValued.begin(), kValued.end(), [&](const Valued& known) { return known.name == name; });
    if (valued == kValued.end()) {
      return input_error(fmt::format("'{}' is no option; see cascade-gui --help", argument));
    }
    if (equals < argument.size()) return valued->set(options_, argument.substr(equals + 1));
    if (rest_.empty()) return input_error(fmt::format("{}: its value is missing", name));
    return valued->set(options_, next());
  }

  std::span<const std::string> rest_;
  AppOptions options_;
};

}  // namespace

Result<AppOptions> parse_app_options(std::span<const std::string> arguments) {
  return Parser(arguments).parse();
}

std::string app_help() {
  return R"(Cascade Lab: see, step and question a cascade

usage: cascade-gui [OPTIONS] [FILE [FILE]]

FILE is a scenario, a model or a recording; with two, the second is run B, to compare.
Without any, the window offers the shipped examples.

  --exec SCRIPT      run commands one after the other, each awaited:
                     "open a.yaml; run; step 10; screenshot x.png; quit".
                     The first that fails ends the program with its exit code
  --bench            measure idling, opening, frames and scrubbing with a run over
                     a million VMs (made first, unless FILE is a recording of
                     one) and with a large tree; print a table; leave
  --log FILE         write down, a line each, what is done, where it was drawn and
                     when the window has come to rest: for tests from outside
  --theme NAME       system, dark or light, for this once
  --size WxH         of the window in pixels, as 1920x1080
  --scale NUMBER     1 to 4, instead of the monitor's
  --settings FOLDER  keep settings there, not in the user's folders for settings;
                     "none": start as a new user does and keep nothing, which is
                     also what --exec and --bench do without this option
  --version          print the version
  -h, --help         print this

In the window, ? shows all keys, Ctrl+Shift+P all commands.
Without a display, use the program 'cascade': it runs, previews and draws the same files.
)";
}

}  // namespace cascade::gui
