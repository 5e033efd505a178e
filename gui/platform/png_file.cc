// SPDX-License-Identifier: Apache-2.0
#include "gui/platform/png_file.h"

#include <stb_image_write.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace cascade::gui {
namespace {

void append(void* context, void* data, int size) {
  static_cast<std::string*>(context)->append(static_cast<const char*>(data),
                                             static_cast<std::size_t>(size));
}

tl::unexpected<Error> cannot_write(const std::string& file, const std::string& why) {
  return tl::unexpected<Error>(
      Error{ErrorKind::System, "the picture '" + file + "' cannot be written: " + why});
}

}  // namespace

Result<void> write_png(const Picture& picture, const std::string& file) {
  std::string content;
  const int row = picture.width * 4;
  if (stbi_write_png_to_func(append, &content, picture.width, picture.height, 4,
                             picture.pixels.data(), row) == 0) {
    return cannot_write(file, "it is empty");
  }
  const std::string part = file + ".part";
  std::ofstream stream(part, std::ios::binary | std::ios::trunc);
  stream.write(content.data(), static_cast<std::streamsize>(content.size()));
  stream.close();
  if (!stream) return cannot_write(file, std::strerror(errno));
  std::error_code error;
  std::filesystem::rename(part, file, error);
  if (error) return cannot_write(file, error.message());
  return {};
}

}  // namespace cascade::gui
