// SPDX-License-Identifier: Apache-2.0
// Reading YAML with positions: what comes out of good text, and what each kind of bad text is told.
#include <array>
#include <catch2/catch.hpp>
#include <string>

#include "sim/base/yaml_document.h"

using namespace cascade;
using namespace cascade::sim;

namespace {

YamlNode parse_node(std::string_view text) {
  auto node = parse_yaml(text, "f.yaml");
  if (!node) FAIL(node.error().message);
  return std::move(*node);
}

std::string syntax_error_of(std::string_view text) {
  const auto node = parse_yaml(text, "f.yaml");
  REQUIRE_FALSE(node);
  CHECK(node.error().kind == ErrorKind::Input);
  return node.error().message;
}

/// The first message of reading the scalar `text` with `read`.
template <class Read>
std::string complaint(std::string_view text, Read read) {
  const YamlNode node = parse_node(text);
  Diagnostics diagnostics("f");
  CHECK_FALSE(read(node, diagnostics));
  REQUIRE_FALSE(diagnostics.ok());
  return diagnostics.to_error().message;
}

std::string integer_complaint(std::string_view text) {
  return complaint(text, [](const YamlNode& node, Diagnostics& diagnostics) {
    return read_integer(node, "n", -5, 1000, diagnostics);
  });
}

std::string duration_complaint(std::string_view text) {
  return complaint(text, [](const YamlNode& node, Diagnostics& diagnostics) {
    return read_duration(node, "t", diagnostics);
  });
}

std::optional<Duration> duration(std::string_view text) {
  Diagnostics diagnostics("f");
  return read_duration(parse_node(text), "t", diagnostics);
}

}  // namespace

TEST_CASE("YAML: a document becomes nodes that know their places", "[sim][yaml]") {
  const YamlNode root = parse_node("a: 1\nlist:\n  - x\n  - {k: 'v w'}\nnone:\nlast: ~\n");
  REQUIRE(root.is_map());
  REQUIRE(root.entries().size() == 4);
  CHECK(root.entries()[0].key == "a");
  CHECK(root.find("a")->text() == "1");
  CHECK(root.find("a")->position() == Position{1, 4});
  const YamlNode& list = *root.find("list");
  REQUIRE(list.is_sequence());
  CHECK(list.items()[0].position() == Position{3, 5});
  CHECK_FALSE(list.items()[0].quoted());
  const YamlNode& value = *list.items()[1].find("k");
  CHECK(value.text() == "v w");
  CHECK(value.quoted());
  CHECK(value.position() == Position{4, 9});
  CHECK(root.find("none")->kind() == YamlNode::Kind::Null);
  CHECK(root.find("none")->position() == Position{5, 1});
  CHECK(root.find("last")->kind() == YamlNode::Kind::Null);
  CHECK(root.find("nowhere") == nullptr);
}

TEST_CASE("YAML: an empty file is nothing, a byte order mark and one document mark are fine",
          "[sim][yaml]") {
  CHECK(parse_node("").kind() == YamlNode::Kind::Null);
  CHECK(parse_node("# only a comment\n").kind() == YamlNode::Kind::Null);
  CHECK(parse_node("\xEF\xBB\xBF"
                   "a: b")
            .find("a")
            ->position() == Position{1, 4});
  CHECK(parse_node("---\na: b\n...\n").is_map());
  CHECK(parse_node("a: b\r\nc: d\r\n").find("c")->text() == "d");
  CHECK(parse_node("a: \xC3\xA4\xE2\x82\xAC\n").find("a")->text() == "\xC3\xA4\xE2\x82\xAC");
}

TEST_CASE("YAML: question marks are text unless they begin a value", "[sim][yaml]") {
  CHECK(parse_node("{a: B?, c: D?}").find("a")->text() == "B?");
  CHECK(parse_node("{a: [B?], c: 'what?', d?: \"so? x\"}").find("d?")->text() == "so? x");
  CHECK(parse_node("a: B? c?\nb: |\n  x?\n  y?\n").find("b")->text() == "x?\ny?\n");
  CHECK(parse_node("? a\n: b\n").find("a")->text() == "b");
}

