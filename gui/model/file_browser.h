// SPDX-License-Identifier: Apache-2.0
// Looking for a file, folder by folder: what the file dialog shows. Nothing is written.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace cascade::gui {

struct FileEntry {
  std::string name;
  bool folder = false;
  std::uint64_t bytes = 0;  ///< Files.
  friend bool operator==(const FileEntry&, const FileEntry&) = default;
};

/// Thread: the UI's. Folders are read when they are entered.
class FileBrowser {
 public:
  /// Starts in `folder`, or in the working directory where that cannot be read. `endings`: of the
  /// files to be shown, lower case (".yaml"); none: all.
  FileBrowser(const std::string& folder, std::vector<std::string> endings);

  [[nodiscard]] const std::string& folder() const { return folder_; }
  /// Folders, then files, by name; those whose name has the filter in it (any case).
  [[nodiscard]] const std::vector<FileEntry>& entries() const { return shown_; }
  /// Why the last folder asked for was not entered; empty: it was.
  [[nodiscard]] const std::string& complaint() const { return complaint_; }
  [[nodiscard]] const std::string& filter() const { return filter_; }
  void set_filter(const std::string& filter);
  /// Files with other endings as well.
  void show_all(bool all);
  [[nodiscard]] bool shows_all() const { return all_; }

  /// Into a folder: one of entries(), a path, "..", "~".
  void enter(const std::string& path);
  void up();
  void refresh();
  /// The whole path of a name in this folder, or of a path that the user typed.
  [[nodiscard]] std::string path_of(const std::string& name) const;
  /// The folder and its parents, the root first: name and path.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> parents() const;

  /// What the arrow keys move; 0 without entries.
  [[nodiscard]] std::size_t selected() const { return selected_; }
  void select(std::size_t index);
  void move(int by);

 private:
  void read();
  void filter_entries();

  std::string folder_;
  std::vector<std::string> endings_;
  std::vector<FileEntry> all_entries_;
  std::vector<FileEntry> shown_;
  std::string filter_;
  std::string complaint_;
  std::size_t selected_ = 0;
  bool all_ = false;
};

}  // namespace cascade::gui
