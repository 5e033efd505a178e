// SPDX-License-Identifier: Apache-2.0
// Rules on which files there are: nothing at the top but what was agreed, nothing dead.
#include <algorithm>
#include <array>
#include <set>

#include "tests/tidy/rules.h"

namespace cascade::tidy {

namespace {

constexpr std::array<std::string_view, 9> kTopLevel{"CMakeLists.txt", "CMakePresets.json",
                                                    "LICENSE",        "README.md",
                                                    "engine",         "gui",
                                                    "scenarios",      "sim",
                                                    "tests"};

std::string_view directory_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

bool is_path_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '.' || c == '/';
}

/// True if `text` has `path` with nothing around it that could belong to a longer one; a CMake
/// variable in front, as in ${PROJECT_SOURCE_DIR}/path, may be there.
bool mentions(std::string_view text, std::string_view path) {
  for (std::size_t at = text.find(path); at != std::string_view::npos;
       at = text.find(path, at + 1)) {
    const bool begins =
        at == 0 || !is_path_character(text[at - 1]) || text.substr(0, at).ends_with("}/");
    const std::size_t end = at + path.size();
    if (begins && (end == text.size() || !is_path_character(text[end]))) return true;
  }
  return false;
}

/// True if a CMakeLists.txt lists the file, seen from its own directory or from the root.
bool is_listed(const SourceTree& tree, const SourceFile& file) {
  namespace fs = std::filesystem;
  return std::any_of(tree.files.begin(), tree.files.end(), [&](const SourceFile& list) {
    if (!list.path.ends_with("CMakeLists.txt")) return false;
    const fs::path seen = fs::path(file.path).lexically_relative(directory_of(list.path));
    return mentions(*list.text, seen.generic_string()) || mentions(*list.text, file.path);
  });
}

std::set<std::string_view> included_files(const SourceTree& tree) {
  std::set<std::string_view> paths;
  for (const SourceFile& file : tree.files) {
    for (const Include& include : file.includes) paths.insert(include.path);
  }
  return paths;
}

/// Headers that are checked and installed through the list of their library.
bool is_listed_header(const SourceFile& file) {
  return file.kind == FileKind::Header && !file.is_under("tests/");
}

}  // namespace

Findings check_top_level(const SourceTree& tree) {
  Findings findings;
  for (const std::string& name : tree.top_level) {
    if (name.starts_with('.')) continue;
    if (std::find(kTopLevel.begin(), kTopLevel.end(), name) != kTopLevel.end()) continue;
    findings.push_back({name, 0, "the top level stays as agreed: put it into a directory"});
  }
  return findings;
}

Findings check_dead_files(const SourceTree& tree) {
  const std::set<std::string_view> included = included_files(tree);
  Findings findings;
  for (const SourceFile& file : tree.files) {
    const bool listed = is_listed(tree, file);
    const bool must_be_listed = file.kind == FileKind::Source || is_listed_header(file) ||
                                (file.kind == FileKind::CMake && !file.path.ends_with(".txt"));
    if (must_be_listed && !listed) {
      findings.push_back({file.path, 0, "no CMakeLists.txt lists it: list it, or delete it"});
    }
    if (file.kind == FileKind::Header && !included.contains(file.path)) {
      findings.push_back({file.path, 0, "nothing includes it: use it, or delete it"});
    }
  }
  return findings;
}

Findings check_scenarios(const SourceTree& tree) {
  const SourceFile* list = tree.find("tests/golden/CMakeLists.txt");
  Findings findings;
  for (const SourceFile& file : tree.files) {
    if (!file.is_under("scenarios/") || !file.path.ends_with(".yaml")) continue;
    if (file.is_under("scenarios/models/")) continue;
    const std::string_view name = std::string_view(file.path).substr(sizeof("scenarios/") - 1);
    const std::string_view stem = name.substr(0, name.size() - sizeof(".yaml") + 1);
    if (list == nullptr || !mentions(*list->text, stem)) {
      findings.push_back({file.path, 0, "tests/golden/CMakeLists.txt does not list it"});
    }
    if (tree.find("tests/golden/" + std::string(stem) + ".txt") == nullptr) {
      findings.push_back({file.path, 0, "no golden report; CASCADE_UPDATE_GOLDEN=1 writes it"});
    }
  }
  return findings;
}

}  // namespace cascade::tidy
