// SPDX-License-Identifier: Apache-2.0
// The only file that knows yaml-cpp: its events become a tree of nodes. What we do not accept is
// found before (bytes), during (events) or, for the library's own errors, caught. Nothing is
// thrown through the library: after the first mistake its events are ignored.
#include "sim/base/yaml_document.h"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <istream>
#include <numeric>
#include <streambuf>

namespace cascade::sim {
namespace {

namespace their = YAML::ErrorMsg;

constexpr std::size_t kDepthMax = 64;
constexpr std::size_t kValuesMax = 20'000'000;

constexpr const char* kNoAliases =
    "aliases (*name) are not supported; write the value out, text that begins with '*' in quotes";
constexpr const char* kNoAnchors =
    "anchors (&name) are not supported; leave it out, text that begins with '&' needs quotes";
constexpr const char* kNoTags =
    "tags (!name) are not supported; leave it out, text that begins with '!' needs quotes";
constexpr const char* kNoDirectives =
    "directives (%NAME ...) are not supported; leave the line out";
constexpr const char* kBlockHead =
    "after '|' or '>' only '-', '+' or an indent from 1 to 9 may stand; the text begins on the "
    "next line";
constexpr const char* kQuoteOpen =
    "a quote is left open above; close it, or write '' for an "
    "apostrophe within single quotes";

/// The first mistake of a document.
struct Mistake {
  Position position;
  std::string message;
};

Position to_position(const YAML::Mark& mark) {
  if (mark.is_null() || mark.line < 0 || mark.column < 0) return {};
  return {static_cast<std::uint32_t>(mark.line) + 1, static_cast<std::uint32_t>(mark.column) + 1};
}

tl::unexpected<Error> error_at(const std::string& file, const Mistake& mistake) {
  return input_error(fmt::format("{}:{}:{}: {}", file, mistake.position.line,
                                 mistake.position.column, mistake.message));
}

/// Length of the UTF-8 sequence at `at`, 0 where there is none (also for surrogates and overlong
/// forms).
std::size_t utf8_length(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const auto tail = [&](std::size_t count) {
    for (std::size_t i = 1; i <= count; ++i) {
      if ((byte(at + i) & 0xC0U) != 0x80U) return false;
    }
    return true;
  };
  const unsigned first = byte(at);
  const unsigned second = byte(at + 1);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF && tail(1)) return 2;
  if (first >= 0xE0 && first <= 0xEF && tail(2)) {
    const bool bad = (first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F);
    return bad ? 0 : 3;
  }
  if (first >= 0xF0 && first <= 0xF4 && tail(3)) {
    const bool bad = (first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F);
    return bad ? 0 : 4;
  }
  return 0;
}

/// Control characters (some of which the library takes for an end of file) and what is not UTF-8.
std::optional<Mistake> find_bad_byte(std::string_view text) {
  Position position;
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte == '\n') {
      ++position.line;
      position.column = 1;
      ++at;
      continue;
    }
    const bool control = (byte < 0x20 && byte != '\t' && byte != '\r') || byte == 0x7F;
    if (control) {
      return Mistake{position, fmt::format("control character 0x{:02x}; only text is allowed",
                                           static_cast<unsigned>(byte))};
    }
    const std::size_t length = utf8_length(text, at);
    if (length == 0) {
      return Mistake{position, fmt::format("byte 0x{:02x} is not UTF-8; save the file as UTF-8",
                                           static_cast<unsigned>(byte))};
    }
    at += length;
    position.column += static_cast<std::uint32_t>(length);
  }
  return std::nullopt;
}

/// The library takes a question mark within a flow collection (`{ host: Host? }`) for an indicator
/// wherever it stands; in YAML it is one only at the beginning of a value. The others are handed to
/// it as a control character, which no text contains, and turned back in what comes out.
constexpr char kQuestionMark = '\x01';

