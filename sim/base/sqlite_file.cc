// SPDX-License-Identifier: Apache-2.0
#include "sim/base/sqlite_file.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

namespace cascade::sim {
namespace {

namespace fs = std::filesystem;

// Where the file header keeps them (https://sqlite.org/fileformat.html, section 1.3).
constexpr std::string_view kMagic{"SQLite format 3\0", 16};
constexpr std::size_t kApplicationIdAt = 68;
constexpr std::size_t kHeaderSize = 100;

tl::unexpected<Error> failure(const std::string& name, sqlite3* database, int code) {
  const char* why = database != nullptr ? sqlite3_errmsg(database) : sqlite3_errstr(code);
  // What the system said is what helps; the library says "unable to open database file".
  if (const int system = database == nullptr ? 0 : sqlite3_system_errno(database);
      code == SQLITE_CANTOPEN && system != 0) {
    return tl::unexpected<Error>(
        Error{ErrorKind::System,
              fmt::format("cannot open {}: {}", name, std::generic_category().message(system))});
  }
  // Said of the file's pages, whatever the file is: a database or disk is not what users think of.
  if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB) why = "damaged, or cut short";
  return tl::unexpected<Error>(Error{ErrorKind::System, fmt::format("{}: {}", name, why)});
}

/// Whether `file` may be replaced: it is not there, is empty, or is one of the same kind.
bool replaceable(const std::string& file, std::uint32_t application_id) {
  std::error_code ignored;
  if (!fs::exists(file, ignored)) return true;
  if (!fs::is_regular_file(file, ignored)) return false;
  std::array<char, kHeaderSize> header{};
  std::ifstream stream(file, std::ios::binary);
  stream.read(header.data(), header.size());
  if (stream.gcount() == 0) return true;
  std::uint32_t id = 0;
  for (std::size_t i = 0; i < sizeof id; ++i) {
    id = id << 8U | static_cast<unsigned char>(header[kApplicationIdAt + i]);
  }
  return std::string_view(header.data(), kMagic.size()) == kMagic && id == application_id;
}

}  // namespace

void SqliteStatement::Finalize::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

void SqliteFile::Close::operator()(sqlite3* database) const {
  sqlite3_close_v2(database);
}

SqliteStatement& SqliteStatement::bind(int parameter, std::int64_t number) {
  sqlite3_bind_int64(statement_.get(), parameter, number);
  return *this;
}

SqliteStatement& SqliteStatement::bind(int parameter, std::string_view text) {
  sqlite3_bind_text64(statement_.get(), parameter, text.data() == nullptr ? "" : text.data(),
                      text.size(), SQLITE_STATIC, SQLITE_UTF8);
  return *this;
}

SqliteStatement& SqliteStatement::bind(int parameter, std::span<const std::uint8_t> bytes) {
  // A null pointer would bind NULL instead of no bytes.
  static constexpr std::uint8_t kNothing = 0;
  sqlite3_bind_blob64(statement_.get(), parameter, bytes.empty() ? &kNothing : bytes.data(),
                      bytes.size(), SQLITE_STATIC);
  return *this;
}

Result<bool> SqliteStatement::step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) {
    auto error = failure(file_, sqlite3_db_handle(statement_.get()), code);
    sqlite3_reset(statement_.get());
    return error;
  }
  sqlite3_reset(statement_.get());
  return false;
}

std::int64_t SqliteStatement::number(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

std::string_view SqliteStatement::text(int column) const {
  const std::span<const std::uint8_t> found = bytes(column);
  // Bytes are characters here.
  return {reinterpret_cast<const char*>(found.data()), found.size()};
}

std::span<const std::uint8_t> SqliteStatement::bytes(int column) const {
  const auto* data =
      static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_.get(), column));
  const int size = sqlite3_column_bytes(statement_.get(), column);
  if (data == nullptr) return {};
  return {data, static_cast<std::size_t>(size)};
}

Result<SqliteFile> SqliteFile::connect(const std::string& path, int flags,
                                       const std::string& name) {
  sqlite3* database = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &database, flags, nullptr);
  SqliteFile file(database, name);
  if (code != SQLITE_OK) return failure(name, database, code);
  return file;
}

