// SPDX-License-Identifier: Apache-2.0
#include "sim/base/yaml_extent.h"

#include <algorithm>

namespace cascade::sim {
namespace {

constexpr std::string_view kBlank = " \t\r\n";

bool is_blank(char c) {
  return kBlank.find(c) != std::string_view::npos;
}

}  // namespace

YamlExtents::YamlExtents(std::string_view text) : text_(text), lines_{0} {
  for (std::size_t at = text.find('\n'); at != std::string_view::npos;
       at = text.find('\n', at + 1)) {
    lines_.push_back(at + 1);
  }
}

std::size_t YamlExtents::offset(Position position) const {
  const std::size_t line = std::clamp<std::size_t>(position.line, 1, lines_.size()) - 1;
  return std::min(lines_[line] + position.column - 1, text_.size());
}

bool YamlExtents::is_flow(const YamlNode& node) const {
  const std::size_t at = offset(node.position());
  const char first = at < text_.size() ? text_[at] : '\0';
  return (node.is_map() && first == '{') || (node.is_sequence() && first == '[');
}

std::size_t YamlExtents::line_begin(std::size_t at) const {
  return *(std::upper_bound(lines_.begin(), lines_.end(), at) - 1);
}

std::size_t YamlExtents::line_end(std::size_t at) const {
  return std::min(text_.find('\n', at), text_.size());
}

YamlExtent YamlExtents::of(const YamlNode& node, bool in_flow) const {
  const std::size_t begin = offset(node.position());
  if (begin >= text_.size()) return {begin, begin};
  if (is_flow(node)) return {begin, end_of_brackets(begin)};
  if (node.is_map() || node.is_sequence()) {
    // Written over several lines: as far as the last thing in it.
    if (node.is_map() && !node.entries().empty()) {
      return {begin, of(node.entries().back().value, in_flow).end};
    }
    if (node.is_sequence() && !node.items().empty()) {
      return {begin, of(node.items().back(), in_flow).end};
    }
    return {begin, begin};
  }
  // Nothing is placed at its key.
  if (node.kind() == YamlNode::Kind::Null) return {begin, line_end(begin)};
  const char first = text_[begin];
  if (first == '"' || first == '\'') return {begin, end_of_quotes(begin)};
  if (!in_flow && (first == '|' || first == '>')) return {begin, end_of_block(begin)};
  return {begin, end_of_plain(begin, in_flow)};
}

std::size_t YamlExtents::end_of_quotes(std::size_t begin) const {
  const char quote = text_[begin];
  for (std::size_t at = begin + 1; at < text_.size(); ++at) {
    if (quote == '"' && text_[at] == '\\') {
      ++at;
    } else if (text_[at] == quote) {
      const bool doubled = quote == '\'' && at + 1 < text_.size() && text_[at + 1] == quote;
      if (!doubled) return at + 1;
      ++at;
    }
  }
  return text_.size();
}

std::size_t YamlExtents::end_of_brackets(std::size_t begin) const {
  constexpr std::string_view kOpening = "[{,:";
  int depth = 0;
  char before = ':';  // What a quote may stand behind, if no blank.
  for (std::size_t at = begin; at < text_.size(); ++at) {
    const char c = text_[at];
    const bool starts = is_blank(before) || kOpening.find(before) != std::string_view::npos;
    if (c == '#' && is_blank(before)) {
      at = line_end(at);
      before = '\n';
      continue;
    }
    if ((c == '"' || c == '\'') && starts) at = end_of_quotes(at) - 1;
    if (c == '[' || c == '{') ++depth;
    if ((c == ']' || c == '}') && --depth == 0) return at + 1;
    before = c;
  }
  return text_.size();
}

std::size_t YamlExtents::end_of_plain(std::size_t begin, bool in_flow) const {
  constexpr std::string_view kFlowEnd = ",[]{}";
  std::size_t at = begin;
  for (; at < text_.size() && text_[at] != '\n'; ++at) {
    const bool last = at + 1 >= text_.size() || is_blank(text_[at + 1]);
    if (text_[at] == ':' && last) break;
    if (text_[at] == '#' && at > begin && is_blank(text_[at - 1])) break;
    if (in_flow && kFlowEnd.find(text_[at]) != std::string_view::npos) break;
  }
  while (at > begin && is_blank(text_[at - 1])) --at;
  return at;
}

/// Of a literal or folded text: as long as lines are indented like its first one.
std::size_t YamlExtents::end_of_block(std::size_t begin) const {
  std::size_t end = line_end(begin);
  std::size_t wanted = 0;
  for (std::size_t line = end + 1; line < text_.size(); line = line_end(line) + 1) {
    const std::size_t first = text_.find_first_not_of(' ', line);
    if (first == std::string_view::npos) break;
    if (text_[first] == '\n' || text_[first] == '\r') continue;
    if (wanted == 0) wanted = first - line;
    if (wanted == 0 || first - line < wanted) break;
    end = line_end(line);
  }
  return end;
}

}  // namespace cascade::sim
