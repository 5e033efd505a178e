// SPDX-License-Identifier: Apache-2.0
#include "gui/model/text_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

namespace cascade::gui {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> system_error(const std::string& file, const char* what, int code) {
  const std::string why = std::generic_category().message(code);
  return tl::unexpected<Error>(
      Error{ErrorKind::System, fmt::format("cannot {} '{}': {}", what, file, why)});
}

/// 0, or the error.
int write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::fsync(descriptor) == 0 ? 0 : errno;
}

/// What new files get: as the user's umask says, or as the file that is replaced.
mode_t mode_of(const std::string& file) {
  struct stat found {};
  if (::stat(file.c_str(), &found) == 0) return found.st_mode & 07777U;
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666U & ~mask;
}

}  // namespace

Result<std::string> read_text_file(const std::string& file) {
  std::error_code code;
  if (fs::is_directory(file, code)) return system_error(file, "read", EISDIR);
  errno = 0;
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return system_error(file, "read", errno);
  std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  if (stream.bad()) return system_error(file, "read", EIO);
  return text;
}

Result<void> write_text_file(const std::string& file, std::string_view text) {
  std::error_code code;
  const fs::path real = fs::weakly_canonical(file, code);
  const std::string target = code ? file : real.string();
  if (fs::is_directory(target, code)) return system_error(file, "write", EISDIR);
  std::string beside = target + ".XXXXXX";
  const int descriptor = ::mkstemp(beside.data());
  if (descriptor < 0) return system_error(file, "write", errno);
  int error = write_all(descriptor, text);
  if (error == 0 && ::fchmod(descriptor, mode_of(target)) != 0) error = errno;
  if (::close(descriptor) != 0 && error == 0) error = errno;
  if (error == 0 && ::rename(beside.c_str(), target.c_str()) != 0) error = errno;
  if (error == 0) return {};
  ::unlink(beside.c_str());
  return system_error(file, "write", error);
}

}  // namespace cascade::gui
