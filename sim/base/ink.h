// SPDX-License-Identifier: Apache-2.0
// Colours on a terminal, and tables whose columns line up with and without them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/outcome.h"

namespace cascade::sim {

enum class Ink : std::uint8_t { Plain, Strong, Faint, Good, Bad, Warning, Quiet };

/// `text` between ANSI codes; unchanged where `colours` is false or the ink is plain.
std::string painted(Ink ink, std::string_view text, bool colours);

/// Without what painted() added.
std::string unpainted(std::string_view text);

Ink ink_of(Outcome outcome);

/// Rows of cells. Every text is expected to be printable() already.
class TextTable {
 public:
  enum class Align : std::uint8_t { Left, Right };
  static constexpr std::size_t kIndent = 4;  ///< Of tables below a heading.
  struct Cell {
    std::string text;
    Ink ink = Ink::Plain;
  };

  explicit TextTable(std::vector<Align> columns) : columns_(std::move(columns)) {}
  /// At most as many cells as there are columns; missing ones are empty.
  void add(std::vector<Cell> cells) { rows_.push_back(std::move(cells)); }
  [[nodiscard]] bool empty() const { return rows_.empty(); }
  /// Lines with `indent` spaces in front, two between columns, none at the end.
  [[nodiscard]] std::string text(std::size_t indent, bool colours) const;

 private:
  std::vector<Align> columns_;
  std::vector<std::vector<Cell>> rows_;
};

}  // namespace cascade::sim