Result<void> SqliteFile::harden(std::int64_t bytes_max) {
  sqlite3_db_config(database_.get(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(database_.get(), SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(database_.get(), SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  sqlite3_db_config(database_.get(), SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
  // No value is longer than the file: a damaged length must not become an allocation.
  constexpr std::int64_t kMin = 10'000;
  constexpr std::int64_t kMax = 1'000'000'000;
  sqlite3_limit(database_.get(), SQLITE_LIMIT_LENGTH,
                static_cast<int>(std::clamp(bytes_max, kMin, kMax)));
  return execute("pragma cell_size_check=on");
}

Result<std::int64_t> SqliteFile::pragma(std::string_view sql) {
  auto statement = prepare(sql);
  if (!statement) return tl::unexpected(std::move(statement).error());
  auto row = statement->step();
  if (!row) return tl::unexpected(std::move(row).error());
  return *row ? statement->number(0) : 0;
}

Result<void> SqliteFile::check(const Options& options) {
  const auto id = pragma("pragma application_id");
  if (!id) return tl::unexpected(id.error());
  if (*id != static_cast<std::int32_t>(options.application_id)) {
    return input_error(fmt::format("{}: not a {}", name_, options.what));
  }
  const auto format = pragma("pragma user_version");
  if (!format) return tl::unexpected(format.error());
  if (*format != options.format) {
    return input_error(fmt::format("{}: a {} of format {}, this program reads format {}", name_,
                                   options.what, *format, options.format));
  }
  // Nothing but our own plain tables: a view, a virtual table or a computed column of the same
  // name could keep a query busy for ever.
  auto schema = prepare("select sql from sqlite_schema order by name");
  if (!schema) return tl::unexpected(std::move(schema).error());
  std::size_t found = 0;
  while (true) {
    auto row = schema->step();
    if (!row) return tl::unexpected(std::move(row).error());
    if (!*row) break;
    if (found == options.tables.size() || schema->text(0) != options.tables[found]) {
      return input_error(fmt::format("{}: damaged: tables that no {} has", name_, options.what));
    }
    ++found;
  }
  if (found == options.tables.size()) return {};
  return input_error(fmt::format("{}: damaged: tables are missing", name_));
}

Result<SqliteFile> SqliteFile::create(const std::string& file, const Options& options) {
  if (!replaceable(file, options.application_id)) {
    return input_error(fmt::format("{}: is there and is not a {}; choose another name or remove it",
                                   file, options.what));
  }
  // An old journal would be rolled back into the new file.
  for (const char* suffix : {"", "-journal", "-wal", "-shm"}) {
    std::error_code ignored;
    fs::remove(file + suffix, ignored);
  }
  auto made = connect(file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, file);
  if (!made) return made;
  if (auto done = made->make_tables(options); !done) return tl::unexpected(std::move(done).error());
  return made;
}

Result<SqliteFile> SqliteFile::create_in_memory(const std::string& name, const Options& options) {
  auto made = connect(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, name);
  if (!made) return made;
  if (auto done = made->make_tables(options); !done) return tl::unexpected(std::move(done).error());
  return made;
}

Result<std::vector<std::uint8_t>> SqliteFile::image() {
  sqlite3_int64 size = 0;
  unsigned char* const bytes = sqlite3_serialize(database_.get(), "main", &size, 0);
  if (bytes == nullptr) return failure(name_, nullptr, SQLITE_NOMEM);
  std::vector<std::uint8_t> copy(bytes, bytes + size);
  sqlite3_free(bytes);
  return copy;
}

Result<void> SqliteFile::make_tables(const Options& options) {
  // The file changes at commits only (no spilling), so that a killed writer leaves a whole one.
  std::vector<std::string> statements{
      "pragma page_size=8192",
      "pragma journal_mode=truncate",
      "pragma synchronous=normal",
      "pragma cache_spill=off",
      "pragma locking_mode=exclusive",
      fmt::format("pragma application_id={}", static_cast<std::int32_t>(options.application_id)),
      fmt::format("pragma user_version={}", options.format),
      "begin"};
  statements.insert(statements.end(), options.tables.begin(), options.tables.end());
  statements.emplace_back("commit");
  for (const std::string& sql : statements) {
    if (auto done = execute(sql.c_str()); !done) return done;
  }
  return {};
}

Result<SqliteFile> SqliteFile::open(const std::string& file, const Options& options) {
  std::error_code code;
  const std::uintmax_t size = fs::file_size(file, code);
  if (code) return input_error(fmt::format("{}: {}", file, code.message()));
  if (size == 0 || !replaceable(file, options.application_id)) {
    return input_error(fmt::format("{}: not a {}", file, options.what));
  }
  // Writable, since the leftovers of a killed writer have to be rolled back.
  auto opened = connect(file, SQLITE_OPEN_READWRITE, file);
  if (!opened) return opened;
  if (auto done = opened->harden(static_cast<std::int64_t>(size)); !done) {
    return tl::unexpected(std::move(done).error());
  }
  if (auto done = opened->check(options); !done) return tl::unexpected(std::move(done).error());
  return opened;
}

Result<SqliteFile> SqliteFile::open(std::span<const std::uint8_t> content, const std::string& name,
                                    const Options& options) {
  auto opened = connect(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, name);
  if (!opened) return opened;
  if (content.empty()) return input_error(fmt::format("{}: not a {}", name, options.what));
  auto* copy = static_cast<unsigned char*>(sqlite3_malloc64(content.size()));
  if (copy == nullptr) return failure(name, nullptr, SQLITE_NOMEM);
  std::memcpy(copy, content.data(), content.size());
  const auto size = static_cast<sqlite3_int64>(content.size());
  // Frees the copy in every case.
  const int code =
      sqlite3_deserialize(opened->database_.get(), "main", copy, size, size,
                          SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_READONLY);
  if (code != SQLITE_OK) return failure(name, opened->database_.get(), code);
  if (auto done = opened->harden(size); !done) return tl::unexpected(std::move(done).error());
  if (auto done = opened->check(options); !done) return tl::unexpected(std::move(done).error());
  return opened;
}

Result<void> SqliteFile::execute(const char* sql) {
  const int code = sqlite3_exec(database_.get(), sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return failure(name_, database_.get(), code);
  return {};
}

Result<SqliteStatement> SqliteFile::prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v2(database_.get(), sql.data(), static_cast<int>(sql.size()),
                                      &statement, nullptr);
  if (code != SQLITE_OK) return failure(name_, database_.get(), code);
  return SqliteStatement(statement, name_);
}

}  // namespace cascade::sim
