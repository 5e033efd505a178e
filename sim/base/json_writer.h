// SPDX-License-Identifier: Apache-2.0
// Writes JSON piece by piece, the only file that knows its syntax: a run of a million acts must
// not stand in memory twice. Strings are made valid UTF-8 and escaped; numbers are integers.
#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace cascade::sim {

/// Takes the next piece of a text.
using TextSink = std::function<void(std::string_view)>;

/// The caller opens and closes in a sensible order; asserted.
class JsonWriter {
 public:
  /// How what is inside brackets is laid out.
  enum class Layout : std::uint8_t {
    Lines,  ///< One item per line, two spaces deeper.
    Line,   ///< All on one line, whatever is inside.
  };

  explicit JsonWriter(TextSink sink);
  /// Hands out what is left.
  ~JsonWriter();
  JsonWriter(const JsonWriter&) = delete;
  JsonWriter& operator=(const JsonWriter&) = delete;

  /// Hands out what was written so far.
  void flush();

  JsonWriter& begin_object(Layout layout = Layout::Lines);
  JsonWriter& end_object();
  JsonWriter& begin_array(Layout layout = Layout::Lines);
  JsonWriter& end_array();
  JsonWriter& key(std::string_view name);

  JsonWriter& text(std::string_view value);
  template <std::integral Integer>
  JsonWriter& number(Integer value) {
    if constexpr (std::signed_integral<Integer>) {
      return signed_number(static_cast<std::int64_t>(value));
    } else {
      return unsigned_number(static_cast<std::uint64_t>(value));
    }
  }
  /// `value` thousandths, with a decimal point where needed: 1500 is 1.5.
  JsonWriter& thousandths(std::int64_t value);
  JsonWriter& boolean(bool value);
  JsonWriter& null();

  // key() and a value in one.
  JsonWriter& field(std::string_view name, std::string_view value) { return key(name).text(value); }
  JsonWriter& field(std::string_view name, const char* value) { return key(name).text(value); }
  template <std::integral Integer>
  JsonWriter& field(std::string_view name, Integer value) {
    key(name);
    if constexpr (std::same_as<Integer, bool>) {
      return boolean(value);
    } else {
      return number(value);
    }
  }

 private:
  struct Level {
    char closing = '}';
    Layout layout = Layout::Lines;
    bool empty = true;
  };
  void begin_value();
  void begin_item();
  void open(char opening, char closing, Layout layout);
  void close(char closing);
  void new_line();
  JsonWriter& signed_number(std::int64_t value);
  JsonWriter& unsigned_number(std::uint64_t value);

  TextSink sink_;
  std::string buffer_;
  std::vector<Level> levels_;
  bool after_key_ = false;
};

/// With its quotes.
std::string json_quoted(std::string_view text);

}  // namespace cascade::sim
