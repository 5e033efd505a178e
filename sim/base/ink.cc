// SPDX-License-Identifier: Apache-2.0
// The sixteen colours that every terminal lets its user choose.
#include "sim/base/ink.h"

#include <algorithm>

#include "engine/assert.h"
#include "sim/base/text.h"

namespace cascade::sim {
namespace {

std::string_view code_of(Ink ink) {
  switch (ink) {
    case Ink::Plain:
      return "";
    case Ink::Strong:
      return "\x1B[1m";
    case Ink::Faint:
      return "\x1B[2m";
    case Ink::Good:
      return "\x1B[32m";
    case Ink::Bad:
      return "\x1B[1;31m";
    case Ink::Warning:
      return "\x1B[33m";
    case Ink::Quiet:
      return "\x1B[36m";
  }
  CASCADE_ASSERT(false, "an ink outside its enumeration");
  return {};
}

}  // namespace

std::string painted(Ink ink, std::string_view text, bool colours) {
  if (!colours || ink == Ink::Plain || text.empty()) return std::string(text);
  std::string out{code_of(ink)};
  out += text;
  out += "\x1B[0m";
  return out;
}

std::string unpainted(std::string_view text) {
  std::string out;
  for (std::size_t begin = text.find('\x1B'); begin != std::string_view::npos;
       begin = text.find('\x1B')) {
    out += text.substr(0, begin);
    text.remove_prefix(std::min(text.find('m', begin), text.size() - 1) + 1);
  }
  out += text;
  return out;
}

Ink ink_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::Failed:
    case Outcome::TimedOut:
      return Ink::Bad;
    case Outcome::Blocked:
    case Outcome::Vetoed:
    case Outcome::Cancelled:
      return Ink::Warning;
    case Outcome::NotRun:
      return Ink::Faint;
    case Outcome::Done:
      return Ink::Good;
    case Outcome::Skipped:
      return Ink::Quiet;
  }
  CASCADE_ASSERT(false, "an outcome outside its enumeration");
  return {};
}

std::string TextTable::text(std::size_t indent, bool colours) const {
  std::vector<std::size_t> widths(columns_.size());
  for (const std::vector<Cell>& row : rows_) {
    CASCADE_ASSERT(row.size() <= widths.size(), "a row has a cell per column at most");
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], display_width(row[i].text));
    }
  }
  std::string out;
  for (const std::vector<Cell>& row : rows_) {
    std::string line(indent, ' ');
    std::size_t pending = 0;  // spaces, written when something follows
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (widths[i] == 0) continue;
      const std::size_t free = widths[i] - display_width(row[i].text);
      if (row[i].text.empty()) {
        pending += widths[i] + 2;
        continue;
      }
      const bool right = columns_[i] == Align::Right;
      line.append(pending + (right ? free : 0), ' ');
      line += painted(row[i].ink, row[i].text, colours);
      pending = (right ? 0 : free) + 2;
    }
    if (line.size() == indent) line.clear();
    out += line + "\n";
  }
  return out;
}

}  // namespace cascade::sim
