// SPDX-License-Identifier: Apache-2.0
// Small models as text, for tests.
#pragma once

#include <string>

/// Everything before the types, six lines; a test appends "  Type: ...".
inline const std::string kModelHead =
    "name: small\n"
    "actions:\n"
    "  delete: { code: deletion.delete }\n"
    "  cleanup: { code: deletion.cleanup, select: deleted, descend: always, default: purge }\n"
    "operations: { default: { passes: [delete, cleanup] } }\n"
    "types:\n";
