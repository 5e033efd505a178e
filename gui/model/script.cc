// SPDX-License-Identifier: Apache-2.0
#include "gui/model/script.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "gui/model/command.h"
#include "gui/model/host.h"
#include "gui/model/messages.h"
#include "gui/model/workbench.h"
#include "sim/base/yaml_document.h"

namespace cascade::gui {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}
bool ends_command(char c) {
  return c == ';' || c == '\n';
}

/// Takes the words of one command from the front of `text`.
Result<std::vector<std::string>> take_words(std::string_view& text) {
  std::vector<std::string> words;
  bool in_word = false;
  while (!text.empty() && !ends_command(text.front())) {
    const char c = text.front();
    text.remove_prefix(1);
    if (is_blank(c)) {
      in_word = false;
      continue;
    }
    if (!in_word) words.emplace_back();
    in_word = true;
    if (c != '"' && c != '\'') {
      words.back() += c;
      continue;
    }
    const std::size_t end = text.find(c);
    if (end == std::string_view::npos) {
      return input_error(fmt::format("the quote in \"{}{}\" is not closed", c, text));
    }
    words.back() += text.substr(0, end);
    text.remove_prefix(end + 1);
  }
  return words;
}

Result<ScriptLine> line_of(const std::vector<std::string>& words) {
  ScriptLine line;
  // The longest name counts: "export part dot".
  std::string name;
  std::size_t count = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    name += (i == 0 ? "" : " ") + words[i];
    const Command* const found = find_command(name);
    if (found == nullptr) continue;
    line.command = found;
    count = i + 1;
  }
  if (line.command == nullptr) {
    std::vector<std::string_view> known;
    for (const Command& command : commands()) {
      known.push_back(command.word.empty() ? command.id : command.word);
    }
    // "export" alone is none: what is meant are two words.
    const bool is_group = std::any_of(known.begin(), known.end(), [&](std::string_view other) {
      return other.starts_with(words.front() + ' ');
    });
    const std::string meant =
        is_group && words.size() > 1 ? words[0] + ' ' + words[1] : words.front();
    return input_error(
        fmt::format("there is no command '{}'{}", meant, sim::did_you_mean(meant, known)));
  }
  line.text = fmt::format("{}", fmt::join(words, " "));
  line.arguments.assign(words.begin() + static_cast<std::ptrdiff_t>(count), words.end());
  return line;
}

}  // namespace

Result<std::vector<std::string>> parse_words(std::string_view text) {
  auto words = take_words(text);
  if (words && !text.empty()) return input_error("one command ends where the next begins");
  return words;
}

Result<std::vector<ScriptLine>> parse_script(std::string_view text) {
  std::vector<ScriptLine> lines;
  while (!text.empty()) {
    auto words = take_words(text);
    if (!words) return tl::unexpected(std::move(words).error());
    if (!text.empty()) text.remove_prefix(1);
    if (words->empty()) continue;
    auto line = line_of(*words);
    if (!line) return tl::unexpected(std::move(line).error());
    lines.push_back(*std::move(line));
  }
  return lines;
}

void ScriptRunner::start(std::vector<ScriptLine> lines, bool quit_on_failure) {
  lines_ = std::move(lines);
  next_ = 0;
  waiting_ = false;
  quit_on_failure_ = quit_on_failure;
  failure_.reset();
}

bool ScriptRunner::tick(Workbench& workbench, const std::optional<Error>& failure) {
  if (waiting_ && failure) {
    fail(workbench, failure->message);
    return true;
  }
  if (workbench.busy() || !running()) return false;
  waiting_ = false;
  if (next_ == lines_.size()) {
    if (failure_ && quit_on_failure_) workbench.host().quit(1);
    return false;
  }
  const ScriptLine& line = lines_[next_++];
  waiting_ = true;
  const Command& command = *line.command;
  const Result<void> done = execute(workbench, command, line.arguments);
  if (!done) {
    workbench.messages().mistake(done.error().message);
    fail(workbench, done.error().message);
  }
  return true;
}

void ScriptRunner::fail(Workbench& workbench, const std::string& why) {
  waiting_ = false;
  const std::string line = fmt::format("{}: {}", lines_[next_ - 1].text, why);
  if (failure_) {
    failure_ = fmt::format("{}\n{}", *failure_, line);
    next_ = lines_.size();
  } else {
    failure_ = line;
    take_picture();
  }
  if (quit_on_failure_ && !running()) workbench.host().quit(1);
}

void ScriptRunner::take_picture() {
  const auto is_picture = [](const ScriptLine& line) {
    return line.command->id == "file.screenshot" && line.arguments.size() == 1;
  };
  const auto begin = lines_.begin() + static_cast<std::ptrdiff_t>(next_);
  const auto found =
      quit_on_failure_ ? std::find_if(begin, lines_.end(), is_picture) : lines_.end();
  lines_ = found == lines_.end() ? std::vector<ScriptLine>() : std::vector<ScriptLine>{*found};
  next_ = 0;
  if (lines_.empty()) return;
  failure_ =
      fmt::format("{}\n{} shows the window as it was then", *failure_, lines_[0].arguments[0]);
}

}  // namespace cascade::gui
