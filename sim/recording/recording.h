// SPDX-License-Identifier: Apache-2.0
// A recording: one run's events in a file: enough to replay, compare, resume and draw. The
// container is an SQLite database, written in transactions, so that a crash leaves what was
// recorded so far. Events are packed into blobs, at most 16 bytes each on average.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/event.h"
#include "engine/result.h"
#include "engine/time.h"
#include "sim/world/world.h"

namespace cascade::sim {

class SqliteFile;
struct Recording;

/// What a recorded run went on from, where it was resumed.
struct ResumedFrom {
  std::vector<std::uint8_t> image;  ///< The recording before, see recording_image().
  /// How many of RecordingHeader::overrides, the last ones, came with the resumption.
  std::size_t settings = 0;
  bool keep_faults = false;
};

/// What is known of a recorded run beside its events.
struct RecordingHeader {
  std::string version;        ///< Of the program that wrote it.
  std::string scenario_file;  ///< As it was named.
  std::string scenario_text;
  std::string model_file;
  std::string model_text;
  std::vector<std::pair<std::string, std::string>> overrides;  ///< As given on the command line.
  std::uint64_t seed = 1;
  std::string runner;                          ///< "virtual" or "threads".
  std::shared_ptr<const ResumedFrom> resumed;  ///< Null: it began at the begin.
};

/// How a recorded run ended; missing when the writer was killed.
struct RecordingEnd {
  bool complete = false;  ///< False: interrupted.
  std::uint64_t event_count = 0;
  std::uint64_t event_digest = 0;
  std::uint64_t world_digest = 0;
};

/// Writes while the run goes. What was written survives a killed process, but for the last events
/// (at most 4096 or a quarter of all). Errors while writing are kept and told by finish().
/// Thread: the executor's.
class RecordingWriter final : public Observer {
 public:
  /// Replaces an older recording of that name; refuses to replace any other file.
  static Result<std::unique_ptr<RecordingWriter>> create(const std::string& file,
                                                         const RecordingHeader& header);
  /// Without finish() the end mark is missing, as after a crash.
  ~RecordingWriter() override;
  void on_event(const Event& event, std::string_view text) override;
  /// A world keyframe: digest and lives/states, at the instant of the last event.
  void keyframe(const World& world);
  /// Writes the end mark and closes the file; returns its size in bytes.
  Result<std::uint64_t> finish(const RecordingEnd& end);

 private:
  struct Parts;
  explicit RecordingWriter(std::unique_ptr<Parts> parts);
  /// Into tables that are there and empty.
  static Result<std::unique_ptr<RecordingWriter>> begin(std::unique_ptr<SqliteFile> made,
                                                        const RecordingHeader& header);
  friend Result<std::vector<std::uint8_t>> recording_image(const Recording& recording);
  std::unique_ptr<Parts> parts_;
};

struct Recording {
  struct Keyframe {
    std::uint64_t position = 0;  ///< How many events come before it.
    Instant at{};
    std::uint64_t digest = 0;          ///< World::digest().
    std::vector<std::uint8_t> packed;  ///< See unpack_keyframe.
  };
  RecordingHeader header;
  std::optional<RecordingEnd> end;
  std::vector<Event> events;
  /// Texts of events, by position in `events`, ascending.
  std::vector<std::pair<std::uint64_t, std::string>> texts;
  std::vector<Keyframe> keyframes;  ///< By position.
};

/// Errors name the file and what is wrong with it; never crashes on a damaged file.
Result<Recording> load_recording(const std::string& file);
/// The same from memory; `name` is for messages.
Result<Recording> parse_recording(std::span<const std::uint8_t> content, const std::string& name);
/// What parse_recording() reads, without keyframes.
Result<std::vector<std::uint8_t>> recording_image(const Recording& recording);

}  // namespace cascade::sim
