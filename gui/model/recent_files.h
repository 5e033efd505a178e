// SPDX-License-Identifier: Apache-2.0
// The files that were opened, the latest first.
#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace cascade::gui {

/// Thread: the UI's.
class RecentFiles {
 public:
  static constexpr std::size_t kKept = 12;

  [[nodiscard]] const std::vector<std::string>& files() const { return files_; }
  /// `file` with its folders, so that it is found from any other one.
  void add(std::string file) {
    files_.erase(std::remove(files_.begin(), files_.end(), file), files_.end());
    files_.insert(files_.begin(), std::move(file));
    if (files_.size() > kKept) files_.resize(kKept);
  }
  /// Named as from the working folder.
  void add_from_here(const std::string& file) {
    std::error_code nowhere;
    const auto place = std::filesystem::absolute(file, nowhere);
    if (!nowhere) add(place.lexically_normal().string());
  }
  void set(std::vector<std::string> files) {
    files_ = std::move(files);
    if (files_.size() > kKept) files_.resize(kKept);
  }
  void clear() { files_.clear(); }

 private:
  std::vector<std::string> files_;
};

}  // namespace cascade::gui
