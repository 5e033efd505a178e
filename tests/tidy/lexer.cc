// SPDX-License-Identifier: Apache-2.0
#include "tests/tidy/lexer.h"

#include <algorithm>
#include <cctype>

namespace cascade::tidy {

namespace {

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

class Lexer {
 public:
  explicit Lexer(SourceFile& file) : file_(file), text_(*file.text) {}

  void run() {
    while (at_ < text_.size()) step();
  }

 private:
  [[nodiscard]] bool looking_at(std::string_view what) const {
    return text_.substr(at_).starts_with(what);
  }

  void step() {
    const char c = text_[at_];
    if (c == '\n') {
      ++line_;
      ++at_;
    } else if (std::isspace(static_cast<unsigned char>(c)) != 0) {
      ++at_;
    } else if (looking_at("//")) {
      comment_until(std::min(text_.find('\n', at_), text_.size()));
    } else if (looking_at("/*")) {
      const std::size_t end = text_.find("*/", at_ + 2);
      comment_until(end == std::string_view::npos ? text_.size() : end + 2);
    } else if (looking_at("#include")) {
      include();
    } else if (looking_at("R\"")) {
      raw_literal();
    } else if (c == '"' || c == '\'') {
      literal(c);
    } else {
      token();
    }
  }

  void comment_until(std::size_t end) {
    while (at_ < end) {
      const std::size_t line_end = std::min(text_.find('\n', at_), end);
      file_.comments.push_back({text_.substr(at_, line_end - at_), line_});
      at_ = line_end;
      if (at_ < end) {  // a comment of several lines
        ++at_;
        ++line_;
      }
    }
  }

  void include() {
    const std::size_t end = std::min(text_.find('\n', at_), text_.size());
    const std::string_view rest = text_.substr(at_, end - at_);
    const std::size_t open = std::min(rest.find_first_of("\"<"), rest.size() - 1);
    const std::size_t close = rest.find_first_of("\">", open + 1);
    if (close != std::string_view::npos) {
      file_.includes.push_back({rest.substr(open + 1, close - open - 1), rest[open] == '"', line_});
      at_ += close + 1;
    } else {
      at_ = end;
    }
  }

  void add_literal(std::size_t end) {
    file_.tokens.push_back({"\"\"", line_});
    line_ += static_cast<int>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(at_),
                                         text_.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
    at_ = end;
  }

  void raw_literal() {
    const std::size_t open = std::min(text_.find('(', at_), text_.size());
    const std::string close =
        ")" + std::string(text_.substr(at_ + 2, open - std::min(open, at_ + 2))) + "\"";
    const std::size_t end = text_.find(close, open);
    add_literal(end == std::string_view::npos ? text_.size() : end + close.size());
  }

  void literal(char quote) {
    std::size_t end = at_ + 1;
    while (end < text_.size() && text_[end] != quote) end += text_[end] == '\\' ? 2 : 1;
    add_literal(std::min(end + 1, text_.size()));
  }

  void token() {
    std::size_t end = at_ + 1;
    if (is_word(text_[at_])) {
      const bool number = std::isdigit(static_cast<unsigned char>(text_[at_])) != 0;
      // 1'000 is one number, not a number and a character.
      while (end < text_.size() && (is_word(text_[end]) || (number && text_[end] == '\''))) ++end;
    } else if (looking_at("::") || looking_at("->")) {
      end = at_ + 2;
    }
    file_.tokens.push_back({text_.substr(at_, end - at_), line_});
    at_ = end;
  }

  SourceFile& file_;
  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1;
};

}  // namespace

void lex(SourceFile& file) {
  Lexer(file).run();
}

}  // namespace cascade::tidy
