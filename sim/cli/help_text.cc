// SPDX-License-Identifier: Apache-2.0
#include "sim/cli/help_text.h"

#include <algorithm>

#include "sim/base/text.h"

namespace cascade::sim::cli {
namespace {

// Where the lines after the first one begin.
std::size_t indent_of(std::string_view line, std::size_t column) {
  const std::size_t begin = std::min(line.find_first_not_of(' '), line.size());
  const bool two_columns =
      begin == 2 && line.size() > column && line[column - 1] == ' ' && line[column] != ' ';
  return two_columns ? column : begin;
}

void append_wrapped(std::string_view line, std::size_t column, std::size_t width,
                    std::string& text) {
  const std::size_t indent = indent_of(line, column);
  text += line.substr(0, indent);
  std::size_t used = indent;
  for (std::size_t at = indent; at < line.size();) {
    const std::size_t end = std::min(line.find(' ', at), line.size());
    const std::string_view word = line.substr(at, end - at);
    const std::size_t cells = display_width(word);
    if (at > indent && used + 1 + cells > width) {
      text += '\n';
      text.append(indent, ' ');
      used = indent;
    } else if (at > indent) {
      text += ' ';
      ++used;
    }
    text += word;
    used += cells;
    at = end + 1;
  }
}

}  // namespace

std::string wrapped_help(std::string_view text, std::size_t column, std::size_t width) {
  std::string wrapped;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    if (display_width(line) <= width || line.starts_with("  cascade ")) {
      wrapped += line;
    } else {
      append_wrapped(line, column, width, wrapped);
    }
    text.remove_prefix(end);
    if (text.starts_with('\n')) {
      if (!wrapped.ends_with("\n\n")) wrapped += '\n';
      text.remove_prefix(1);
    }
  }
  return wrapped;
}

}  // namespace cascade::sim::cli