TEST_CASE("YAML: what we do not accept is named with its place", "[sim][yaml]") {
  struct Case {
    std::string text;
    std::string message;
  };
  const std::array cases = {
      Case{"a: &x 1\n", "f.yaml:1:4: anchors (&name) are not supported; leave it out"},
      Case{"a: &x [1]\n", "f.yaml:1:4: anchors"},
      Case{"a: &x 1\nb: *x\n", "f.yaml:1:4: anchors"},
      Case{"a: *x\n", "f.yaml:1:4: aliases (*name) are not supported"},
      Case{"a: !!int 1\n", "f.yaml:1:4: tags (!name) are not supported"},
      Case{"a: !mine {b: c}\n", "f.yaml:1:4: tags"},
      Case{"a: ! b\n", "f.yaml:1:4: tags"},
      Case{"a: 1\nb: 2\na: 3\nb: 4\n", "f.yaml:3:1: key 'a' is given twice; first at 1:1"},
      Case{"x:\n  q: 1\n  'q': 2\n", "f.yaml:3:3: key 'q' is given twice; first at 2:3"},
      Case{"a: 1\n---\nb: 2\n", "f.yaml:2:1: a second document"},
      Case{"? [a, b]\n: c\n", "f.yaml:1:3: a key must be a word, not a list or a map"},
      Case{"? {a: b}\n: c\n", "f.yaml:1:3: a key must be a word"},
      Case{": c\n", "a key must be a word, not nothing"},
      Case{"~: c\n", "a key must be a word, not nothing"},
      Case{"a: b\nc: \x01\n", "f.yaml:2:4: control character 0x01"},
      Case{"a: b\x04\nc: d\n", "f.yaml:1:5: control character 0x04"},
      Case{std::string("a: b\n\0c", 7), "f.yaml:2:1: control character 0x00"},
      Case{"a: \xFF\n", "f.yaml:1:4: byte 0xff is not UTF-8"},
      Case{"a: \xC0\xAF\n", "f.yaml:1:4: byte 0xc0 is not UTF-8"},
      Case{"a: \xED\xA0\x80\n", "f.yaml:1:4: byte 0xed is not UTF-8"},
      Case{"a: \xE2\x82", "f.yaml:1:4: byte 0xe2 is not UTF-8"},
      Case{"a: 'b\n", "f.yaml:1:4: this quote is never closed"},
      Case{"a: 'b''\n", "f.yaml:1:4: this quote is never closed"},
      Case{"a: \"b\\\"\n", "f.yaml:1:4: this quote is never closed"},
      Case{"a: 'b", "f.yaml:1:"},
      Case{"a: \"b", "f.yaml:1:"},
      Case{"[a, b\n", "f.yaml:1:1: a key must be a word, not a list or a map; is a bracket left"},
      Case{"[a, b: {c: d, e\n", "f.yaml:"},
      Case{"{a, b\n", "f.yaml:1:1: a key must be a word, not a list or a map; is a bracket left"},
  };
  for (const Case& bad : cases) {
    INFO(bad.text);
    CHECK_THAT(syntax_error_of(bad.text), Catch::Contains(bad.message));
  }
}

