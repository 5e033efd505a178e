// SPDX-License-Identifier: Apache-2.0
#include "gui/model/file_browser.h"
#include "sim/base/text.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <tuple>
#include <utility>

namespace cascade::gui {
namespace {

namespace fs = std::filesystem;

fs::path home() {
  const char* const folder = std::getenv("HOME");
  return folder == nullptr ? fs::path("/") : fs::path(folder);
}

fs::path expanded(const std::string& path) {
  if (path == "~") return home();
  if (path.starts_with("~/")) return home() / path.substr(2);
  return path;
}

/// Absolute, without "." and ".." and a slash at the end.
fs::path tidy(const fs::path& path) {
  std::error_code error;
  fs::path result = fs::absolute(path, error).lexically_normal();
  if (!result.has_filename() && result.has_relative_path()) result = result.parent_path();
  return result;
}

FileEntry entry_of(const fs::directory_entry& file) {
  FileEntry entry;
  std::error_code error;
  entry.name = file.path().filename().string();
  entry.folder = file.is_directory(error);
  if (!entry.folder) {
    const std::uintmax_t bytes = file.file_size(error);
    entry.bytes = error ? 0 : bytes;
  }
  return entry;
}

bool listed_before(const FileEntry& a, const FileEntry& b) {
  return std::forward_as_tuple(!a.folder, sim::lower_case(a.name), a.name) <
         std::forward_as_tuple(!b.folder, sim::lower_case(b.name), b.name);
}

}  // namespace

FileBrowser::FileBrowser(const std::string& folder, std::vector<std::string> endings)
    : endings_(std::move(endings)) {
  std::error_code error;
  folder_ = fs::current_path(error).string();
  if (error) folder_ = "/";
  if (!folder.empty()) enter(folder);
  if (folder.empty() || !complaint_.empty()) read();
}

void FileBrowser::read() {
  all_entries_.clear();
  std::error_code error;
  const auto options = fs::directory_options::skip_permission_denied;
  for (fs::directory_iterator at(folder_, options, error), end; !error && at != end;
       at.increment(error)) {
    all_entries_.push_back(entry_of(*at));
  }
  std::sort(all_entries_.begin(), all_entries_.end(), listed_before);
  selected_ = 0;
  filter_entries();
}

void FileBrowser::filter_entries() {
  const std::string wanted = sim::lower_case(filter_);
  const auto has_ending = [this](const std::string& name) {
    return all_ || endings_.empty() ||
           std::any_of(endings_.begin(), endings_.end(), [&name](const std::string& ending) {
             return sim::lower_case(name).ends_with(ending);
           });
  };
  shown_.clear();
  for (const FileEntry& entry : all_entries_) {
    // Hidden ones only for those who ask for them.
    if (entry.name.starts_with('.') && !wanted.starts_with('.')) continue;
    if (!entry.folder && !has_ending(entry.name)) continue;
    if (sim::lower_case(entry.name).find(wanted) == std::string::npos) continue;
    shown_.push_back(entry);
  }
  selected_ = std::min(selected_, shown_.empty() ? 0 : shown_.size() - 1);
}

void FileBrowser::set_filter(const std::string& filter) {
  filter_ = filter;
  selected_ = 0;
  filter_entries();
}

void FileBrowser::show_all(bool all) {
  all_ = all;
  filter_entries();
}

void FileBrowser::enter(const std::string& path) {
  const fs::path wanted = path_of(path);
  std::error_code error;
  const fs::directory_iterator readable(wanted, error);
  if (error) {
    complaint_ = "'" + wanted.string() + "' cannot be opened: " + error.message();
    return;
  }
  complaint_.clear();
  filter_.clear();
  folder_ = wanted.string();
  read();
}

void FileBrowser::up() {
  const std::string left = fs::path(folder_).filename().string();
  enter("..");
  const auto found = std::find_if(shown_.begin(), shown_.end(),
                                  [&left](const FileEntry& entry) { return entry.name == left; });
  if (found != shown_.end()) selected_ = static_cast<std::size_t>(found - shown_.begin());
}

void FileBrowser::refresh() {
  const std::size_t selected = selected_;
  read();
  select(selected);
}

std::string FileBrowser::path_of(const std::string& name) const {
  // An absolute path replaces the folder.
  return tidy(fs::path(folder_) / expanded(name)).string();
}

std::vector<std::pair<std::string, std::string>> FileBrowser::parents() const {
  std::vector<std::pair<std::string, std::string>> result;
  fs::path path = folder_;
  while (path.has_relative_path()) {
    result.emplace_back(path.filename().string(), path.string());
    path = path.parent_path();
  }
  result.emplace_back("/", "/");
  std::reverse(result.begin(), result.end());
  return result;
}

void FileBrowser::select(std::size_t index) {
  selected_ = shown_.empty() ? 0 : std::min(index, shown_.size() - 1);
}

void FileBrowser::move(int by) {
  const auto last = static_cast<std::ptrdiff_t>(shown_.size()) - 1;
  const auto to = std::clamp<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(selected_) + by, 0,
                                             std::max<std::ptrdiff_t>(last, 0));
  selected_ = static_cast<std::size_t>(to);
}

}  // namespace cascade::gui
