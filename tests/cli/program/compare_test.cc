// SPDX-License-Identifier: Apache-2.0
// `cascade compare` from outside: what it takes, shows and answers.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/cli/program/program.h"

using namespace cascade::test;

TEST_CASE("Program: compare puts the ways of a scenario side by side", "[cli][program]") {
  const Folder folder;
  const std::string file = folder.file("ways.json");
  const Ended ended =
      run_cascade({"compare", shipped("lost-diamond"), "--json", file, "--known", "Vip"});
  INFO(ended.err);
  CHECK(ended.code == 0);
  CHECK_THAT(ended.out, Catch::Contains("per_path, sequential, stop"));
  CHECK_THAT(ended.out, Catch::Contains("By hand it takes"));
  const auto json = nlohmann::json::parse(content_of(file));
  REQUIRE(json["ways"].size() == 5);
  CHECK(json["ways"][0]["unlike_first"]["resources"] == 0);
  CHECK(json["ways"][3]["way"] == "refuse");
  CHECK(json["ways"][3]["by_hand"]["operations"] > 0);
  CHECK(json["ways"][4]["way"] == "hard-coded");
  CHECK_FALSE(json["ways"][0]["steps"].empty());
}

TEST_CASE("Program: compare --same answers with 5 where ways end differently", "[cli][program]") {
  CHECK(run_cascade({"compare", shipped("lost-diamond"), "--same", "--no-traditional"}).code == 5);
  CHECK(run_cascade({"compare", shipped("lost-diamond"), "--same", "--merge", "per_path,union"})
            .code == 0);
}

TEST_CASE("Program: compare takes two recordings", "[cli][program]") {
  const Folder folder;
  const std::string one = folder.file("one.recording");
  const std::string other = folder.file("other.recording");
  REQUIRE(run_cascade({"run", "-q", shipped("lost-diamond"), "--merge", "per_path", "--record", one,
                       "--set", "expect={}"})
              .code == 0);
  run_cascade({"run", "-q", shipped("lost-diamond"), "--merge", "first_wins", "--record", other});
  const Ended same = run_cascade({"compare", one, one, "--same"});
  INFO(same.err);
  CHECK(same.code == 0);
  CHECK_THAT(same.out, Catch::Contains("Both end in the same world"));
  const Ended unlike = run_cascade({"compare", one, other, "--same", "--json", "-"});
  CHECK(unlike.code == 5);
  const auto json = nlohmann::json::parse(unlike.out);
  CHECK(json["same"] == false);
  CHECK(json["a"]["outcome"] == "done");
}

TEST_CASE("Program: compare says what it takes", "[cli][program]") {
  const Folder folder;
  const std::string recording = folder.file("one.recording");
  run_cascade({"run", "-q", shipped("veto"), "--record", recording});
  const auto told = [](const std::vector<std::string>& arguments, const std::string& message) {
    const Ended ended = run_cascade(arguments);
    CHECK(ended.code == 1);
    CHECK_THAT(ended.err, Catch::Contains(message));
  };
  told({"compare", recording}, "needs another one to be compared with");
  told({"compare", recording, shipped("veto")}, "2 files of which 1 are recordings");
  told({"compare", shipped("veto"), shipped("veto")}, "2 files of which none are recordings");
  told({"compare", shipped("veto"), "--merge", "best"}, "--merge must be");
  told({"compare", shipped("veto"), "--known", "Hots"}, "has no type 'Hots'");
  told({"compare", folder.file("nowhere.yaml")}, "nowhere.yaml");
}
