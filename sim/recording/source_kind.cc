// SPDX-License-Identifier: Apache-2.0
#include "sim/recording/source_kind.h"

#include <array>
#include <filesystem>
#include <fstream>
#include <system_error>

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

bool is_recording(const std::string& file) {
  constexpr std::size_t kLookAt = 64;
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error)) return false;
  std::array<char, kLookAt> start{};
  std::ifstream stream(file, std::ios::binary);
  stream.read(start.data(), start.size());
  const std::string_view read(start.data(), static_cast<std::size_t>(stream.gcount()));
  return source_kind(read) == SourceKind::Recording;
}

}  // namespace cascade::sim
