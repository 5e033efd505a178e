// SPDX-License-Identifier: Apache-2.0
// A file that is written piece by piece beside the one whose place it takes at the end: what was
// there before is replaced at once or not at all.
#pragma once

#include <string>
#include <string_view>

#include "engine/result.h"

namespace cascade::gui {

/// Thread: one.
class NewFile {
 public:
  /// Errors name the file and what is wrong with it.
  static Result<NewFile> create(const std::string& file);
  /// Without commit() nothing is left of it.
  ~NewFile();
  NewFile(NewFile&& other) noexcept;
  NewFile& operator=(NewFile&&) = delete;

  /// Where it is until commit(); others may write there, too.
  [[nodiscard]] const std::string& beside() const { return beside_; }
  /// An error is kept and told by commit(); nothing is written after it.
  void write(std::string_view text);
  /// On the disk and in its place; a symbolic link stays one.
  Result<void> commit();

 private:
  explicit NewFile(std::string file) : file_(std::move(file)) {}

  std::string file_;    ///< As it was asked for.
  std::string target_;  ///< What is replaced: behind symbolic links.
  std::string beside_;  ///< Empty: it is in its place.
  int descriptor_ = -1;
  int error_ = 0;
};

}  // namespace cascade::gui
