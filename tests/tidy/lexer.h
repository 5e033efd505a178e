// SPDX-License-Identifier: Apache-2.0
// Cuts C++ into what the rules look at. Not a compiler's lexer: it needs to tell code from comments
// and literals, no more.
#pragma once

#include "tests/tidy/source_tree.h"

namespace cascade::tidy {

/// Fills tokens, comments and includes of `file` from its text.
void lex(SourceFile& file);

}  // namespace cascade::tidy
