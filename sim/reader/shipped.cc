// SPDX-License-Identifier: Apache-2.0
#include "sim/reader/shipped.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace cascade::sim {
namespace {

namespace fs = std::filesystem;

bool is_folder(const fs::path& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

/// Beside the running program; empty: the system does not tell where that is.
fs::path installed_folder() {
  std::error_code unknown;
  const fs::path program = fs::read_symlink("/proc/self/exe", unknown);
  if (unknown) return {};
  return (program.parent_path() / CASCADE_SHARE_FROM_BIN / "scenarios").lexically_normal();
}

}  // namespace

std::string shipped_folder() {
  const char* const named = std::getenv("CASCADE_LAB_SCENARIOS");
  if (named != nullptr && is_folder(named)) return named;
  if (const fs::path installed = installed_folder(); is_folder(installed)) {
    return installed.string();
  }
  return CASCADE_SOURCE_SCENARIOS;
}

std::vector<std::string> shipped_scenarios() {
  std::vector<std::string> files;
  std::error_code unreadable;
  for (fs::directory_iterator at(shipped_folder(), unreadable), end; !unreadable && at != end;
       at.increment(unreadable)) {
    if (at->path().extension() == ".yaml") files.push_back(at->path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string file_or_shipped(const std::string& file) {
  std::error_code ignored;
  if (file.empty() || fs::exists(file, ignored) || fs::path(file).is_absolute()) return file;
  for (const char* const ending : {"", ".yaml"}) {
    const fs::path shipped = fs::path(shipped_folder()) / (file + ending);
    if (fs::is_regular_file(shipped, ignored)) return shipped.string();
  }
  return file;
}

}  // namespace cascade::sim
