// SPDX-License-Identifier: Apache-2.0
#include "tests/tidy/source_tree.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

#include "tests/tidy/lexer.h"

namespace cascade::tidy {

namespace {

namespace fs = std::filesystem;

FileKind kind_of(std::string_view path) {
  struct Ending {
    std::string_view text;
    FileKind kind;
  };
  static constexpr std::array kEndings{
      Ending{".h", FileKind::Header},
      Ending{".cc", FileKind::Source},
      Ending{"CMakeLists.txt", FileKind::CMake},
      Ending{".cmake", FileKind::CMake},
      Ending{".cmake.in", FileKind::CMake},
      Ending{".sh", FileKind::Script},
      Ending{".ci/run", FileKind::Script},
      Ending{".ci/setup", FileKind::Script},
      Ending{".yaml", FileKind::Data},
      Ending{".json", FileKind::Data},
      Ending{".txt", FileKind::Data},
      Ending{".clang-tidy", FileKind::Data},
  };
  const auto ending = std::find_if(kEndings.begin(), kEndings.end(),
                                   [&](const Ending& e) { return path.ends_with(e.text); });
  return ending == kEndings.end() ? FileKind::Other : ending->kind;
}

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string read_file(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

bool is_ignored(std::string_view name) {
  static constexpr std::array<std::string_view, 5> kIgnored{
      "build", ".git", ".cache", "compile_commands.json", "CMakeUserPresets.json"};
  return std::find(kIgnored.begin(), kIgnored.end(), name) != kIgnored.end();
}

void sort_by_path(std::vector<SourceFile>& files) {
  std::sort(files.begin(), files.end(),
            [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
}

}  // namespace

bool SourceFile::is_cpp() const {
  return kind == FileKind::Header || kind == FileKind::Source;
}

bool SourceFile::is_under(std::string_view directory) const {
  return path.starts_with(directory);
}

const SourceFile* SourceTree::find(std::string_view path) const {
  const auto at = std::lower_bound(
      files.begin(), files.end(), path,
      [](const SourceFile& file, std::string_view wanted) { return file.path < wanted; });
  return at != files.end() && at->path == path ? &*at : nullptr;
}

SourceFile make_source_file(std::string path, std::string text) {
  SourceFile file;
  file.path = std::move(path);
  file.kind = kind_of(file.path);
  file.text = std::make_shared<const std::string>(std::move(text));
  file.lines = split_lines(*file.text);
  if (file.is_cpp()) lex(file);
  return file;
}

SourceTree make_source_tree(const std::vector<std::pair<std::string, std::string>>& files) {
  SourceTree tree;
  for (const auto& [path, text] : files) {
    tree.top_level.push_back(path.substr(0, path.find('/')));
    tree.files.push_back(make_source_file(path, text));
  }
  sort_by_path(tree.files);
  std::sort(tree.top_level.begin(), tree.top_level.end());
  tree.top_level.erase(std::unique(tree.top_level.begin(), tree.top_level.end()),
                       tree.top_level.end());
  return tree;
}

SourceTree read_source_tree(const fs::path& root) {
  std::vector<std::pair<std::string, std::string>> files;
  for (auto at = fs::recursive_directory_iterator(root); at != fs::recursive_directory_iterator();
       ++at) {
    if (at.depth() == 0 && is_ignored(at->path().filename().string())) {
      at.disable_recursion_pending();
      continue;
    }
    if (!at->is_regular_file()) continue;
    std::string path = at->path().lexically_relative(root).generic_string();
    const bool is_text = kind_of(path) != FileKind::Other;
    files.emplace_back(std::move(path), is_text ? read_file(at->path()) : std::string());
  }
  return make_source_tree(files);
}

}  // namespace cascade::tidy
