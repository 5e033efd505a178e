// SPDX-License-Identifier: Apache-2.0
// Commas, line ends and escapes.
#include "sim/base/json_writer.h"

#include <fmt/format.h>

#include <iterator>
#include <utility>

#include "engine/assert.h"
#include "sim/base/text.h"

namespace cascade::sim {
namespace {

constexpr std::size_t kBufferSize = std::size_t{64} * 1024;

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20 || c == '\x7F') {
          out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        } else {
          out += c;
        }
    }
  }
  out += '"';
}

}  // namespace

JsonWriter::JsonWriter(TextSink sink) : sink_(std::move(sink)) {}

JsonWriter::~JsonWriter() {
  CASCADE_ASSERT(levels_.empty(), "every bracket was closed");
  flush();
}

void JsonWriter::flush() {
  if (buffer_.empty()) return;
  sink_(buffer_);
  buffer_.clear();
}

JsonWriter& JsonWriter::begin_object(Layout layout) {
  open('{', '}', layout);
  return *this;
}

JsonWriter& JsonWriter::end_object() {
  close('}');
  return *this;
}

JsonWriter& JsonWriter::begin_array(Layout layout) {
  open('[', ']', layout);
  return *this;
}

JsonWriter& JsonWriter::end_array() {
  close(']');
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  CASCADE_ASSERT(!levels_.empty() && levels_.back().closing == '}' && !after_key_,
                 "a key stands in an object");
  begin_item();
  append_quoted(buffer_, valid_utf8(name));
  buffer_ += ": ";
  after_key_ = true;
  return *this;
}

JsonWriter& JsonWriter::text(std::string_view value) {
  begin_value();
  append_quoted(buffer_, valid_utf8(value));
  return *this;
}

JsonWriter& JsonWriter::signed_number(std::int64_t value) {
  begin_value();
  fmt::format_to(std::back_inserter(buffer_), "{}", value);
  return *this;
}

JsonWriter& JsonWriter::unsigned_number(std::uint64_t value) {
  begin_value();
  fmt::format_to(std::back_inserter(buffer_), "{}", value);
  return *this;
}

JsonWriter& JsonWriter::thousandths(std::int64_t value) {
  CASCADE_ASSERT(value >= 0, "only times are written like this");
  begin_value();
  fmt::format_to(std::back_inserter(buffer_), "{}", value / 1000);
  if (value % 1000 != 0) {
    fmt::format_to(std::back_inserter(buffer_), ".{:03}", value % 1000);
    buffer_.erase(buffer_.find_last_not_of('0') + 1);
  }
  return *this;
}

JsonWriter& JsonWriter::boolean(bool value) {
  begin_value();
  buffer_ += value ? "true" : "false";
  return *this;
}

JsonWriter& JsonWriter::null() {
  begin_value();
  buffer_ += "null";
  return *this;
}

void JsonWriter::begin_value() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  CASCADE_ASSERT(levels_.empty() || levels_.back().closing == ']', "a value has a key");
  if (!levels_.empty()) begin_item();
}

void JsonWriter::begin_item() {
  Level& level = levels_.back();
  if (!level.empty) buffer_ += ',';
  if (level.layout == Layout::Lines) {
    new_line();
  } else if (!level.empty) {
    buffer_ += ' ';
  }
  level.empty = false;
  if (buffer_.size() >= kBufferSize) flush();
}

void JsonWriter::open(char opening, char closing, Layout layout) {
  begin_value();
  buffer_ += opening;
  const bool in_line = !levels_.empty() && levels_.back().layout == Layout::Line;
  levels_.push_back({closing, in_line ? Layout::Line : layout, true});
}

void JsonWriter::close(char closing) {
  CASCADE_ASSERT(!levels_.empty() && levels_.back().closing == closing && !after_key_,
                 "brackets are closed as they were opened");
  const Level level = levels_.back();
  levels_.pop_back();
  if (!level.empty && level.layout == Layout::Lines) new_line();
  buffer_ += closing;
  if (levels_.empty()) buffer_ += '\n';
}

void JsonWriter::new_line() {
  buffer_ += '\n';
  buffer_.append(2 * levels_.size(), ' ');
}

std::string json_quoted(std::string_view text) {
  std::string out;
  append_quoted(out, valid_utf8(text));
  return out;
}

}  // namespace cascade::sim