TEST_CASE("YAML: a syntax error says what is wrong and what would be right", "[sim][yaml]") {
  struct Case {
    std::string text;
    std::string message;
  };
  const std::string key =
      ": a key cannot stand here; its line must be indented as the keys beside it, and the line "
      "before must be 'key: value' or 'key:'";
  const std::string keys =
      ": its keys begin in one column as 'key: value', and nothing follows a closing quote or "
      "bracket";
  const std::string items =
      ": its items begin in one column as '- item', and nothing follows a closing quote or bracket";
  const std::string block =
      ": after '|' or '>' only '-', '+' or an indent from 1 to 9 may stand; the text begins on the "
      "next line";
  const std::string open =
      ": a quote is left open above; close it, or write '' for an apostrophe within single quotes";
  const std::array cases = {
      // Brackets.
      Case{"a: [1, 2\n", "2:1: a ',' or ']' is missing in the list that begins at 1:4"},
      Case{"a: [1, 2\nb: 3\n", "2:2: a ',' or ']' is missing in the list that begins at 1:4"},
      Case{"a: {b: 1\nc: 2\n", "2:2: a ',' or '}' is missing in the map that begins at 1:4"},
      Case{"a: {b: [1, {c: 2}\n", "2:1: a ',' or ']' is missing in the list that begins at 1:8"},
      Case{"a: {b: 1]\n",
           "1:9: ']' closes no bracket that is open here; text with brackets needs "
           "quotes"},
      Case{"a: }b\n",
           "1:4: '}' closes no bracket that is open here; text with brackets needs quotes"},
      // Lines and their indentation.
      Case{"a:\n\t- b\n", "2:1: a tab in the indentation; indent with spaces"},
      Case{"a:\n  b: c\n\td: e\n", "3:1: a tab in the indentation; indent with spaces"},
      Case{"a:\n  b: c\n  \td: e\n", "3:3: a tab in the indentation; indent with spaces"},
      Case{"a: b: c\n", "1:5: a second ': ' in one line; put a value that contains it into quotes"},
      Case{"a: b\n c: d\n", "2:2" + key},
      Case{"word\nb: c\n", "2:1" + key},
      Case{"a:\n    b: c\n  d: e\n",
           "3:3: 'd' does not belong to the map that begins at 1:1" + keys},
      Case{"a: c\n- b\n", "2:1: '-' does not belong to the map that begins at 1:1" + keys},
      Case{"a: 'it' is\n", "1:9: 'i' does not belong to the map that begins at 1:1" + keys},
      Case{"- 'it' \xC3\xA4\n",
           "1:8: '\xC3\xA4' does not belong to the list that begins at 1:1" + items},
      Case{"a: - b\n",
           "1:4: a list cannot begin here; put each '- item' on a line of its own, or "
           "write [item, item]"},
      Case{"- a\nb: c\n",
           "2:1: this does not belong to what is above, which has ended; a file is "
           "one map, one list or one value"},
      Case{"a: ? b\n",
           "1:4: '? ' cannot stand here; write 'key: value', text that begins with "
           "'? ' in quotes"},
      // Text.
      Case{"a: @b\n", "1:4: text cannot begin with '@'; put it into quotes"},
      Case{"a: %b\n", "1:4: text cannot begin with '%'; put it into quotes"},
      Case{"a: *\n",
           "1:5: aliases (*name) are not supported; write the value out, text that "
           "begins with '*' in quotes"},
      Case{"a: & b\n",
           "1:5: anchors (&name) are not supported; leave it out, text that begins "
           "with '&' needs quotes"},
      Case{"a: !<b\n",
           "1:7: tags (!name) are not supported; leave it out, text that begins with "
           "'!' needs quotes"},
      Case{"a: \"\\q\"\n",
           "1:5: there is no such escape; write \\\\ for a backslash, or use single quotes"},
      Case{"a: \"\\x4g\"\n",
           "1:5: \\x, \\u and \\U need 2, 4 and 8 hexadecimal digits after them; "
           "in single quotes a backslash is only itself"},
      Case{"a: \"\\uD800\"\n",
           "1:5: there is no character of that number; write the character itself"},
      Case{"a: |x\n  b\n", "1:5" + block},
      Case{"a: >0\n  b\n", "1:6" + block},
      Case{"a: \"b\n---\n", "2:1" + open},
      Case{"%YAML x\n---\n", "1:1: directives (%NAME ...) are not supported; leave the line out"},
  };
  for (const Case& bad : cases) {
    INFO(bad.text);
    CHECK(syntax_error_of(bad.text) == "f.yaml:" + bad.message);
  }
}

