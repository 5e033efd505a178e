// SPDX-License-Identifier: Apache-2.0
// The project's own text as the tidy rules see it: files, cut into lines, tokens, comments and
// includes. Read from disk for the real check, made from a few lines for the tests of the rules.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cascade::tidy {

/// A word, a number, "::", "->" or one other character; a literal text is the token `""`.
struct Token {
  std::string_view text;
  int line = 0;
};

struct Include {
  std::string_view path;
  bool quoted = false;  ///< "ours" rather than <theirs>.
  int line = 0;
};

enum class FileKind {
  Header,
  Source,
  CMake,   ///< CMakeLists.txt, *.cmake, *.cmake.in
  Script,  ///< For the shell.
  Data,    ///< Other text: YAML, JSON, golden files.
  Other,   ///< Known by its name only.
};

/// All views point into `text`. Tokens, comments and includes are of C++ files only.
struct SourceFile {
  std::string path;  ///< From the root, with '/'.
  FileKind kind = FileKind::Other;
  std::shared_ptr<const std::string> text;
  std::vector<std::string_view> lines;
  std::vector<Token> tokens;
  std::vector<Token> comments;  ///< One entry per line of a comment.
  std::vector<Include> includes;

  [[nodiscard]] bool is_cpp() const;
  [[nodiscard]] bool is_under(std::string_view directory) const;  ///< "engine/", "sim/cli/"
};

struct SourceTree {
  std::vector<SourceFile> files;       ///< By path.
  std::vector<std::string> top_level;  ///< Names of the root's entries, sorted.

  /// nullptr if there is none.
  [[nodiscard]] const SourceFile* find(std::string_view path) const;
};

SourceFile make_source_file(std::string path, std::string text);
SourceTree make_source_tree(const std::vector<std::pair<std::string, std::string>>& files);
/// Everything under `root` but build trees, Git's own files and editors' caches.
SourceTree read_source_tree(const std::filesystem::path& root);

}  // namespace cascade::tidy
