// SPDX-License-Identifier: Apache-2.0
// Each rule on a small bad text that it must find, and on a good one that it must leave alone.
#include <catch2/catch.hpp>

#include "tests/tidy/rules.h"

using namespace cascade::tidy;

namespace {

using Files = std::vector<std::pair<std::string, std::string>>;
using Check = Findings (*)(const SourceTree&);

/// "path:line" of every finding, separated by spaces.
std::string places(Check check, const Files& files) {
  std::string text;
  for (const Finding& finding : check(make_source_tree(files))) {
    if (!text.empty()) text += ' ';
    text += finding.path + ":" + std::to_string(finding.line);
  }
  return text;
}

std::string message(Check check, const Files& files) {
  const Findings findings = check(make_source_tree(files));
  return findings.empty() ? "" : findings.front().message;
}

}  // namespace

TEST_CASE("Tidy: format finds tabs, spaces, long lines and a missing newline", "[tidy]") {
  CHECK(places(check_format, {{"engine/a.cc", "int a;\n\tint b;\n"}}) == "engine/a.cc:2");
  CHECK(places(check_format, {{"engine/a.cc", "int a; \n"}}) == "engine/a.cc:1");
  CHECK(places(check_format, {{"engine/a.cc", "int a;\r\n"}}) == "engine/a.cc:1");
  CHECK(places(check_format, {{"engine/a.cc", "int a;"}}) == "engine/a.cc:1");
  CHECK(places(check_format, {{"engine/a.cc", std::string(101, 'x') + "\n"}}) == "engine/a.cc:1");
  CHECK(places(check_format, {{"scenarios/a.yaml", "a:\t1\n"}}) == "scenarios/a.yaml:1");
}

TEST_CASE("Tidy: format counts characters and lets golden files be", "[tidy]") {
  std::string umlauts;
  for (int i = 0; i < 100; ++i) umlauts += "\xc3\xa4";
  CHECK(places(check_format, {{"engine/a.cc", umlauts + "\n"}}).empty());
  CHECK(places(check_format, {{"tests/golden/a.txt", "report  \n"}}).empty());
  CHECK(places(check_format, {{"scenarios/a.yaml", "# " + std::string(120, 'x') + "\n"}}).empty());
}

TEST_CASE("Tidy: first lines are licence, purpose and pragma once", "[tidy]") {
  const std::string licence = "// SPDX-License-Identifier: Apache-2.0\n";
  CHECK(places(check_first_lines, {{"engine/a.cc", "int a;\n"}}) == "engine/a.cc:1");
  CHECK(places(check_first_lines, {{"engine/a.cc", ""}}) == "engine/a.cc:1");
  CHECK(places(check_first_lines, {{"engine/a.h", licence + "#pragma once\n"}}) == "engine/a.h:2");
  CHECK(places(check_first_lines, {{"engine/a.h", licence + "// Purpose.\n"}}) == "engine/a.h:0");
  CHECK(
      places(check_first_lines, {{"engine/a.h", licence + "// Purpose.\n#pragma once\n"}}).empty());
  CHECK(places(check_first_lines, {{".ci/run", "#!/bin/sh\necho\n"}}) == ".ci/run:1");
  CHECK(places(check_first_lines, {{".ci/run", "#!/bin/sh\n# " + licence.substr(3)}}).empty());
}

TEST_CASE("Tidy: length has a limit for headers, sources and tests", "[tidy]") {
  const auto lines = [](int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += "int a;\n";
    return text;
  };
  CHECK(places(check_length, {{"engine/a.h", lines(201)}}) == "engine/a.h:0");
  CHECK(places(check_length, {{"sim/a.cc", lines(601)}}) == "sim/a.cc:0");
  CHECK(places(check_length, {{"tests/a.cc", lines(801)}}) == "tests/a.cc:0");
  CHECK(places(check_length, {{"engine/a.h", lines(200)}, {"sim/a.cc", lines(600)}}).empty());
}

