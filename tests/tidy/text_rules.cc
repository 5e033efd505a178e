// SPDX-License-Identifier: Apache-2.0
// Rules on the text itself: format, first lines, length, marks of unfinished work.
#include <algorithm>
#include <array>
#include <optional>

#include "tests/tidy/rules.h"

namespace cascade::tidy {

namespace {

constexpr std::size_t kColumns = 100;
constexpr std::size_t kHeaderLines = 200;
constexpr std::size_t kSourceLines = 600;
constexpr std::size_t kTestLines = 800;
constexpr std::string_view kLicence = "SPDX-License-Identifier: Apache-2.0";

/// Characters, not bytes: continuation bytes of UTF-8 take no column.
std::size_t columns(std::string_view line) {
  return static_cast<std::size_t>(std::count_if(
      line.begin(), line.end(), [](char c) { return (static_cast<unsigned char>(c) >> 6U) != 2; }));
}

std::optional<std::string> format_mistake(std::string_view line, bool limit_columns) {
  if (line.find('\t') != std::string_view::npos) return "a tab; indent with spaces";
  if (line.ends_with('\r')) return "a carriage return; lines end with a newline alone";
  if (line.ends_with(' ')) return "spaces at the end of the line";
  if (limit_columns && columns(line) > kColumns) {
    return std::to_string(columns(line)) + " columns; at most " + std::to_string(kColumns);
  }
  return std::nullopt;
}

bool is_golden(const SourceFile& file) {
  return file.is_under("tests/golden/") && file.kind == FileKind::Data;
}

bool is_code(const SourceFile& file) {
  return file.is_cpp() || file.kind == FileKind::CMake || file.kind == FileKind::Script;
}

std::size_t line_limit(const SourceFile& file) {
  if (file.is_under("tests/")) return kTestLines;
  return file.kind == FileKind::Header ? kHeaderLines : kSourceLines;
}

/// The word is a mark of unfinished work that names no issue.
bool is_open_mark(std::string_view comment) {
  static constexpr std::array<std::string_view, 3> kNever{"FIXME", "XXX", "HACK"};
  const bool never = std::any_of(kNever.begin(), kNever.end(), [&](std::string_view mark) {
    return comment.find(mark) != std::string_view::npos;
  });
  const std::size_t at = comment.find("TODO");
  if (at == std::string_view::npos) return never;
  std::string_view rest = comment.substr(at + 4);
  if (!rest.starts_with("(#")) return true;
  rest.remove_prefix(2);
  const std::size_t digits = rest.find_first_not_of("0123456789");
  return digits == 0 || !rest.substr(std::min(digits, rest.size())).starts_with("):");
}

}  // namespace

Findings check_format(const SourceTree& tree) {
  Findings findings;
  for (const SourceFile& file : tree.files) {
    if (file.kind == FileKind::Other || is_golden(file)) continue;
    int line = 0;
    for (const std::string_view text : file.lines) {
      ++line;
      if (auto mistake = format_mistake(text, is_code(file))) {
        findings.push_back({file.path, line, *std::move(mistake)});
      }
    }
    if (!file.text->empty() && !file.text->ends_with('\n')) {
      findings.push_back({file.path, line, "no newline at the end of the file"});
    }
  }
  return findings;
}

Findings check_first_lines(const SourceTree& tree) {
  Findings findings;
  for (const SourceFile& file : tree.files) {
    if (!is_code(file)) continue;
    const std::size_t first = !file.lines.empty() && file.lines[0].starts_with("#!") ? 1 : 0;
    if (file.lines.size() <= first || !file.lines[first].ends_with(kLicence)) {
      findings.push_back({file.path, 1, "the first line says " + std::string(kLicence)});
    }
    if (file.kind != FileKind::Header) continue;
    if (file.lines.size() < 2 || !file.lines[1].starts_with("// ")) {
      findings.push_back({file.path, 2, "the second line says what the header is for"});
    }
    if (std::find(file.lines.begin(), file.lines.end(), "#pragma once") == file.lines.end()) {
      findings.push_back({file.path, 0, "no #pragma once"});
    }
  }
  return findings;
}

Findings check_length(const SourceTree& tree) {
  Findings findings;
  for (const SourceFile& file : tree.files) {
    if (!file.is_cpp() || file.lines.size() <= line_limit(file)) continue;
    findings.push_back({file.path, 0,
                        std::to_string(file.lines.size()) + " lines; at most " +
                            std::to_string(line_limit(file)) + ": is it one thing?"});
  }
  return findings;
}

Findings check_marks(const SourceTree& tree) {
  Findings findings;
  for (const SourceFile& file : tree.files) {
    for (const Token& comment : file.comments) {
      if (!is_open_mark(comment.text)) continue;
      findings.push_back(
          {file.path, comment.line, "unfinished work; finish it, or name its issue"});
    }
  }
  return findings;
}

}  // namespace cascade::tidy