std::string hide_question_marks(std::string_view text) {
  constexpr std::string_view kBefore = " \t\r\n[{,";
  std::string result(text);
  for (std::size_t at = result.find('?'); at != std::string::npos; at = result.find('?', at + 1)) {
    const bool indicator = at == 0 || kBefore.find(result[at - 1]) != std::string_view::npos;
    if (!indicator) result[at] = kQuestionMark;
  }
  return result;
}

std::string show_question_marks(std::string text) {
  std::replace(text.begin(), text.end(), kQuestionMark, '?');
  return text;
}

/// What an error of the library means, where its own words do not say what would be right. By how
/// they begin; those that depend on the text
/// around are in Explanation.
struct Rewording {
  const char* theirs;
  const char* ours;
};
const Rewording kRewordings[] = {
    {their::UNKNOWN_ANCHOR, kNoAliases},
    {their::ALIAS_NOT_FOUND, kNoAliases},
    {their::ALIAS_CONTENT, kNoAliases},
    {their::CHAR_IN_ALIAS, kNoAliases},
    {their::ANCHOR_NOT_FOUND, kNoAnchors},
    {their::CHAR_IN_ANCHOR, kNoAnchors},
    {their::MULTIPLE_ANCHORS, kNoAnchors},
    {their::MULTIPLE_TAGS, kNoTags},
    {their::CHAR_IN_TAG_HANDLE, kNoTags},
    {their::TAG_WITH_NO_SUFFIX, kNoTags},
    {their::END_OF_VERBATIM_TAG, kNoTags},
    {their::YAML_DIRECTIVE_ARGS, kNoDirectives},
    {their::YAML_VERSION, kNoDirectives},
    {their::YAML_MAJOR_VERSION, kNoDirectives},
    {their::REPEATED_YAML_DIRECTIVE, kNoDirectives},
    {their::TAG_DIRECTIVE_ARGS, kNoDirectives},
    {their::REPEATED_TAG_DIRECTIVE, kNoDirectives},
    {their::ZERO_INDENT_IN_BLOCK, kBlockHead},
    {their::CHAR_IN_BLOCK, kBlockHead},
    {their::DOC_IN_SCALAR, kQuoteOpen},
    {their::EOF_IN_SCALAR, kQuoteOpen},
    {their::INVALID_HEX,
     "\\x, \\u and \\U need 2, 4 and 8 hexadecimal digits after them; in single quotes a backslash "
     "is "
     "only itself"},
    {their::INVALID_UNICODE, "there is no character of that number; write the character itself"},
    {their::INVALID_ESCAPE,
     "there is no such escape; write \\\\ for a backslash, or use single quotes"},
    {their::BLOCK_ENTRY,
     "a list cannot begin here; put each '- item' on a line of its own, or write [item, item]"},
    {their::MAP_KEY,
     "'? ' cannot stand here; write 'key: value', text that begins with '? ' in quotes"},
};

/// The line of `text` that `at` is in, up to there.
std::string_view line_before(std::string_view text, std::size_t at) {
  const std::string_view before = text.substr(0, std::min(at, text.size()));
  const std::size_t end = before.rfind('\n');
  return end == std::string_view::npos ? before : before.substr(end + 1);
}

/// What the library did not like in `text`, in words that say what would be right.
class Explanation {
 public:
  /// `opened`: where the innermost map or list that is not closed begins, if there is one.
  Explanation(const YAML::Exception& error, std::string_view text, std::optional<Position> opened)
      : error_(error), text_(text), at_(to_position(error.mark)) {
    byte_ = error.mark.is_null() ? text.size() : static_cast<std::size_t>(error.mark.pos);
    line_ = line_before(text, byte_);
    if (opened) opened_ = fmt::format(" that begins at {}:{}", opened->line, opened->column);
  }

