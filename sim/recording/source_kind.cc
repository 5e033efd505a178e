// SPDX-License-Identifier: Apache-2.0
#include "sim/recording/source_kind.h"

namespace cascade::sim {

SourceKind source_kind(std::string_view content) {
  if (content.substr(0, 15) == "SQLite format 3") return SourceKind::Recording;
  for (std::size_t at = 0; at < content.size();) {
    const std::string_view line = content.substr(at, content.find('\n', at) - at);
    if (line.substr(0, 6) == "types:" || line.substr(0, 8) == "\"types\":")
      return SourceKind::Model;
    at += line.size() + 1;
  }
  return SourceKind::Scenario;
}

}  // namespace cascade::sim
