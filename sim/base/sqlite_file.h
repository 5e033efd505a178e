// SPDX-License-Identifier: Apache-2.0
// A thin owner of one SQLite database: no library type leaves sim/base/sqlite_file.cc, the only
// file that includes its header. Every failure names the file. Made for files that nobody vouches
// for: what is read was checked to be a plain table of ours before any query touches it.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace cascade::sim {

/// Thread: one at a time. Must not outlive its file.
class SqliteStatement {
 public:
  /// Parameters count from 1. Text and bytes are not copied: they must live until the step.
  SqliteStatement& bind(int parameter, std::int64_t number);
  SqliteStatement& bind(int parameter, std::string_view text);
  SqliteStatement& bind(int parameter, std::span<const std::uint8_t> bytes);
  /// True: a row is there. False: no more; the statement can be bound and stepped again.
  Result<bool> step();

  /// Columns count from 0; valid until the next step.
  [[nodiscard]] std::int64_t number(int column) const;
  [[nodiscard]] std::string_view text(int column) const;
  [[nodiscard]] std::span<const std::uint8_t> bytes(int column) const;

 private:
  friend class SqliteFile;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  SqliteStatement(sqlite3_stmt* statement, std::string file)
      : statement_(statement), file_(std::move(file)) {}
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  std::string file_;
};

class SqliteFile {
 public:
  struct Options {
    std::uint32_t application_id = 0;  ///< In the file's header: what kind of file this is.
    std::uint32_t format = 0;          ///< Version of the tables.
    std::string_view what;             ///< "recording"; for messages.
    /// `create table` statements, byte for byte, in the order of the tables' names.
    std::span<const std::string_view> tables;
  };

  /// Makes a new file with the tables. Replaces a file of the same kind (or an empty one), and
  /// refuses to replace any other.
  static Result<SqliteFile> create(const std::string& file, const Options& options);
  /// The same in memory only; `name` is for messages.
  static Result<SqliteFile> create_in_memory(const std::string& name, const Options& options);
  /// For reading. Refuses what is not exactly of this kind. A file whose writer was killed is
  /// rolled back to its last commit.
  static Result<SqliteFile> open(const std::string& file, const Options& options);
  /// The same for a file that is in memory. `name` is for messages.
  static Result<SqliteFile> open(std::span<const std::uint8_t> content, const std::string& name,
                                 const Options& options);

  /// Runs one statement without parameters and rows.
  Result<void> execute(const char* sql);
  Result<SqliteStatement> prepare(std::string_view sql);
  /// All bytes of a file in memory, as open() reads them.
  Result<std::vector<std::uint8_t>> image();
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  struct Close {
    void operator()(sqlite3* database) const;
  };
  SqliteFile(sqlite3* database, std::string name) : database_(database), name_(std::move(name)) {}
  static Result<SqliteFile> connect(const std::string& path, int flags, const std::string& name);
  Result<void> make_tables(const Options& options);
  Result<void> harden(std::int64_t bytes_max);
  Result<void> check(const Options& options);
  Result<std::int64_t> pragma(std::string_view sql);

  std::unique_ptr<sqlite3, Close> database_;
  std::string name_;
};

}  // namespace cascade::sim
