// SPDX-License-Identifier: Apache-2.0
// Where the values of a YAML file end: the library only tells where they begin. Inner part of
// sim/scenario/scenario_edit.h, which checks whatever it does with these; what is written in an
// unusual way may be given a wrong end.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "sim/base/yaml_document.h"

namespace cascade::sim {

/// In bytes of the text; without the line's end and comments behind it.
struct YamlExtent {
  std::size_t begin = 0;
  std::size_t end = 0;
};

class YamlExtents {
 public:
  /// `text` outlives it; without a byte order mark.
  explicit YamlExtents(std::string_view text);

  [[nodiscard]] std::size_t offset(Position position) const;
  /// `node` is of the tree that the text is read to.
  /// `in_flow`: within brackets.
  [[nodiscard]] YamlExtent of(const YamlNode& node, bool in_flow) const;
  /// A map or list in brackets.
  [[nodiscard]] bool is_flow(const YamlNode& node) const;
  /// Of the line that `at` is in, behind its line feed.
  [[nodiscard]] std::size_t line_begin(std::size_t at) const;
  [[nodiscard]] std::size_t line_end(std::size_t at) const;

 private:
  [[nodiscard]] std::size_t end_of_brackets(std::size_t begin) const;
  [[nodiscard]] std::size_t end_of_quotes(std::size_t begin) const;
  [[nodiscard]] std::size_t end_of_plain(std::size_t begin, bool in_flow) const;
  [[nodiscard]] std::size_t end_of_block(std::size_t begin) const;

  std::string_view text_;
  std::vector<std::size_t> lines_;  ///< Where each begins.
};

}  // namespace cascade::sim
