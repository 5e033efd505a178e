// SPDX-License-Identifier: Apache-2.0
// Reading YAML with positions: a document becomes a tree of nodes, each of which knows its line
// and column, so that every mistake can be shown where it stands. The only file that knows the
// YAML library. Stricter than YAML: duplicate keys, anchors and aliases, several documents and
// non-scalar keys are errors; so are octal and other numbers that people read differently, and
// booleans other than true and false. Text is UTF-8 without control characters.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/result.h"
#include "engine/time.h"

namespace cascade::sim {

/// Counted from 1; columns in bytes. Line 0: not in the file, see Diagnostics::name_source().
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  friend auto operator<=>(const Position&, const Position&) = default;
};

/// Collects mistakes of meaning, so that all of them are reported at once, in file order.
class Diagnostics {
 public:
  explicit Diagnostics(std::string file) : file_(std::move(file)) {}
  void error(Position at, std::string message);
  /// A place outside the file that mistakes are reported at ("--set seed: message").
  Position name_source(std::string name);
  [[nodiscard]] bool ok() const { return entries_.empty(); }
  /// "file:line:column: message" per mistake, sorted by position, each once; at most `kShown`,
  /// the rest counted.
  [[nodiscard]] Error to_error() const;
  [[nodiscard]] const std::string& file() const { return file_; }
  /// In the order in which they were found.
  [[nodiscard]] const std::vector<std::pair<Position, std::string>>& entries() const {
    return entries_;
  }
  static constexpr std::size_t kShown = 200;

 private:
  std::string file_;
  std::vector<std::string> sources_;
  std::vector<std::pair<Position, std::string>> entries_;
};

class YamlNode {
 public:
  enum class Kind : std::uint8_t { Null, Scalar, Sequence, Map };
  struct Entry;

  [[nodiscard]] Kind kind() const { return kind_; }
  [[nodiscard]] Position position() const { return position_; }
  [[nodiscard]] bool is_scalar() const { return kind_ == Kind::Scalar; }
  [[nodiscard]] bool is_sequence() const { return kind_ == Kind::Sequence; }
  [[nodiscard]] bool is_map() const { return kind_ == Kind::Map; }
  [[nodiscard]] const std::string& text() const { return text_; }  ///< Scalars.
  [[nodiscard]] bool quoted() const { return quoted_; }
  [[nodiscard]] const std::vector<YamlNode>& items() const { return items_; }  ///< Sequences.
  [[nodiscard]] const std::vector<Entry>& entries() const {
    return entries_;
  }  ///< Maps, file order.
  /// The value of `key`, or null.
  [[nodiscard]] const YamlNode* find(std::string_view key) const;

 private:
  friend class YamlBuilder;
  friend class YamlEditor;
  Kind kind_ = Kind::Null;
  bool quoted_ = false;
  Position position_;
  std::string text_;
  std::vector<YamlNode> items_;
  std::vector<Entry> entries_;
};

struct YamlNode::Entry {
  std::string key;
  Position key_position;
  YamlNode value;
};

/// No larger text is read.
inline constexpr std::size_t kYamlBytesMax = std::size_t{256} << 20U;

/// A syntax error (or duplicate key, alias, ...) is reported alone: "file:line:column: what".
/// Nesting deeper than 64, files larger than 256 MiB and more than 20,000,000 values are refused.
Result<YamlNode> parse_yaml(std::string_view text, const std::string& file);

// Typed reading. Each reports into `diagnostics` what is wrong and what would be right, and then
// returns nothing. `what` names the thing in messages ("in_flight of reaction 'stop'").

std::optional<std::string> read_string(const YamlNode& node, std::string_view what,
                                       Diagnostics& diagnostics);
std::optional<bool> read_bool(const YamlNode& node, std::string_view what,
                              Diagnostics& diagnostics);
std::optional<std::int64_t> read_integer(const YamlNode& node, std::string_view what,
                                         std::int64_t min, std::int64_t max,
                                         Diagnostics& diagnostics);
/// "250us", "3ms", "1.5s", "30m", "1h", also "0"; at most 1,000,000 h; exact, no floating point.
std::optional<Duration> read_duration(const YamlNode& node, std::string_view what,
                                      Diagnostics& diagnostics);
/// A scalar or a sequence of scalars.
std::vector<std::pair<std::string, Position>> read_names(const YamlNode& node,
                                                         std::string_view what,
                                                         Diagnostics& diagnostics);
/// False (and reported) unless `node` is a map. Unknown keys are reported with the nearest known.
bool check_map(const YamlNode& node, std::string_view what,
               std::span<const std::string_view> known_keys, Diagnostics& diagnostics);

/// The nearest of `known` to a misspelt `word`, if any is near: " (did you mean 'x'?)" or "".
std::string did_you_mean(std::string_view word, std::span<const std::string_view> known);

/// `text` in quotes as messages show it: control characters escaped, long texts cut.
std::string in_quotes(std::string_view text);
/// What stands there instead of what was wanted: "a list", "nothing", the text in quotes.
std::string in_words(const YamlNode& node);

}  // namespace cascade::sim