TEST_CASE("Tidy: marks of unfinished work need an issue", "[tidy]") {
  CHECK(places(check_marks, {{"sim/a.cc", "int a;  // TODO: later\n"}}) == "sim/a.cc:1");
  CHECK(places(check_marks, {{"sim/a.cc", "\n/* a\n FIXME */\n"}}) == "sim/a.cc:3");
  CHECK(places(check_marks, {{"sim/a.cc", "// TODO(#): later\n"}}) == "sim/a.cc:1");
  CHECK(places(check_marks, {{"sim/a.cc", "// TODO(#12): later\n"}}).empty());
  CHECK(places(check_marks, {{"sim/a.cc", "auto a = \"TODO\";\n"}}).empty());
}

TEST_CASE("Tidy: nothing includes against the layers", "[tidy]") {
  const auto from = [](const std::string& user, const std::string& used) {
    return message(check_layers, {{user, "#include \"" + used + "\"\n"}, {used, ""}});
  };
  CHECK(from("engine/a.cc", "sim/b.h") == "engine/ may not use sim/");
  CHECK(from("sim/a.cc", "sim/cli/b.h") == "sim/ may not use sim/cli/");
  CHECK(from("sim/model/a.cc", "sim/run/b.h") == "sim/model/ may not use sim/run/");
  CHECK(from("sim/run/a.cc", "sim/model/b.h").empty());
  CHECK(from("sim/a.cc", "tests/b.h") == "sim/ may not use tests/");
  CHECK(from("sim/cli/a.cc", "gui/model/b.h") == "sim/cli/ may not use gui/model/");
  CHECK(from("gui/model/a.cc", "gui/view/b.h") == "gui/model/ may not use gui/view/");
  CHECK(from("gui/view/a.cc", "gui/platform/b.h") == "gui/view/ may not use gui/platform/");
  CHECK(from("gui/layout/a.cc", "gui/view/b.h") == "gui/layout/ may not use gui/view/");
  CHECK(from("gui/platform/a.cc", "gui/model/b.h") == "gui/platform/ may not use gui/model/");
  CHECK(from("gui/app.cc", "sim/cli/b.h") == "gui/ may not use sim/cli/");
  CHECK(from("sim/a.cc", "engine/b.h").empty());
  CHECK(from("sim/cli/a.cc", "sim/b.h").empty());
  CHECK(from("gui/app.cc", "gui/platform/b.h").empty());
  CHECK(from("tests/a.cc", "sim/cli/b.h").empty());
}

TEST_CASE("Tidy: includes are written from the root", "[tidy]") {
  CHECK(places(check_layers, {{"sim/a.cc", "#include \"b.h\"\n"}, {"sim/b.h", ""}}) ==
        "sim/a.cc:1");
  CHECK(places(check_layers, {{"sim/a.cc", "\n#include <sim/b.h>\n"}, {"sim/b.h", ""}}) ==
        "sim/a.cc:2");
  CHECK(places(check_layers, {{"sim/a.cc", "#include <vector>\n"}}).empty());
}

TEST_CASE("Tidy: a library has one home", "[tidy]") {
  CHECK(places(check_libraries, {{"engine/a.cc", "#include <CLI/CLI.hpp>\n"}}) == "engine/a.cc:0");
  CHECK(places(check_libraries, {{"gui/view/a.cc", "#include <GLFW/glfw3.h>\n"}}) ==
        "gui/view/a.cc:0");
  CHECK(places(check_libraries, {{"sim/a.cc", "#include <sqlite3.h>\n"},
                                 {"sim/b.cc", "#include <sqlite3.h>\n"},
                                 {"tests/c.cc", "#include <sqlite3.h>\n"}}) == "sim/b.cc:0");
  CHECK(places(check_libraries, {{"tests/a.cc", "#include <catch2/catch.hpp>\n"}}).empty());
}

TEST_CASE("Tidy: a source includes its own header before all others", "[tidy]") {
  const auto in = [](const std::string& includes) {
    return places(check_own_header, {{"sim/a.cc", includes}, {"sim/a.h", ""}, {"sim/b.h", ""}});
  };
  CHECK(in("// b.h\n#include \"sim/b.h\"\n#include \"sim/a.h\"\n") == "sim/a.cc:2");
  CHECK(in("#include <vector>\n") == "sim/a.cc:1");
  CHECK(in("#include \"sim/a.h\"\n\n#include <vector>\n#include \"sim/b.h\"\n").empty());
  CHECK(places(check_own_header, {{"sim/c.cc", "#include <vector>\n"}}).empty());
}

