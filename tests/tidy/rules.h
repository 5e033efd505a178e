// SPDX-License-Identifier: Apache-2.0
// The house rules that a machine can watch. Each rule looks at the whole source tree and says what
// it finds, where, and what to do instead. What is allowed where stands in tables on top of the
// rules' sources: change the table, with a reason, rather than the code.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "tests/tidy/source_tree.h"

namespace cascade::tidy {

struct Finding {
  std::string path;
  int line = 0;  ///< From 1; 0: the file as a whole.
  std::string message;
};
using Findings = std::vector<Finding>;

// text_rules.cc
Findings check_format(const SourceTree& tree);  ///< Columns, tabs, spaces at the end, newlines.
Findings check_first_lines(const SourceTree& tree);  ///< Licence, purpose, pragma once.
Findings check_length(const SourceTree& tree);       ///< Of headers, sources and tests.
Findings check_marks(const SourceTree& tree);        ///< Work left over needs an issue.
// include_rules.cc
Findings check_layers(const SourceTree& tree);
Findings check_libraries(const SourceTree& tree);   ///< Each has one home.
Findings check_own_header(const SourceTree& tree);  ///< A source includes its own header first.
// call_rules.cc
Findings check_banned(const SourceTree& tree);  ///< Clocks, chance, waiting, exceptions.
Findings check_address_order(const SourceTree& tree);
Findings check_unordered_iteration(const SourceTree& tree);
// file_rules.cc
Findings check_top_level(const SourceTree& tree);
Findings check_dead_files(const SourceTree& tree);
Findings check_scenarios(const SourceTree& tree);  ///< Each has a golden report.

struct Rule {
  std::string_view name;
  Findings (*check)(const SourceTree& tree);
};

inline constexpr std::array kRules{
    Rule{"format", check_format},
    Rule{"first lines", check_first_lines},
    Rule{"length", check_length},
    Rule{"marks", check_marks},
    Rule{"layers", check_layers},
    Rule{"libraries", check_libraries},
    Rule{"own header", check_own_header},
    Rule{"banned", check_banned},
    Rule{"address order", check_address_order},
    Rule{"unordered iteration", check_unordered_iteration},
    Rule{"top level", check_top_level},
    Rule{"scenarios", check_scenarios},
};

}  // namespace cascade::tidy
