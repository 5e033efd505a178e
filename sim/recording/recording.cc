// SPDX-License-Identifier: Apache-2.0
// The tables of a recording, its writer and its reader. Events are written in blobs of 4096, and
// transactions grow with the recording: a commit waits for the disk.
#include "sim/recording/recording.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <filesystem>
#include <limits>
#include <system_error>

#include "sim/base/large_memory.h"
#include "sim/base/sqlite_file.h"
#include "sim/recording/event_packing.h"

namespace cascade::sim {
namespace {

// As SQLite keeps them, ordered by name: a reader compares them byte for byte.
constexpr std::array<std::string_view, 6> kTables{
    "CREATE TABLE \"end\"(complete INTEGER, event_count INTEGER, event_digest INTEGER, "
    "world_digest INTEGER)",
    "CREATE TABLE events(chunk INTEGER PRIMARY KEY, count INTEGER, packed BLOB)",
    "CREATE TABLE keyframes(keyframe INTEGER PRIMARY KEY, position INTEGER, at INTEGER, "
    "digest INTEGER, packed BLOB)",
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID",
    "CREATE TABLE overrides(number INTEGER PRIMARY KEY, key TEXT, value TEXT)",
    "CREATE TABLE texts(position INTEGER PRIMARY KEY, text TEXT)",
};

constexpr std::uint32_t kApplicationId = 0x43'53'43'44;  // "CSCD"
constexpr SqliteFile::Options kOptions{kApplicationId, 1, "recording", kTables};

constexpr std::size_t kChunk = 4096;
constexpr std::uint64_t kCommitMax = 1U << 20U;

/// The header's words and their keys in the table `meta`.
constexpr std::array<std::pair<std::string_view, std::string RecordingHeader::*>, 6> kWords{{
    {"version", &RecordingHeader::version},
    {"scenario_file", &RecordingHeader::scenario_file},
    {"scenario_text", &RecordingHeader::scenario_text},
    {"model_file", &RecordingHeader::model_file},
    {"model_text", &RecordingHeader::model_text},
    {"runner", &RecordingHeader::runner},
}};

/// In `meta`, of resumed runs: the recording before; "settings keep_faults" as numbers.
constexpr std::string_view kResumed = "resumed";
constexpr std::string_view kResumedHow = "resumed_how";

Result<void> insert(SqliteStatement& statement) {
  auto done = statement.step();
  if (!done) return tl::unexpected(std::move(done).error());
  return {};
}

Result<void> write_header(SqliteFile& file, const RecordingHeader& header) {
  auto meta = file.prepare("insert into meta values(?, ?)");
  if (!meta) return tl::unexpected(std::move(meta).error());
  for (const auto& [key, word] : kWords) {
    auto done = insert(meta->bind(1, key).bind(2, header.*word));
    if (!done) return done;
  }
  auto done = insert(meta->bind(1, "seed").bind(2, std::to_string(header.seed)));
  if (!done) return done;
  if (header.resumed) {
    const ResumedFrom& from = *header.resumed;
    const std::string how = fmt::format("{} {}", from.settings, from.keep_faults ? 1 : 0);
    done = insert(meta->bind(1, kResumed).bind(2, std::span<const std::uint8_t>(from.image)));
    if (done) done = insert(meta->bind(1, kResumedHow).bind(2, how));
    if (!done) return done;
  }

  auto overrides = file.prepare("insert into overrides values(?, ?, ?)");
  if (!overrides) return tl::unexpected(std::move(overrides).error());
  for (std::size_t i = 0; i < header.overrides.size(); ++i) {
    const auto& [key, value] = header.overrides[i];
    done = insert(overrides->bind(1, static_cast<std::int64_t>(i)).bind(2, key).bind(3, value));
    if (!done) return done;
  }
  return {};
}

}  // namespace

struct RecordingWriter::Parts {
  std::unique_ptr<SqliteFile> owned;
  SqliteFile& file;
  SqliteStatement insert_events;
  SqliteStatement insert_text;
  SqliteStatement insert_keyframe;
  std::optional<Error> error;  // the first; nothing is written after it

