// SPDX-License-Identifier: Apache-2.0
// --bench: how fast the window is with large runs, measured in the window itself.
#pragma once

#include <string>

namespace cascade::gui {

class App;

/// Prints a table of aims and figures to standard output. `recording`: of the large run; empty: one
/// is made first, of a cloud with a million VMs. Returns the program's exit code: 0 when everything
/// could be measured, whether the aims are met or not.
int run_bench(App& app, const std::string& recording);

}  // namespace cascade::gui
