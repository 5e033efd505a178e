// SPDX-License-Identifier: Apache-2.0
// Rules on includes: who may use whom, and where each library lives.
#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>

#include "tests/tidy/rules.h"

namespace cascade::tidy {

namespace {

using Words = std::initializer_list<std::string_view>;

struct Layer {
  std::string_view directory;
  Words may_include;  ///< Directories of layers.
};

// The map of the house. A file belongs to the longest directory that fits.
const Layer kLayers[] = {
    {"engine/", {"engine/"}},
    {"sim/", {"engine/", "sim/"}},
    {"sim/cli/", {"engine/", "sim/", "sim/cli/"}},
    {"gui/model/", {"engine/", "sim/", "gui/model/"}},
    {"gui/layout/", {"engine/", "sim/", "gui/model/", "gui/layout/"}},
    {"gui/view/", {"engine/", "sim/", "gui/model/", "gui/view/"}},
    {"gui/platform/", {"engine/", "gui/platform/"}},
    {"gui/",
     {"engine/", "sim/", "gui/", "gui/model/", "gui/layout/", "gui/view/", "gui/platform/"}},
    {"tests/",
     {"engine/", "sim/", "sim/cli/", "gui/", "gui/model/", "gui/layout/", "gui/view/",
      "gui/platform/", "tests/"}},
};

// Inside sim/ each directory may use those before it.
constexpr std::array<std::string_view, 10> kSimOrder{
    "sim/base/",     "sim/model/", "sim/world/",  "sim/extension/", "sim/reader/",
    "sim/scenario/", "sim/run/",   "sim/report/", "sim/recording/", "sim/compare/"};

struct Library {
  std::string_view header;  ///< How the path of its headers begins.
  Words homes;              ///< The files, or directories ending in '/', that may include it.
};

// A library that leaks into a second file is harder to replace and slower to compile. Without a
// home named here, the first file of the product that includes it is the home. Tests may include
// those too, to check what that file did.
const Library kLibraries[] = {
    {"CLI/", {"sim/cli/"}},
    {"GL/", {"gui/platform/"}},
    {"GLFW/", {"gui/platform/"}},
    {"backends/imgui_", {"gui/platform/"}},
    {"benchmark/", {"tests/bench/"}},
    {"catch2/", {"tests/"}},
    {"graphviz/", {}},
    {"imgui",
     {"gui/view/", "gui/platform/", "gui/app.", "tests/support/null_frame.h",
      "tests/gui/key_dispatch_test.cc"}},
    {"nlohmann/", {}},
    {"sqlite3.h", {}},
    {"xxhash.h", {}},
    {"yaml-cpp/", {}},
};

const Layer* layer_of(std::string_view path) {
  const Layer* best = nullptr;
  for (const Layer& layer : kLayers) {
    if (!path.starts_with(layer.directory)) continue;
    if (best == nullptr || layer.directory.size() > best->directory.size()) best = &layer;
  }
  return best;
}

/// Its place in kSimOrder; behind all of them for other paths.
std::size_t sim_rank(std::string_view path) {
  const auto* directory =
      std::find_if(kSimOrder.begin(), kSimOrder.end(),
                   [path](std::string_view name) { return path.starts_with(name); });
  return static_cast<std::size_t>(directory - kSimOrder.begin());
}

bool contains(const Words& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string layer_mistake(const SourceTree& tree, const SourceFile& file, const Include& include) {
  const Layer* from = layer_of(file.path);
  const Layer* to = layer_of(include.path);
  const std::string path(include.path);
  if (include.quoted && tree.find(include.path) == nullptr) {
    return "\"" + path + "\" is no file here: includes are written from the root";
  }
  if (from == nullptr || to == nullptr || tree.find(include.path) == nullptr) return {};
  if (!include.quoted) return "<" + path + "> is ours: write it with quotes";
  const std::size_t rank = sim_rank(include.path);
  if (rank < kSimOrder.size() && rank > sim_rank(file.path)) {
    return std::string(kSimOrder[sim_rank(file.path)]) + " may not use " +
           std::string(kSimOrder[rank]);
  }
  if (contains(from->may_include, to->directory)) return {};
  return std::string(from->directory) + " may not use " + std::string(to->directory);
}

bool includes(const SourceFile& file, const Library& library) {
  return std::any_of(file.includes.begin(), file.includes.end(), [&](const Include& include) {
    return !include.quoted && include.path.starts_with(library.header);
  });
}

/// The files that include a library although its home is elsewhere.
std::vector<const SourceFile*> strangers(const SourceTree& tree, const Library& library) {
  std::vector<const SourceFile*> files;
  for (const SourceFile& file : tree.files) {
    if (!includes(file, library)) continue;
    if (library.homes.size() == 0 && file.is_under("tests/")) continue;
    const bool at_home = std::any_of(library.homes.begin(), library.homes.end(),
                                     [&](std::string_view home) { return file.is_under(home); });
    if (!at_home) files.push_back(&file);
  }
  if (library.homes.size() == 0 && !files.empty()) files.erase(files.begin());
  return files;
}

}  // namespace

Findings check_layers(const SourceTree& tree) {
  Findings findings;
  for (const SourceFile& file : tree.files) {
    // A consumer includes what was installed.
    if (file.is_under("tests/consumer/")) continue;
    for (const Include& include : file.includes) {
      std::string mistake = layer_mistake(tree, file, include);
      if (!mistake.empty()) findings.push_back({file.path, include.line, std::move(mistake)});
    }
  }
  return findings;
}

Findings check_libraries(const SourceTree& tree) {
  Findings findings;
  for (const Library& library : kLibraries) {
    for (const SourceFile* file : strangers(tree, library)) {
      findings.push_back({file->path, 0,
                          "<" + std::string(library.header) +
                              "...> has its home elsewhere; use "
                              "that, or change the table in tests/tidy/include_rules.cc"});
    }
  }
  return findings;
}

Findings check_own_header(const SourceTree& tree) {
  Findings findings;
  for (const SourceFile& file : tree.files) {
    if (file.kind != FileKind::Source || file.includes.empty()) continue;
    const std::string header = file.path.substr(0, file.path.rfind('.')) + ".h";
    const Include& first = file.includes.front();
    if (tree.find(header) == nullptr || first.path == header) continue;
    findings.push_back(
        {file.path, first.line,
         "\"" + header + "\" comes first: so it is compiled with nothing before it"});
  }
  return findings;
}

}  // namespace cascade::tidy
