// SPDX-License-Identifier: Apache-2.0
// A tree as a table of text: lines of the tree, counts, reactions, both times and outcomes.
#pragma once

#include <string>

#include "sim/report/tree_view.h"

namespace cascade::sim {

struct TreeTextOptions {
  bool colours = false;
  std::size_t indent = 0;
  /// Rows at most; what is past them is counted in a last line.
  std::size_t rows_max = 100'000;
};

std::string tree_text(const TreeView& view, const TreeTextOptions& options);

/// "✓ done", or "✗ 3 failed, 97 done" where the acts ended differently. Empty: planned only.
std::string outcome_text(const TreeNode& node);

}  // namespace cascade::sim