  [[nodiscard]] Mistake mistake() const {
    if (auto tab = tab_in_indentation()) return *std::move(tab);
    if (is(their::END_OF_SEQ_FLOW)) return here("a ',' or ']' is missing in the list" + opened_);
    if (is(their::END_OF_MAP_FLOW)) return here("a ',' or '}' is missing in the map" + opened_);
    if (is(their::END_OF_SEQ)) return stranger("list", "items begin in one column as '- item'");
    if (is(their::END_OF_MAP)) return stranger("map", "keys begin in one column as 'key: value'");
    if (is(their::FLOW_END)) {
      return here(what() + " closes no bracket that is open here; text with brackets needs quotes");
    }
    if (is(their::UNKNOWN_TOKEN)) {
      return here("text cannot begin with " + what() + "; put it into quotes");
    }
    if (is(their::MAP_VALUE)) return key();
    for (const Rewording& rewording : kRewordings) {
      if (!is(rewording.theirs)) continue;
      const bool escape =
          is(their::INVALID_HEX) || is(their::INVALID_UNICODE) || is(their::INVALID_ESCAPE);
      const std::size_t backslash = escape ? line_.rfind('\\') : std::string_view::npos;
      if (backslash != std::string_view::npos) return at_column(backslash, rewording.ours);
      return here(rewording.ours);
    }
    return here("this is not YAML: " + show_question_marks(error_.msg));
  }

 private:
  [[nodiscard]] bool is(std::string_view theirs) const { return error_.msg.starts_with(theirs); }
  [[nodiscard]] Mistake here(std::string message) const { return {at_, std::move(message)}; }
  [[nodiscard]] Mistake at_column(std::size_t column, std::string message) const {
    return {{at_.line, static_cast<std::uint32_t>(column) + 1}, std::move(message)};
  }
  /// The character that is not liked.
  [[nodiscard]] std::string what() const {
    const std::size_t length = byte_ < text_.size() ? utf8_length(text_, byte_) : 0;
    return length == 0 ? "the end" : in_quotes(text_.substr(byte_, length));
  }

  [[nodiscard]] std::optional<Mistake> tab_in_indentation() const {
    const std::size_t tab = line_.substr(0, indent()).find('\t');
    const bool by_lines = is(their::MAP_VALUE) || is(their::MAP_KEY) || is(their::BLOCK_ENTRY) ||
                          is(their::END_OF_MAP) || is(their::END_OF_SEQ);
    const bool found = is(their::TAB_IN_INDENTATION) || (by_lines && tab != std::string_view::npos);
    if (!found) return std::nullopt;
    return at_column(std::min(tab, line_.size()), "a tab in the indentation; indent with spaces");
  }
  [[nodiscard]] std::size_t indent() const {
    return std::min(line_.find_first_not_of(" \t"), line_.size());
  }

  [[nodiscard]] Mistake stranger(std::string_view kind, std::string_view rule) const {
    return here(
        fmt::format("{} does not belong to the {}{}: its {}, and nothing follows a closing "
                    "quote or bracket",
                    what(), kind, opened_, rule));
  }
  [[nodiscard]] Mistake key() const {
    if (line_.find(": ") != std::string_view::npos) {
      return here("a second ': ' in one line; put a value that contains it into quotes");
    }
    return at_column(indent(),
                     "a key cannot stand here; its line must be indented as the keys beside it, "
                     "and the line before must be 'key: value' or 'key:'");
  }

  const YAML::Exception& error_;
  std::string_view text_;
  Position at_;
  std::size_t byte_ = 0;
  std::string_view line_;  ///< Up to the place.
  std::string opened_;
};

/// Reads from memory that somebody else owns.
class ViewBuffer final : public std::streambuf {
 public:
  explicit ViewBuffer(std::string_view text) {
    // The get area is never written to; the interface just does not know const.
    char* begin = const_cast<char*>(text.data());
    setg(begin, begin, begin + text.size());
  }
};

}  // namespace

