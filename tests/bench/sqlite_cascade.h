// SPDX-License-Identifier: Apache-2.0
// The same delete by a database: SQLite in memory, ON DELETE CASCADE, an index on every foreign
// key, the rows of CLOUD(N).
#pragma once

#include <cstdint>

#include "tests/bench/cloud_columns.h"

struct sqlite3;

namespace cascade::bench {

/// Owns a database filled with `cloud`. Aborts with SQLite's message when anything fails.
class SqliteCloud {
 public:
  explicit SqliteCloud(const CloudColumns& cloud);
  ~SqliteCloud();
  SqliteCloud(const SqliteCloud&) = delete;
  SqliteCloud& operator=(const SqliteCloud&) = delete;

  /// Deletes the zone; all rows must be gone afterwards. Once.
  void delete_zone();

 private:
  void execute(const char* sql);
  void fill(const CloudColumns& cloud);
  sqlite3* database_ = nullptr;
};

}  // namespace cascade::bench
