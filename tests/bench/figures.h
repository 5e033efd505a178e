// SPDX-License-Identifier: Apache-2.0
// What the benchmarks of one process have measured, and the table that sets it against the aims.
#pragma once

#include <cstdint>
#include <string>

namespace cascade::bench {

/// Keeps a figure for the table. `name`: as in the table's rows (figures.cc); `vms`: the column.
void keep_figure(const std::string& name, std::int64_t vms, double figure);

/// Prints every row of which something was measured. Says nothing when nothing was.
void print_figures();

}  // namespace cascade::bench
