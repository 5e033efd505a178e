// SPDX-License-Identifier: Apache-2.0
// Every message names the file and what the system said.
#include "sim/cli/files.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

#include "engine/assert.h"
#include "sim/base/text.h"
#include "sim/base/yaml_document.h"
#include "sim/reader/shipped.h"

namespace cascade::sim::cli {
namespace {

namespace fs = std::filesystem;

std::error_code last_error() {
  return {errno, std::generic_category()};
}

tl::unexpected<Error> cannot(std::string_view what, const std::string& file,
                             const std::error_code& error) {
  return tl::unexpected<Error>(Error{
      ErrorKind::System, fmt::format("cannot {} {}: {}", what, printable(file), error.message())});
}

Result<std::vector<std::string>> scenarios_in(const std::string& folder) {
  std::vector<std::string> files;
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    const fs::path& path = at->path();
    const bool yaml = path.extension() == ".yaml" || path.extension() == ".yml";
    if (yaml && !at->is_directory(error)) files.push_back(path.string());
  }
  if (error) return cannot("read the folder", folder, error);
  if (files.empty()) {
    return input_error(
        fmt::format("there is no scenario (*.yaml) in the folder {}", printable(folder)));
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string nearest_shipped(const std::string& name) {
  std::vector<std::string> names;
  for (const std::string& file : shipped_scenarios()) names.push_back(fs::path(file).stem());
  return did_you_mean(name, std::vector<std::string_view>(names.begin(), names.end()));
}

}  // namespace

Result<std::vector<std::string>> find_scenarios(const std::vector<std::string>& arguments) {
  std::vector<std::string> files;
  for (const std::string& given : arguments) {
    const std::string argument = file_or_shipped(given);
    if (argument == "-") {
      files.emplace_back("/dev/stdin");
      continue;
    }
    std::error_code error;
    const fs::file_status status = fs::status(argument, error);
    if (status.type() == fs::file_type::not_found) {
      return input_error(
          fmt::format("there is no file or folder '{}', and no shipped scenario of that name{}",
                      printable(argument), nearest_shipped(argument)));
    }
    if (error) return cannot("read", argument, error);
    if (status.type() != fs::file_type::directory) {
      files.push_back(argument);
      continue;
    }
    Result<std::vector<std::string>> inside = scenarios_in(argument);
    if (!inside) return tl::unexpected(std::move(inside).error());
    files.insert(files.end(), inside->begin(), inside->end());
  }
  return files;
}

Result<std::string> output_file(const std::string& given, bool in_folder, const std::string& name,
                                std::string_view ending) {
  std::error_code error;
  const bool is_folder = in_folder || given.ends_with('/') || fs::is_directory(given, error);
  if (!is_folder) return given;
  fs::create_directories(given, error);
  if (error) return cannot("make the folder", given, error);
  return (fs::path(given) / (name + std::string(ending))).string();
}

std::vector<std::string> output_names(const std::vector<std::string>& files) {
  std::vector<std::string> names;
  std::set<std::string> taken;
  for (const std::string& file : files) {
    const std::string stem = fs::path(file).stem().string();
    std::string name = stem;
    for (std::size_t again = 2; !taken.insert(name).second; ++again) {
      name = fmt::format("{}.{}", stem, again);
    }
    names.push_back(std::move(name));
  }
  return names;
}

std::string numbered_file(const std::string& file, std::size_t number) {
  const fs::path path(file);
  fs::path numbered = path.parent_path() / path.stem();
  numbered += fmt::format(".{}", number);
  numbered += path.extension();
  return numbered.string();
}

bool same_file(const std::string& one, const std::string& other) {
  std::error_code error;
  if (fs::exists(one, error) && !fs::is_regular_file(one, error)) return false;
  if (fs::equivalent(one, other, error)) return true;
  return fs::absolute(one, error).lexically_normal() ==
         fs::absolute(other, error).lexically_normal();
}

Result<void> probe_file(const std::string& file) {
  std::error_code error;
  const bool is_new = !fs::exists(file, error);
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> stream(std::fopen(file.c_str(), "ab"),
                                                               std::fclose);
  if (!stream) return cannot("write", file, last_error());
  if (is_new) fs::remove(file, error);
  return {};
}

Result<OutputFile> OutputFile::create(const std::string& file) {
  OutputFile made(file);
  made.stream_.reset(std::fopen(file.c_str(), "wb"));
  if (!made.stream_) return cannot("write", file, last_error());
  return made;
}

void OutputFile::write(std::string_view text) {
  CASCADE_ASSERT(stream_ != nullptr, "nothing is written to a finished file");
  if (error_) return;
  if (std::fwrite(text.data(), 1, text.size(), stream_.get()) != text.size()) error_ = last_error();
}

Result<void> OutputFile::finish() {
  if (std::fclose(stream_.release()) != 0 && !error_) error_ = last_error();
  if (error_) return cannot("write", name_, error_);
  return {};
}

void remove_output(const std::string& file) {
  std::error_code ignored;
  if (fs::is_regular_file(file, ignored)) fs::remove(file, ignored);
}

Result<void> write_file(const std::string& file, std::string_view content) {
  Result<OutputFile> out = OutputFile::create(file);
  if (!out) return tl::unexpected(std::move(out).error());
  out->write(content);
  return out->finish();
}

}  // namespace cascade::sim::cli
