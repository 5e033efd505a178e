// SPDX-License-Identifier: Apache-2.0
// The files that `cascade run` writes: what is in them, where they go, what they never replace.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "tests/cli/program/program.h"

using namespace cascade::test;

namespace {

const std::vector<std::string> kOutputs{"record",  "dot",   "svg",  "png",
                                        "mermaid", "trace", "json", "junit"};

std::vector<std::string> run_with_outputs(std::vector<std::string> scenarios,
                                          const std::string& target) {
  std::vector<std::string> arguments{"run", "-q"};
  arguments.insert(arguments.end(), scenarios.begin(), scenarios.end());
  for (const std::string& output : kOutputs) {
    arguments.push_back("--" + output);
    arguments.push_back(target);
  }
  return arguments;
}

}  // namespace

TEST_CASE("Program: the trace is a whole JSON document with the phases apart", "[cli][program]") {
  const Folder folder;
  const std::string file = folder.file("trace.json");
  const Ended run = run_cascade({"run", shipped("failing-stop"), "--trace", file});
  CHECK(run.code == 0);
  const auto trace = nlohmann::json::parse(content_of(file));
  std::set<int> queries;
  std::set<int> acts;
  std::map<int, std::string> processes;
  for (const auto& event : trace["traceEvents"]) {
    if (event["name"] == "process_name") processes[event["pid"]] = event["args"]["name"];
    if (event["ph"] != "X") continue;
    (event["cat"] == "query" ? queries : acts).insert(event["pid"].get<int>());
  }
  CHECK(queries.size() == 2);  // check and delete; the cleanup never began
  CHECK(acts.size() == 2);
  for (const int process : queries) CHECK_THAT(processes[process], Catch::EndsWith("phase 1"));
  for (const int process : acts) CHECK_THAT(processes[process], Catch::EndsWith("phase 2"));
}

TEST_CASE("Program: several scenarios write into a folder, each under its name", "[cli][program]") {
  const Folder folder;
  const std::string twin = folder.write("twin/veto.yaml", content_of(shipped("veto")));
  const std::string target = folder.file("made/here");
  const Ended run =
      run_cascade(run_with_outputs({shipped("veto"), shipped("lost-diamond"), twin}, target));
  INFO(run.err);
  CHECK(run.code == 0);
  std::vector<std::string> expected;
  for (const char* ending :
       {".dot", ".json", ".mmd", ".png", ".recording", ".svg", ".trace.json", ".xml"}) {
    for (const char* name : {"lost-diamond", "veto", "veto.2"}) {
      expected.push_back(std::string(name) + ending);
    }
  }
  std::sort(expected.begin(), expected.end());
  // Nothing else is left: no journal of a recording.
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(target)) {
    CHECK(entry.file_size() > 0);
    names.push_back(entry.path().filename());
  }
  std::sort(names.begin(), names.end());
  CHECK(names == expected);
}

TEST_CASE("Program: a slash at the end names a folder, for one scenario too", "[cli][program]") {
  const Folder folder;
  const Ended run = run_cascade(
      {"run", "-q", shipped("veto"), "--dot", folder.file("a/"), "--record", folder.file("b/c/")});
  INFO(run.err);
  CHECK(run.code == 0);
  CHECK_THAT(content_of(folder.file("a/veto.dot")), Catch::StartsWith("digraph"));
  CHECK_THAT(content_of(folder.file("b/c/veto.recording")), Catch::StartsWith("SQLite"));
}

TEST_CASE("Program: no output replaces what is read, or another output", "[cli][program]") {
  const Folder folder;
  const std::string text = content_of(shipped("veto"));
  const std::string scenario = folder.write("veto.yaml", text);
  const std::string model_text = content_of(shipped("models/guarded"));
  const std::string model = folder.write("models/guarded.yaml", model_text);
  for (const std::string& output : kOutputs) {
    for (const std::string& input : {scenario, folder.path().string() + "/./veto.yaml", model}) {
      CAPTURE(output, input);
      const Ended run = run_cascade({"run", scenario, "--" + output, input});
      CHECK(run.code == 1);
      CHECK_THAT(run.err, Catch::Contains("--" + output + " would replace"));
    }
    CHECK(content_of(scenario) == text);
    CHECK(content_of(model) == model_text);
  }
  const Ended twice = run_cascade(run_with_outputs({scenario}, folder.file("one")));
  CHECK(twice.code == 1);
  CHECK_THAT(twice.err, Catch::Contains("--record and --dot name the same file"));
  CHECK(folder.names() == std::vector<std::string>{"models", "veto.yaml"});
}

TEST_CASE("Program: what cannot be written is told before the run begins", "[cli][program]") {
  const Folder folder;
  const std::string file = folder.write("a-file", "kept");
  for (const std::string& output : kOutputs) {
    CAPTURE(output);
    const Ended run = run_cascade({"run", shipped("veto"), "--" + output, file + "/below"});
    CHECK(run.code == 1);
    CHECK(run.out.empty());
    CHECK_THAT(run.err, Catch::StartsWith("cascade: ") && Catch::Contains(file + "/below"));
    const Ended nowhere =
        run_cascade({"run", shipped("veto"), "--" + output, folder.file("no/where")});
    CHECK(nowhere.code == 1);
    CHECK_THAT(nowhere.err, Catch::Contains("No such file or directory"));
  }
  const Ended kept = run_cascade({"run", shipped("veto"), "--record", file});
  CHECK(kept.code == 1);
  CHECK_THAT(kept.err, Catch::Contains("is not a recording"));
  CHECK(content_of(file) == "kept");
}

TEST_CASE("Program: a full disk is told, and costs the other files nothing", "[cli][program]") {
  const Folder folder;
  const Ended run = run_cascade({"run", "-q", shipped("veto"), "--json", "/dev/full", "--svg",
                                 folder.file("a.svg"), "--trace", "/dev/full"});
  CHECK(run.code == 1);
  CHECK_THAT(run.err, Catch::Contains("cannot write /dev/full: No space left on device"));
  CHECK_THAT(content_of(folder.file("a.svg")), Catch::EndsWith("</svg>\n"));
}

TEST_CASE("Program: a picture that nobody could read is refused alike", "[cli][program]") {
  const Folder folder;
  const std::string png = folder.file("a.png");
  for (const auto& [command, option] : {std::pair{"run", "--png"}, std::pair{"tree", "-o"}}) {
    CAPTURE(command);
    const Ended ended =
        run_cascade({command, shipped("random-graph"), "--set", "types=10", option, png});
    CHECK(ended.code == 2);
    CHECK_THAT(ended.err, Catch::Contains("unreadable; write SVG instead"));
    CHECK(folder.names().empty());
  }
}

TEST_CASE("Program: a PNG is not poured into a terminal", "[cli][program]") {
  if (has_terminals()) {
    ProgramOptions options;
    options.terminal = true;
    const Ended shown = run_cascade({"tree", shipped("veto"), "--format", "png"}, options);
    CHECK(shown.code == 1);
    CHECK_THAT(shown.out, Catch::Contains("name a file with -o"));
  } else {
    WARN("there are no pseudo terminals here");
  }
  const Ended piped = run_cascade({"tree", shipped("veto"), "--format", "png"});
  CHECK(piped.code == 0);
  CHECK_THAT(piped.out, Catch::StartsWith("\x89PNG"));
}
