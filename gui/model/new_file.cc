// SPDX-License-Identifier: Apache-2.0
#include "gui/model/new_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

namespace cascade::gui {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> cannot_write(const std::string& file, int code) {
  const std::string why = std::generic_category().message(code);
  return tl::unexpected<Error>(
      Error{ErrorKind::System, fmt::format("cannot write '{}': {}", file, why)});
}

/// 0, or the error.
int write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
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

Result<NewFile> NewFile::create(const std::string& file) {
  NewFile made(file);
  std::error_code code;
  const fs::path real = fs::weakly_canonical(file, code);
  made.target_ = code ? file : real.string();
  if (fs::is_directory(made.target_, code)) return cannot_write(file, EISDIR);
  std::string beside = made.target_ + ".XXXXXX";
  made.descriptor_ = ::mkstemp(beside.data());
  if (made.descriptor_ < 0) return cannot_write(file, errno);
  made.beside_ = std::move(beside);
  return made;
}

NewFile::NewFile(NewFile&& other) noexcept
    : file_(std::move(other.file_)),
      target_(std::move(other.target_)),
      beside_(std::exchange(other.beside_, {})),
      descriptor_(std::exchange(other.descriptor_, -1)),
      error_(other.error_) {}

NewFile::~NewFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!beside_.empty()) ::unlink(beside_.c_str());
}

void NewFile::write(std::string_view text) {
  if (error_ == 0) error_ = write_all(descriptor_, text);
}

Result<void> NewFile::commit() {
  // By its name: others may have made it anew.
  if (error_ == 0 && ::chmod(beside_.c_str(), mode_of(target_)) != 0) error_ = errno;
  if (error_ == 0 && ::fsync(descriptor_) != 0) error_ = errno;
  if (::close(std::exchange(descriptor_, -1)) != 0 && error_ == 0) error_ = errno;
  if (error_ == 0 && ::rename(beside_.c_str(), target_.c_str()) != 0) error_ = errno;
  if (error_ != 0) return cannot_write(file_, error_);
  beside_.clear();
  return {};
}

}  // namespace cascade::gui