/// Builds the tree from the library's events. Keeps the first mistake and then does nothing more.
class YamlBuilder final : public YAML::EventHandler {
 public:
  explicit YamlBuilder(std::string_view text) : text_(text) {}

  [[nodiscard]] const std::optional<Mistake>& mistake() const { return mistake_; }
  /// Where the innermost map or list begins that is not closed.
  [[nodiscard]] std::optional<Position> innermost() const {
    if (open_.empty()) return std::nullopt;
    return open_.back().node.position_;
  }
  YamlNode take_root() { return std::move(root_); }

  /// The library accepts a quote that the file's end leaves open; we do not.
  void check_last_quote() {
    const auto begin = static_cast<std::size_t>(last_quoted_.pos);
    if (last_quoted_.is_null() || begin >= text_.size()) return;
    const char quote = text_[begin];
    if (quote != '\'' && quote != '"') return;
    for (std::size_t at = begin + 1; at < text_.size(); ++at) {
      if (quote == '"' && text_[at] == '\\') {
        ++at;
      } else if (text_[at] == quote) {
        // Two single quotes are one that is meant.
        const bool doubled = quote == '\'' && at + 1 < text_.size() && text_[at + 1] == quote;
        if (!doubled) return;
        ++at;
      }
    }
    fail(to_position(last_quoted_), "this quote is never closed");
  }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ == 1) return;
    const std::size_t at = mark.is_null() ? text_.size() : static_cast<std::size_t>(mark.pos);
    const bool marked = at < text_.size() && text_.substr(at).starts_with("---");
    fail(to_position(mark), marked ? "a second document; one file is one document"
                                   : "this does not belong to what is above, which has ended; a "
                                     "file is one map, one list or one value");
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    if (!accept(mark, anchor, "?")) return;
    add(make(mark, YamlNode::Kind::Null));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override {
    fail(to_position(mark), kNoAliases);
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    if (!accept(mark, anchor, tag)) return;
    YamlNode node = make(mark, YamlNode::Kind::Scalar);
    node.text_ = show_question_marks(value);
    node.quoted_ = tag == "!";
    if (node.quoted_) last_quoted_ = mark;
    add(std::move(node));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value /*style*/) override {
    open(mark, tag, anchor, YamlNode::Kind::Sequence);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value /*style*/) override {
    open(mark, tag, anchor, YamlNode::Kind::Map);
  }
  void OnMapEnd() override { close(); }

 private:
  /// A map or sequence that is not closed yet.
  struct Open {
    YamlNode node;
    std::optional<std::pair<std::string, Position>> key;  ///< Read, its value is to come.
  };

  void fail(Position position, std::string message) {
    if (mistake_) return;
    mistake_ = Mistake{position, std::move(message)};
  }

  static YamlNode make(const YAML::Mark& mark, YamlNode::Kind kind) {
    YamlNode node;
    node.kind_ = kind;
    node.position_ = to_position(mark);
    return node;
  }

  bool accept(const YAML::Mark& mark, YAML::anchor_t anchor, const std::string& tag) {
    if (mistake_) return false;
    const auto at = static_cast<std::size_t>(mark.pos);
    const bool tagged = (!tag.empty() && tag != "?" && tag != "!") ||
                        (!mark.is_null() && at < text_.size() && text_[at] == '!');
    if (anchor != YAML::NullAnchor) {
      fail(to_position(mark), kNoAnchors);
    } else if (tagged) {
      fail(to_position(mark), kNoTags);
    } else if (++values_ > kValuesMax) {
      fail(to_position(mark), fmt::format("more than {} values in one file", kValuesMax));
    }
    return !mistake_;
  }

  void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
            YamlNode::Kind kind) {
    if (!accept(mark, anchor, tag)) return;
    if (open_.size() >= kDepthMax) {
      fail(to_position(mark), fmt::format("nested deeper than {} levels", kDepthMax));
      return;
    }
    if (expects_key()) {
      fail(to_position(mark), "a key must be a word, not a list or a map; is a bracket left open?");
      return;
    }
    open_.push_back({make(mark, kind), std::nullopt});
  }

  void close() {
    if (mistake_) return;
    YamlNode node = std::move(open_.back().node);
    open_.pop_back();
    check_duplicates(node);
    add(std::move(node));
  }

  [[nodiscard]] bool expects_key() const {
    return !open_.empty() && open_.back().node.is_map() && !open_.back().key;
  }

  void add(YamlNode node) {
    if (mistake_) return;
    if (open_.empty()) {
      root_ = std::move(node);
      return;
    }
    Open& parent = open_.back();
    if (parent.node.is_sequence()) {
      parent.node.items_.push_back(std::move(node));
    } else if (!parent.key) {
      if (!node.is_scalar() || node.text_.empty()) {
        fail(node.position_, "a key must be a word, not nothing");
        return;
      }
      parent.key.emplace(std::move(node.text_), node.position_);
    } else {
      // The library places a missing value at whatever comes next.
      if (node.kind_ == YamlNode::Kind::Null) node.position_ = parent.key->second;
      parent.node.entries_.push_back(
          {std::move(parent.key->first), parent.key->second, std::move(node)});
      parent.key.reset();
    }
  }

  void check_duplicates(const YamlNode& map) {
    const auto& entries = map.entries_;
    std::vector<std::size_t> order(entries.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return std::tie(entries[a].key, a) < std::tie(entries[b].key, b);
    });
    std::size_t first = entries.size();
    std::size_t again = entries.size();
    for (std::size_t i = 1; i < order.size(); ++i) {
      const bool equal = entries[order[i]].key == entries[order[i - 1]].key;
      if (equal && order[i] < again) {
        first = order[i - 1];
        again = order[i];
      }
    }
    if (again == entries.size()) return;
    const Position place = entries[first].key_position;
    fail(entries[again].key_position,
         fmt::format("key {} is given twice; first at {}:{}", in_quotes(entries[again].key),
                     place.line, place.column));
  }

  std::string_view text_;
  std::optional<Mistake> mistake_;
  std::vector<Open> open_;
  YamlNode root_;
  YAML::Mark last_quoted_ = YAML::Mark::null_mark();
  std::size_t values_ = 0;
  int documents_ = 0;
};

