// SPDX-License-Identifier: Apache-2.0
#include "gui/model/text_file.h"

#include <fmt/format.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "gui/model/new_file.h"

namespace cascade::gui {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> cannot_read(const std::string& file, int code) {
  const std::string why = std::generic_category().message(code);
  return tl::unexpected<Error>(
      Error{ErrorKind::System, fmt::format("cannot read '{}': {}", file, why)});
}

}  // namespace

Result<std::string> read_text_file(const std::string& file) {
  std::error_code code;
  if (fs::is_directory(file, code)) return cannot_read(file, EISDIR);
  errno = 0;
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return cannot_read(file, errno);
  std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  if (stream.bad()) return cannot_read(file, EIO);
  return text;
}

Result<void> write_text_file(const std::string& file, std::string_view text) {
  Result<NewFile> made = NewFile::create(file);
  if (!made) return tl::unexpected(std::move(made).error());
  made->write(text);
  return made->commit();
}

}  // namespace cascade::gui
