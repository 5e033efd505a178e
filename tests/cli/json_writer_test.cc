// SPDX-License-Identifier: Apache-2.0
// What is written is parsed by somebody else's parser.
#include "sim/base/json_writer.h"

#include <catch2/catch.hpp>
#include <limits>
#include <nlohmann/json.hpp>

using namespace cascade::sim;

namespace {

template <class Write>
std::string written(const Write& write) {
  std::string text;
  {
    JsonWriter json([&text](std::string_view piece) { text += piece; });
    write(json);
  }
  return text;
}

}  // namespace

TEST_CASE("JSON: objects and arrays nest, by line and in one line", "[cli][json]") {
  const std::string text = written([](JsonWriter& json) {
    json.begin_object().field("a", 1).field("b", "two").key("c").begin_array();
    json.begin_object(JsonWriter::Layout::Line).field("x", true).key("y").begin_array();
    json.end_array().end_object().number(-3).null().end_array().end_object();
  });
  CHECK(text ==
        "{\n  \"a\": 1,\n  \"b\": \"two\",\n  \"c\": [\n    {\"x\": true, \"y\": []},\n"
        "    -3,\n    null\n  ]\n}\n");
}

TEST_CASE("JSON: hostile strings come back as they were", "[cli][json]") {
  const std::string hostile = GENERATE(
      std::string("quote \" backslash \\ slash /"), std::string("line\nreturn\rtab\tbell\a"),
      std::string("Zürich 東京 \u2028"), std::string("</script>"), std::string("\x7F\x1B[31m"));
  const std::string text =
      written([&](JsonWriter& json) { json.begin_object().field(hostile, hostile).end_object(); });
  const auto parsed = nlohmann::json::parse(text);
  CHECK(parsed.at(hostile) == hostile);
}

TEST_CASE("JSON: what is not UTF-8 is replaced", "[cli][json]") {
  const std::string text = written([](JsonWriter& json) {
    json.text(
        "a\xFF"
        "b");
  });
  CHECK(nlohmann::json::parse(text) ==
        "a\uFFFD"
        "b");
}

TEST_CASE("JSON: whole numbers keep every digit", "[cli][json]") {
  const std::string text = written([](JsonWriter& json) {
    json.begin_array(JsonWriter::Layout::Line);
    json.number(std::numeric_limits<std::uint64_t>::max());
    json.number(std::numeric_limits<std::int64_t>::min());
    json.thousandths(0).thousandths(1500).thousandths(12'345'001).thousandths(7000).end_array();
  });
  CHECK(text == "[18446744073709551615, -9223372036854775808, 0, 1.5, 12345.001, 7]\n");
}

TEST_CASE("JSON: a long text is handed out in pieces", "[cli][json]") {
  std::size_t pieces = 0;
  std::size_t largest = 0;
  {
    JsonWriter json([&](std::string_view piece) {
      ++pieces;
      largest = std::max(largest, piece.size());
    });
    json.begin_array();
    for (int i = 0; i < 100'000; ++i) json.number(i);
    json.end_array();
  }
  CHECK(pieces > 5);
  CHECK(largest < 100'000);
}