TEST_CASE("YAML: deep nesting is refused, far beyond what recursion would bear", "[sim][yaml]") {
  CHECK(parse_node(std::string(64, '[') + std::string(64, ']')).is_sequence());
  CHECK_THAT(syntax_error_of(std::string(65, '[') + std::string(65, ']')),
             Catch::Contains("f.yaml:1:65: nested deeper than 64 levels"));
  CHECK_THAT(syntax_error_of(std::string(100'000, '[')), Catch::Contains("bracket left open"));
  std::string maps;
  for (int i = 0; i < 20'000; ++i) maps += "{a: ";
  CHECK_THAT(syntax_error_of(maps), Catch::Contains("bracket left open"));
  CHECK_THAT(syntax_error_of(maps + std::string(20'000, '}')),
             Catch::Contains("nested deeper than 64"));
  std::string lists;
  for (int i = 0; i < 20'000; ++i) lists += "- ";
  CHECK_THAT(syntax_error_of(lists), Catch::Contains("nested deeper than 64"));
}

TEST_CASE("YAML: whole numbers are decimal and in range", "[sim][yaml]") {
  Diagnostics diagnostics("f");
  CHECK(read_integer(parse_node("0"), "n", 0, 9, diagnostics) == 0);
  CHECK(read_integer(parse_node("-5"), "n", -5, 9, diagnostics) == -5);
  CHECK(read_integer(parse_node("9223372036854775807"), "n", 0, INT64_MAX, diagnostics) ==
        INT64_MAX);
  CHECK(read_integer(parse_node("-9223372036854775808"), "n", INT64_MIN, 0, diagnostics) ==
        INT64_MIN);
  CHECK(diagnostics.ok());
  CHECK(integer_complaint("1001") == "f:1:1: n must be a whole number from -5 to 1000, not '1001'");
  CHECK_THAT(integer_complaint("9223372036854775808"), Catch::Contains("from -5 to 1000"));
  CHECK_THAT(integer_complaint("010"), Catch::Contains("write 10 or 8"));
  CHECK_THAT(integer_complaint("08"), Catch::Contains("write 8, without the leading zero"));
  CHECK_THAT(integer_complaint("0o17"), Catch::Contains("write 15"));
  CHECK_THAT(integer_complaint("0x1F"), Catch::Contains("write 31"));
  CHECK_THAT(integer_complaint("1_000"), Catch::Contains("write 1000, without separators"));
  CHECK_THAT(integer_complaint("1e3"), Catch::Contains("without a point or an exponent"));
  CHECK_THAT(integer_complaint("1.0"), Catch::Contains("without a point or an exponent"));
  CHECK_THAT(integer_complaint("+7"), Catch::Contains("leave out the '+'"));
  CHECK_THAT(integer_complaint("'7'"), Catch::Contains("leave out the quotes"));
  CHECK_THAT(integer_complaint("ten"), Catch::Contains("not 'ten'"));
  CHECK_THAT(integer_complaint("-x"), Catch::Contains("not '-x'"));
  CHECK_THAT(integer_complaint("[1]"), Catch::Contains("not a list"));
  CHECK_THAT(integer_complaint(""), Catch::Contains("not nothing"));
}

TEST_CASE("YAML: booleans are true and false only", "[sim][yaml]") {
  Diagnostics diagnostics("f");
  CHECK(read_bool(parse_node("true"), "b", diagnostics) == true);
  CHECK(read_bool(parse_node("false"), "b", diagnostics) == false);
  CHECK(diagnostics.ok());
  const auto told = [](std::string_view text) {
    return complaint(
        text, [](const YamlNode& node, Diagnostics& found) { return read_bool(node, "b", found); });
  };
  CHECK(told("yes") == "f:1:1: b must be true or false, not 'yes'; write true");
  CHECK_THAT(told("Off"), Catch::Contains("write false"));
  CHECK_THAT(told("True"), Catch::Contains("write true"));
  CHECK_THAT(told("'true'"), Catch::Contains("write true, without quotes"));
  CHECK_THAT(told("1"), Catch::Contains("not '1'"));
}

TEST_CASE("YAML: durations are exact and need a unit", "[sim][yaml]") {
  CHECK(duration("0") == Duration::zero());
  CHECK(duration("7ns") == Duration{7});
  CHECK(duration("250us") == Duration{250'000});
  CHECK(duration("3ms") == Duration{3'000'000});
  CHECK(duration("1.5s") == Duration{1'500'000'000});
  CHECK(duration("0.000000001s") == Duration{1});
  CHECK(duration("30m") == Duration{std::chrono::minutes{30}});
  CHECK(duration("1000000h") == Duration{std::chrono::hours{1'000'000}});
  CHECK_THAT(duration_complaint("5"), Catch::Contains("write a number and a unit"));
  CHECK_THAT(duration_complaint("5 s"), Catch::Contains("write a number and a unit"));
  CHECK_THAT(duration_complaint("5d"), Catch::Contains("write a number and a unit"));
  CHECK_THAT(duration_complaint("1.s"), Catch::Contains("write a number and a unit"));
  CHECK_THAT(duration_complaint(".5s"), Catch::Contains("write a number and a unit"));
  CHECK_THAT(duration_complaint("1.2.3s"), Catch::Contains("write a number and a unit"));
  CHECK_THAT(duration_complaint("-1s"), Catch::Contains("must not be negative"));
  CHECK_THAT(duration_complaint("0.5ns"), Catch::Contains("finer than a nanosecond"));
  CHECK_THAT(duration_complaint("1000001h"), Catch::Contains("at most 1000000h"));
  CHECK_THAT(duration_complaint("9999999999999999999h"), Catch::Contains("at most 1000000h"));
  CHECK_THAT(duration_complaint("99999999999999999999h"), Catch::Contains("too many digits"));
  CHECK_THAT(duration_complaint("[1s]"), Catch::Contains("not a list"));
}

TEST_CASE("YAML: names come alone or in a list", "[sim][yaml]") {
  Diagnostics diagnostics("f");
  CHECK(read_names(parse_node("a"), "x", diagnostics).size() == 1);
  CHECK(read_names(parse_node("[a, b]"), "x", diagnostics).at(1).second == Position{1, 5});
  CHECK(diagnostics.ok());
  CHECK(read_names(parse_node("[a, [b], '']"), "x", diagnostics).size() == 1);
  CHECK(diagnostics.to_error().message ==
        "f:1:5: x must be a name or a list of names, not a list\n"
        "f:1:10: x must be a name or a list of names, not an empty one");
}

TEST_CASE("YAML: unknown keys are told with the nearest known one", "[sim][yaml]") {
  constexpr std::array<std::string_view, 3> kKnown = {"states", "relations", "reactions"};
  Diagnostics diagnostics("f");
  CHECK(check_map(parse_node("{states: 1, relation: 2, whatever: 3}"), "type 'Vm'", kKnown,
                  diagnostics));
  CHECK(diagnostics.to_error().message ==
        "f:1:13: unknown key 'relation' in type 'Vm' (did you mean 'relations'?)\n"
        "f:1:26: unknown key 'whatever' in type 'Vm'; known: states, relations, reactions");
  CHECK_FALSE(check_map(parse_node("[a]"), "type 'Vm'", kKnown, diagnostics));
  CHECK(did_you_mean("STATES", kKnown) == " (did you mean 'states'?)");
  CHECK(did_you_mean("raections", kKnown) == " (did you mean 'reactions'?)");
  CHECK(did_you_mean("xyz", kKnown).empty());
  CHECK(did_you_mean("", kKnown).empty());
}

TEST_CASE("Diagnostics: mistakes are told in file order, each once, and never without end",
          "[sim][yaml]") {
  Diagnostics diagnostics("f");
  diagnostics.error({2, 1}, "second");
  diagnostics.error({1, 9}, "first");
  diagnostics.error({2, 1}, "second");
  CHECK(diagnostics.to_error().message == "f:1:9: first\nf:2:1: second");
  for (std::uint32_t i = 0; i < 300; ++i) diagnostics.error({3, i}, "again");
  CHECK_THAT(diagnostics.to_error().message, Catch::EndsWith("f: and 102 more mistakes"));
}

TEST_CASE("quoted: control characters are escaped and long texts are cut between characters",
          "[sim][yaml]") {
  CHECK(in_quotes("a\nb\x01") == "'a\\nb\\x01'");
  CHECK(in_quotes(std::string(61, 'x')) == "'" + std::string(60, 'x') + "...'");
  CHECK(in_quotes(std::string(59, 'x') + "\xC3\xA4"
                                         "yz") == "'" + std::string(59, 'x') + "...'");
}