TEST_CASE("Tidy: banned calls are found, each with what to use instead", "[tidy]") {
  const std::string code = GENERATE(
      "auto a = std::chrono::system_clock::now();", "steady_clock::now();",
      "high_resolution_clock::now();", "clock_gettime(0, &t);", "gettimeofday(&t, 0);",
      "std::time(&t);", "std::clock();", "time(nullptr);", "time(NULL);", "time(0);", "rand();",
      "srand(1);", "std::random_device d;", "std::mt19937 g(1);", "std::mt19937_64 g(1);",
      "std::minstd_rand g;", "std::default_random_engine g;", "std::normal_distribution<> d;",
      "std::random_shuffle(a, b);", "std::shuffle(a, b, g);", "std::ranges::shuffle(a, g);",
      "std::sample(a, b, c, 1, g);", "std::ranges::sample(a, b, 1, g);",
      "std::this_thread::sleep_for(t);", "std::this_thread::sleep_until(t);", "usleep(1);",
      "nanosleep(&t, 0);", "float a;", "double a;", "throw 1;", "assert(a);");
  INFO(code);
  CHECK(places(check_banned, {{"sim/a.cc", "\n" + code + "\n"}}) == "sim/a.cc:2");
  CHECK(places(check_banned, {{"sim/a.cc", "// " + code + "\n"}}).empty());
  CHECK(places(check_banned, {{"sim/a.cc", "auto a = R\"(" + code + ")\";\n"}}).empty());
  CHECK(places(check_banned, {{"tests/bench/a.cc", code + "\n"}}).empty());
}

TEST_CASE("Tidy: a ban names the replacement and knows its exceptions", "[tidy]") {
  CHECK(message(check_banned, {{"engine/a.cc", "std::shuffle(a, b, g);\n"}}) ==
        "std :: shuffle: use sim/base/random.h: one seed decides everything");
  CHECK(places(check_banned, {{"engine/real_clock.cc", "steady_clock::now();\n"}}).empty());
  CHECK(places(check_banned, {{"engine/real_clock.cc", "system_clock::now();\n"}}) ==
        "engine/real_clock.cc:1");
  CHECK(places(check_banned, {{"tests/a.cc", "double a; throw 1;\n"}}).empty());
  CHECK(places(check_banned, {{"gui/model/a.cc", "float pixels;\n"}}).empty());
  CHECK(places(check_banned, {{"gui/model/a.cc", "rand();\n"}}) == "gui/model/a.cc:1");
  CHECK(places(check_banned, {{"engine/a.cc", "static_assert(operand(1) == 1'000);\n"}}).empty());
}

TEST_CASE("Tidy: an order or hash of addresses is found", "[tidy]") {
  const auto check = [](const std::string& code) {
    return places(check_address_order, {{"engine/a.cc", code}});
  };
  CHECK(check("std::set<const Node*> nodes;\n") == "engine/a.cc:1");
  CHECK(check("std::map<Node*, int> nodes;\n") == "engine/a.cc:1");
  CHECK(check("\nauto h = std::hash<void*>{}(p);\n") == "engine/a.cc:2");
  CHECK(check("std::map<int, Node*> nodes;\nstd::set<int> a;\n").empty());
}

TEST_CASE("Tidy: iteration over unordered containers is found", "[tidy]") {
  const auto check = [](const std::string& code) {
    return places(check_unordered_iteration, {{"sim/a.cc", code}});
  };
  const std::string declared = "std::unordered_map<int, std::vector<int>> ids;\n";
  CHECK(check(declared + "for (auto& [a, b] : ids) f(a);\n") == "sim/a.cc:2");
  CHECK(check(declared + "for (const auto& a : this->ids) f(a);\n") == "sim/a.cc:2");
  CHECK(check(declared + "for (auto a = ids.begin(); a != b; ++a) f(a);\n") == "sim/a.cc:2");
  CHECK(check("void g(const std::unordered_set<int>& s) { for (int a : s) f(a); }\n") ==
        "sim/a.cc:1");
  CHECK(places(check_unordered_iteration,
               {{"sim/a.h", "class A { std::unordered_set<int> ids_; };\n"},
                {"sim/a.cc", "void A::f() {\n  for (int id : ids_) g(id);\n}\n"}}) == "sim/a.cc:2");
  CHECK(check(declared + "if (ids.find(1) != ids.end()) f();\n").empty());
  CHECK(check(declared + "std::vector<int> a;\nfor (int b : a) f(ids[b]);\n").empty());
  CHECK(check(declared + "for (int b : ids.at(1)) f(b);\n").empty());
}

