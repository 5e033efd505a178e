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

TEST_CASE("Program: compare --compat shows what ZStack's rules get wrong", "[cli][program]") {
  const Folder folder;
  const std::string file = folder.file("zstack.json");
  const Ended ended =
      run_cascade({"compare", shipped("lost-diamond"), "--compat", "zstack", "--json", file});
  INFO(ended.err);
  CHECK(ended.code == 0);
  CHECK_THAT(ended.out, Catch::Contains("lost: 1 act"));
  CHECK_THAT(ended.out, Catch::Contains("1 delete of Eip, like Eip/outer"));
  CHECK_THAT(ended.out, Catch::Contains("W1: the context of Account/Vip/Eip was dropped"));
  const auto json = nlohmann::json::parse(content_of(file));
  CHECK(json["operations"][0]["findings"][0]["kind"] == "lost");
  CHECK(json["operations"][0]["findings"][0]["example"] == "Eip/outer");
  CHECK(json["by_zstack_rules"]["policy"] == "first_wins, sequential, stop");
  CHECK(run_cascade({"compare", shipped("lost-diamond"), "--compat", "zstack", "--same"}).code ==
        5);
  CHECK(run_cascade({"compare", shipped("veto"), "--compat", "zstack", "--same"}).code == 0);
  const auto told = [](const std::vector<std::string>& arguments, const std::string& message) {
    const Ended wrong = run_cascade(arguments);
    CHECK(wrong.code == 1);
    CHECK_THAT(wrong.err, Catch::Contains(message));
  };
  told({"compare", shipped("veto"), "--compat", "zstak"}, "no compatibility profile 'zstak'");
  told({"compare", shipped("veto"), "--compat", "none"}, "needs the name of a profile");
  told({"compare", shipped("veto"), "--compat", "zstack", "--merge", "union"}, "do not go with it");
}

TEST_CASE("Program: an operation whose conditions do not hold is refused", "[cli][program]") {
  const Folder folder;
  const std::string file = folder.file("refused.json");
  const Ended ended =
      run_cascade({"run", shipped("attached-storage"), "--set", "expect={}", "--json", file});
  CHECK(ended.code == 2);
  CHECK_THAT(ended.out, Catch::Contains("PrimaryStorage/1: it is attached to a cluster"));
  const auto json = nlohmann::json::parse(content_of(file));
  CHECK(json["passes"].back()["unmet_before"][0]["resource"] == "PrimaryStorage/1");
  CHECK(json["result"]["world_digest"] == json["result"]["initial_world_digest"]);
  const Ended preview = run_cascade({"preview", shipped("attached-storage")});
  CHECK(preview.code == 2);
  CHECK_THAT(preview.out, Catch::Contains("Refused for 1 condition not met"));
}
