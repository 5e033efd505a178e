// SPDX-License-Identifier: Apache-2.0
#include "sim/base/text_file.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>

#include "sim/base/text.h"
#include "sim/base/yaml_document.h"

namespace cascade::sim {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 20U;

tl::unexpected<Error> cannot_read(const std::string& file) {
  const std::string why = std::generic_category().message(errno);
  return tl::unexpected<Error>(
      Error{ErrorKind::System, fmt::format("cannot read {}: {}", printable(file), why)});
}

}  // namespace

Result<std::string> read_text_file(const std::string& file) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> stream(std::fopen(file.c_str(), "rb"),
                                                               std::fclose);
  if (!stream) return cannot_read(file);
  std::string text;
  while (text.size() <= kYamlBytesMax) {
    const std::size_t had = text.size();
    text.resize(had + kPiece);
    const std::size_t got = std::fread(text.data() + had, 1, kPiece, stream.get());
    text.resize(had + got);
    if (std::ferror(stream.get()) != 0) return cannot_read(file);
    if (got < kPiece) return text;
  }
  return input_error(
      fmt::format("{} is larger than {} MiB; split it", printable(file), kYamlBytesMax >> 20U));
}

}  // namespace cascade::sim
