// SPDX-License-Identifier: Apache-2.0
// A recording: one run's events in a file: enough to replay, compare, resume and draw. The
// container is an SQLite database, written in transactions, so that a crash leaves what was
// recorded so far. Events are packed into blobs, at most 16 bytes each on average.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/event.h"
#include "engine/result.h"
#include "sim/simulation.h"

namespace cascade::sim {

/// What is known of a recorded run beside its events.
struct RecordingHeader {
  std::string version;        ///< Of the program that wrote it.
  std::string scenario_file;  ///< As it was named.
  std::string scenario_text;
  std::string model_file;
  std::string model_text;
  std::vector<std::pair<std::string, std::string>> overrides;  ///< As given on the command line.
  std::uint64_t seed = 1;
  std::string runner;  ///< "virtual" or "threads".
};

/// How a recorded run ended; missing when the writer was killed.
struct RecordingEnd {
  bool complete = false;  ///< False: interrupted.
  std::uint64_t event_count = 0;
  std::uint64_t event_digest = 0;
  std::uint64_t world_digest = 0;
};

/// Writes while the run goes. Errors while writing are kept and told by finish().
class RecordingWriter final : public Observer {
 public:
  static Result<std::unique_ptr<RecordingWriter>> create(const std::string& file,
                                                         const RecordingHeader& header);
  ~RecordingWriter() override;
  void on_event(const Event& event, std::string_view text) override;
  /// A world keyframe: digest and lives/states, at the instant of the last event.
  void keyframe(const World& world);
  Result<std::uint64_t> finish(const RecordingEnd& end);  ///< Bytes written.

 private:
  struct Parts;
  explicit RecordingWriter(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

struct Recording {
  RecordingHeader header;
  std::optional<RecordingEnd> end;
  std::vector<Event> events;
  /// Texts of events, by position in `events`, ascending.
  std::vector<std::pair<std::uint64_t, std::string>> texts;
};

/// Errors name the file and what is wrong with it; never crashes on a damaged file.
Result<Recording> load_recording(const std::string& file);

/// Packs and unpacks events; exposed for tests and fuzzing.
void pack_events(std::span<const Event> events, std::vector<std::uint8_t>& out);
Result<std::vector<Event>> unpack_events(std::span<const std::uint8_t> bytes);

}  // namespace cascade::sim