  EventPacker packer;
  std::vector<std::uint8_t> chunk = std::vector<std::uint8_t>(kChunk * EventPacker::kBytesMax);
  std::uint8_t* chunk_end = chunk.data();
  std::size_t chunk_events = 0;
  std::vector<std::pair<std::uint64_t, std::string>> texts;  // of the chunk's events
  std::int64_t chunks = 0;
  std::int64_t keyframes = 0;
  std::uint64_t event_count = 0;
  std::uint64_t committed = 0;
  Instant last{};

  Parts(std::unique_ptr<SqliteFile> made, SqliteStatement events, SqliteStatement text,
        SqliteStatement keyframe)
      : owned(std::move(made)),
        file(*owned),
        insert_events(std::move(events)),
        insert_text(std::move(text)),
        insert_keyframe(std::move(keyframe)) {}
  void keep(Result<void> done) {
    if (!done && !error) error = std::move(done).error();
  }
  void flush();
  void write_end(const RecordingEnd& end);
  void commit();
};

void RecordingWriter::Parts::flush() {
  if (chunk_events == 0) return;
  if (!error) {
    const std::span<const std::uint8_t> packed(chunk.data(),
                                               static_cast<std::size_t>(chunk_end - chunk.data()));
    keep(insert(insert_events.bind(1, chunks)
                    .bind(2, static_cast<std::int64_t>(chunk_events))
                    .bind(3, packed)));
  }
  for (const auto& [position, text] : texts) {
    if (error) break;
    keep(insert(insert_text.bind(1, static_cast<std::int64_t>(position)).bind(2, text)));
  }
  texts.clear();
  ++chunks;
  packer = EventPacker();
  chunk_end = chunk.data();
  chunk_events = 0;
}

void RecordingWriter::Parts::commit() {
  flush();
  if (!error) keep(file.execute("commit"));
  if (!error) keep(file.execute("begin"));
  committed = event_count;
}

RecordingWriter::RecordingWriter(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

RecordingWriter::~RecordingWriter() {
  if (parts_) parts_->commit();
}

Result<std::unique_ptr<RecordingWriter>> RecordingWriter::create(const std::string& file,
                                                                 const RecordingHeader& header) {
  auto made = SqliteFile::create(file, kOptions);
  if (!made) return tl::unexpected(std::move(made).error());
  return begin(std::make_unique<SqliteFile>(*std::move(made)), header);
}

Result<std::unique_ptr<RecordingWriter>> RecordingWriter::begin(std::unique_ptr<SqliteFile> made,
                                                                const RecordingHeader& header) {
  if (auto done = made->execute("begin"); !done) return tl::unexpected(std::move(done).error());
  if (auto done = write_header(*made, header); !done) {
    return tl::unexpected(std::move(done).error());
  }
  auto events = made->prepare("insert into events values(?, ?, ?)");
  auto text = made->prepare("insert into texts values(?, ?)");
  auto keyframe = made->prepare("insert into keyframes values(?, ?, ?, ?, ?)");
  for (auto* statement : {&events, &text, &keyframe}) {
    if (!*statement) return tl::unexpected(std::move(*statement).error());
  }
  auto parts = std::make_unique<Parts>(std::move(made), *std::move(events), *std::move(text),
                                       *std::move(keyframe));
  parts->commit();
  if (parts->error) return tl::unexpected(*std::move(parts->error));
  return std::unique_ptr<RecordingWriter>(new RecordingWriter(std::move(parts)));
}

void RecordingWriter::on_event(const Event& event, std::string_view text) {
  Parts& parts = *parts_;
  parts.chunk_end = parts.packer.pack(event, parts.chunk_end);
  if (!text.empty()) parts.texts.emplace_back(parts.event_count, text);
  ++parts.event_count;
  parts.last = event.at;
  if (++parts.chunk_events < kChunk) return;
  parts.flush();
  const std::uint64_t open = parts.event_count - parts.committed;
  if (open >= std::min(parts.event_count / 4, kCommitMax)) parts.commit();
}

void RecordingWriter::keyframe(const World& world) {
  Parts& parts = *parts_;
  if (parts.error) return;
  const std::vector<std::uint8_t> packed = pack_keyframe(world);
  parts.keep(insert(parts.insert_keyframe.bind(1, parts.keyframes++)
                        .bind(2, static_cast<std::int64_t>(parts.event_count))
                        .bind(3, std::int64_t{parts.last.time_since_epoch().count()})
                        .bind(4, static_cast<std::int64_t>(world.digest()))
                        .bind(5, packed)));
}

void RecordingWriter::Parts::write_end(const RecordingEnd& end) {
  flush();
  if (error) return;
  auto statement = file.prepare("insert into \"end\" values(?, ?, ?, ?)");
  if (!statement) {
    error = std::move(statement).error();
    return;
  }
  keep(insert(statement->bind(1, std::int64_t{end.complete ? 1 : 0})
                  .bind(2, static_cast<std::int64_t>(end.event_count))
                  .bind(3, static_cast<std::int64_t>(end.event_digest))
                  .bind(4, static_cast<std::int64_t>(end.world_digest))));
}

Result<std::vector<std::uint8_t>> recording_image(const Recording& recording) {
  auto made = SqliteFile::create_in_memory("recording", kOptions);
  if (!made) return tl::unexpected(std::move(made).error());
  auto writer =
      RecordingWriter::begin(std::make_unique<SqliteFile>(*std::move(made)), recording.header);
  if (!writer) return tl::unexpected(std::move(writer).error());
  auto text = recording.texts.begin();
  for (std::size_t i = 0; i < recording.events.size(); ++i) {
    const bool has_text = text != recording.texts.end() && text->first == i;
    (*writer)->on_event(recording.events[i], has_text ? std::string_view(text->second) : "");
    if (has_text) ++text;
  }
  RecordingWriter::Parts& parts = *(*writer)->parts_;
  if (recording.end) parts.write_end(*recording.end);
  parts.commit();
  if (parts.error) return tl::unexpected(*parts.error);
  return parts.file.image();
}

Result<std::uint64_t> RecordingWriter::finish(const RecordingEnd& end) {
  const auto parts = std::move(parts_);
  parts->write_end(end);
  if (!parts->error) parts->keep(parts->file.execute("commit"));
  // The journal has done its duty: in this mode it is removed.
  if (!parts->error) parts->keep(parts->file.execute("pragma journal_mode = delete"));
  if (parts->error) return tl::unexpected(*std::move(parts->error));
  std::error_code code;
  const std::uintmax_t size = std::filesystem::file_size(parts->file.name(), code);
  return code ? 0 : std::uint64_t{size};
}

namespace {

/// Reads the tables in turn; after the first mistake nothing more.
class Reader {
 public:
  explicit Reader(SqliteFile& file) : file_(file) {}

  Result<Recording> read() {
    header();
    events();
    texts();
    keyframes();
    end();
    if (error_) return tl::unexpected(*std::move(error_));
    return std::move(recording_);
  }

 private:
  void damaged(const std::string& what) {
    if (!error_) {
      error_ = Error{ErrorKind::Input, fmt::format("{}: damaged: {}", file_.name(), what)};
    }
  }

  /// Calls `row(statement)` for each row, until something is wrong.
  template <class Row>
  void rows(std::string_view sql, Row&& row) {
    if (error_) return;
    auto statement = file_.prepare(sql);
    if (!statement) {
      error_ = std::move(statement).error();
      return;
    }
    while (!error_) {
      auto more = statement->step();
      if (!more) {
        error_ = std::move(more).error();
        return;
      }
      if (!*more) return;
      row(*statement);
    }
  }

  void header() {
    std::size_t known = 0;
    std::string last;
    rows("select key, value from meta order by key", [&](const SqliteStatement& row) {
      const std::string key(row.text(0));
      if (key <= last) return damaged("its description is out of order");
      last = key;
      for (const auto& [name, word] : kWords) {
        if (name != key) continue;
        recording_.header.*word = row.text(1);
        ++known;
      }
      if (key == "seed") {
        ++known;
        seed(row.text(1));
      }
      if (key == kResumed) resumed_.image.assign(row.bytes(1).begin(), row.bytes(1).end());
      if (key == kResumedHow) resumed_how(row.text(1));
    });
    if (!error_ && known != kWords.size() + 1) damaged("its description is incomplete");
    std::int64_t number = 0;
    rows("select number, key, value from overrides order by number",
         [&](const SqliteStatement& row) {
           if (row.number(0) != number++) return damaged("its options are out of order");
           recording_.header.overrides.emplace_back(row.text(1), row.text(2));
         });
    resumed();
  }

  void resumed_how(std::string_view text) {
    const std::size_t blank = text.find(' ');
    const std::string_view count = text.substr(0, blank);
    const auto [last, code] =
        std::from_chars(count.data(), count.data() + count.size(), resumed_.settings);
    const std::string_view flag = blank == std::string_view::npos ? "" : text.substr(blank + 1);
    if (code != std::errc() || last != count.data() + count.size() ||
        (flag != "0" && flag != "1")) {
      return damaged("what it goes on from is not described");
    }
    resumed_.keep_faults = flag == "1";
  }

  void resumed() {
    if (resumed_.image.empty()) return;
    if (resumed_.settings > recording_.header.overrides.size()) {
      return damaged("what it goes on from is not described");
    }
    recording_.header.resumed = std::make_shared<const ResumedFrom>(std::move(resumed_));
  }

  void seed(std::string_view text) {
    const char* end = text.data() + text.size();
    const auto [last, code] = std::from_chars(text.data(), end, recording_.header.seed);
    if (code != std::errc() || last != end) damaged("its seed is no number");
  }

  // What the file says of its size is believed only as far as its bytes go.
  void make_room() {
    static_assert(EventPacker::kBytesMin == 4);
    rows("select sum(min(max(count, 0), length(packed) / 4)) from events",
         [&](const SqliteStatement& row) {
           const std::int64_t count = row.number(0);
           if (count > 0) reserve_large(recording_.events, static_cast<std::size_t>(count));
         });
  }

  void events() {
    make_room();
    std::int64_t chunk = 0;
    rows("select chunk, count, packed from events order by chunk", [&](const SqliteStatement& row) {
      // Rows in order also end the walk through a file whose pages point back.
      if (row.number(0) != chunk++) return damaged("its events are out of order");
      const auto unpacked = append_events(row.bytes(2), recording_.events);
      if (!unpacked) return damaged(unpacked.error().message);
      if (static_cast<std::int64_t>(*unpacked) != row.number(1)) {
        return damaged("events are missing");
      }
    });
  }

  void texts() {
    std::int64_t last = -1;
    rows("select position, text from texts order by position", [&](const SqliteStatement& row) {
      const std::int64_t position = row.number(0);
      if (position <= last || position >= count()) return damaged("a text belongs to no event");
      last = position;
      recording_.texts.emplace_back(static_cast<std::uint64_t>(position), row.text(1));
    });
  }

  void keyframes() {
    std::int64_t number = 0;
    std::int64_t last = 0;
    rows("select keyframe, position, at, digest, packed from keyframes order by keyframe",
         [&](const SqliteStatement& row) {
           const std::int64_t position = row.number(1);
           if (row.number(0) != number++ || position < last || position > count()) {
             return damaged("its keyframes are out of order");
           }
           last = position;
           const std::span<const std::uint8_t> packed = row.bytes(4);
           recording_.keyframes.push_back({static_cast<std::uint64_t>(position),
                                           Instant{Duration{row.number(2)}},
                                           static_cast<std::uint64_t>(row.number(3)),
                                           {packed.begin(), packed.end()}});
         });
  }

  void end() {
    rows("select complete, event_count, event_digest, world_digest from \"end\"",
         [&](const SqliteStatement& row) {
           if (recording_.end) return damaged("it ends twice");
           if (row.number(1) != count()) return damaged("events are missing");
           recording_.end = RecordingEnd{row.number(0) != 0, recording_.events.size(),
                                         static_cast<std::uint64_t>(row.number(2)),
                                         static_cast<std::uint64_t>(row.number(3))};
         });
  }

  [[nodiscard]] std::int64_t count() const {
    return static_cast<std::int64_t>(recording_.events.size());
  }

  SqliteFile& file_;
  Recording recording_;
  ResumedFrom resumed_;
  std::optional<Error> error_;
};

}  // namespace

Result<Recording> load_recording(const std::string& file) {
  auto opened = SqliteFile::open(file, kOptions);
  if (!opened) return tl::unexpected(std::move(opened).error());
  return Reader(*opened).read();
}

Result<Recording> parse_recording(std::span<const std::uint8_t> content, const std::string& name) {
  auto opened = SqliteFile::open(content, name, kOptions);
  if (!opened) return tl::unexpected(std::move(opened).error());
  return Reader(*opened).read();
}

}  // namespace cascade::sim