TEST_CASE("Tidy: the top level stays as agreed", "[tidy]") {
  CHECK(places(check_top_level, {{"docs/a.md", ""}, {"sim/a.cc", ""}, {".ci/run", ""}}) ==
        "docs:0");
  CHECK(places(check_top_level, {{"notes.txt", ""}, {"README.md", ""}}) == "notes.txt:0");
}

TEST_CASE("Tidy: every file is listed, every header included", "[tidy]") {
  const std::string use = "#include \"sim/a.h\"\n";
  CHECK(places(check_dead_files, {{"sim/a.cc", ""}, {"sim/CMakeLists.txt", "x(\n  ba.cc)\n"}}) ==
        "sim/a.cc:0");
  CHECK(places(check_dead_files, {{"sim/a.h", ""}, {"sim/CMakeLists.txt", "x(a.h)\n"}}) ==
        "sim/a.h:0");
  CHECK(places(check_dead_files,
               {{"sim/a.h", ""}, {"sim/b.cc", use}, {"sim/CMakeLists.txt", "x(b.cc)\n"}}) ==
        "sim/a.h:0");
  CHECK(places(check_dead_files, {{"tests/x.cmake", ""}}) == "tests/x.cmake:0");
  CHECK(places(check_dead_files,
               {{"sim/a.h", ""}, {"sim/b.cc", use}, {"sim/CMakeLists.txt", "x(a.h\n b.cc)\n"}})
            .empty());
  CHECK(places(check_dead_files, {{"sim/a.cc", ""}, {"sim/CMakeLists.txt", "x(cli/a.cc)\n"}}) ==
        "sim/a.cc:0");
  CHECK(places(check_dead_files, {{"sim/cli/a.cc", ""}, {"sim/CMakeLists.txt", "x(cli/a.cc)\n"}})
            .empty());
  CHECK(places(check_dead_files,
               {{"tests/a/b.cc", ""}, {"tests/c/CMakeLists.txt", "x(d.cc\n  ../a/b.cc)\n"}})
            .empty());
  CHECK(places(check_dead_files,
               {{"tests/a.cmake", ""}, {"tests/CMakeLists.txt", "x(${ROOT}/tests/a.cmake)\n"}})
            .empty());
}

TEST_CASE("Tidy: every scenario has a golden report", "[tidy]") {
  const std::string list = "tests/golden/CMakeLists.txt";
  CHECK(places(check_scenarios, {{"scenarios/a.yaml", ""}, {list, "set(scenarios\n  a\n)\n"}}) ==
        "scenarios/a.yaml:0");
  CHECK(places(check_scenarios,
               {{"scenarios/a.yaml", ""}, {"tests/golden/a.txt", ""}, {list, "set(b\n)\n"}}) ==
        "scenarios/a.yaml:0");
  CHECK(places(check_scenarios,
               {{"scenarios/a.yaml", ""}, {"tests/golden/a.txt", ""}, {list, "set(x\n  a\n)\n"}})
            .empty());
  CHECK(places(check_scenarios, {{"scenarios/models/a.yaml", ""}}).empty());
  CHECK(places(check_scenarios, {{"scenarios/x/a.yaml", ""},
                                 {"tests/golden/x/a.txt", ""},
                                 {list, "set(x\n  a\n)\n"}}) == "scenarios/x/a.yaml:0");
  CHECK(places(
            check_scenarios,
            {{"scenarios/x/a.yaml", ""}, {"tests/golden/x/a.txt", ""}, {list, "set(x\n  x/a\n)\n"}})
            .empty());
}

TEST_CASE("Tidy: the real tree is read with its files and without build trees", "[tidy]") {
  const SourceTree tree = read_source_tree(CASCADE_SOURCE_DIR);
  const SourceFile* self = tree.find("tests/tidy/rules_test.cc");
  REQUIRE(self != nullptr);
  CHECK(self->lines.front() == "// SPDX-License-Identifier: Apache-2.0");
  CHECK(tree.find("build/dev/CMakeCache.txt") == nullptr);
}