const YamlNode* YamlNode::find(std::string_view key) const {
  const auto found = std::find_if(entries_.begin(), entries_.end(),
                                  [&](const Entry& entry) { return entry.key == key; });
  return found == entries_.end() ? nullptr : &found->value;
}

Result<YamlNode> parse_yaml(std::string_view text, const std::string& file) {
  if (text.size() > kYamlBytesMax) {
    return input_error(
        fmt::format("{}: larger than {} MiB; split it", file, kYamlBytesMax / (1U << 20U)));
  }
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.substr(0, kByteOrderMark.size()) == kByteOrderMark) {
    text.remove_prefix(kByteOrderMark.size());
  }
  if (const auto mistake = find_bad_byte(text)) return error_at(file, *mistake);

  std::string hidden;
  if (text.find('?') != std::string_view::npos) hidden = hide_question_marks(text);
  const std::string_view shown = hidden.empty() ? text : std::string_view(hidden);

  YamlBuilder builder(text);
  std::optional<Mistake> thrown;
  try {
    ViewBuffer buffer(shown);
    std::istream stream(&buffer);
    YAML::Parser parser(stream);
    while (!builder.mistake() && parser.HandleNextDocument(builder)) {
    }
  } catch (const YAML::Exception& error) {
    thrown = Explanation(error, text, builder.innermost()).mistake();
  } catch (const std::exception& error) {
    thrown = {{}, error.what()};
  }
  builder.check_last_quote();
  if (builder.mistake()) return error_at(file, *builder.mistake());
  if (thrown) return error_at(file, *thrown);
  return builder.take_root();
}

}  // namespace cascade::sim
