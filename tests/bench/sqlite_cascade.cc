// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/sqlite_cascade.h"

#include <sqlite3.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace cascade::bench {

namespace {

[[noreturn]] void give_up(sqlite3* database) {
  std::fprintf(stderr, "sqlite: %s\n", sqlite3_errmsg(database));
  std::abort();
}

std::vector<const CloudRelation*> relations_of(const CloudColumns& cloud, std::uint32_t child) {
  std::vector<const CloudRelation*> found;
  for (const CloudRelation& relation : cloud.relations) {
    if (relation.child == child) found.push_back(&relation);
  }
  return found;
}

}  // namespace

SqliteCloud::SqliteCloud(const CloudColumns& cloud) {
  if (sqlite3_open(":memory:", &database_) != SQLITE_OK) give_up(database_);
  execute("PRAGMA foreign_keys = ON");
  execute("BEGIN");
  fill(cloud);
  execute("COMMIT");
}

SqliteCloud::~SqliteCloud() {
  sqlite3_close(database_);
}

void SqliteCloud::execute(const char* sql) {
  if (sqlite3_exec(database_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) give_up(database_);
}

void SqliteCloud::fill(const CloudColumns& cloud) {
  for (std::uint32_t type = 0; type < kCloudTypes; ++type) {
    const std::string name = kCloudTypeNames[type];
    const std::vector<const CloudRelation*> parents = relations_of(cloud, type);
    std::string create = "CREATE TABLE " + name + " (id INTEGER PRIMARY KEY";
    std::string insert = "INSERT INTO " + name + " VALUES (?";
    std::vector<std::string> indices;
    for (const CloudRelation* relation : parents) {
      const std::string parent = kCloudTypeNames[relation->parent];
      create += ", " + parent + "_id INTEGER REFERENCES " + parent + "(id) ON DELETE CASCADE";
      insert += ", ?";
      indices.push_back("CREATE INDEX " + name + "_" + parent + " ON " + name + "(" + parent +
                        "_id)");
    }
    execute((create + ")").c_str());
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(database_, (insert + ")").c_str(), -1, &statement, nullptr) !=
        SQLITE_OK) {
      give_up(database_);
    }
    for (std::uint32_t id = 0; id < cloud.counts[type]; ++id) {
      sqlite3_bind_int64(statement, 1, id);
      int column = 2;
      for (const CloudRelation* relation : parents) {
        sqlite3_bind_int64(statement, column++, relation->parent_of[id]);
      }
      if (sqlite3_step(statement) != SQLITE_DONE) give_up(database_);
      sqlite3_reset(statement);
    }
    sqlite3_finalize(statement);
    for (const std::string& index : indices) execute(index.c_str());
  }
}

void SqliteCloud::delete_zone() {
  execute("DELETE FROM Zone WHERE id = 0");
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v2(database_, "SELECT count(*) FROM VmNic", -1, &statement, nullptr);
  const bool empty =
      sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_int64(statement, 0) == 0;
  sqlite3_finalize(statement);
  if (!empty) give_up(database_);
}

}  // namespace cascade::bench
