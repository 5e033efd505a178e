// SPDX-License-Identifier: Apache-2.0
// A run as Chrome trace events, which ui.perfetto.dev and chrome://tracing show: one process for
// each phase of each pass, in phase 1 a slice per query, in phase 2 a slice per step and per act,
// acts of one type on as many tracks as were in flight.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/event.h"
#include "engine/names.h"
#include "engine/plan.h"
#include "sim/json_writer.h"

namespace cascade::sim {

/// Writes while the run goes. Thread: the executor's.
class TraceWriter final : public Observer {
 public:
  /// Past `acts_max` acts only steps are written: viewers give up before we do. `names` must live
  /// as long as the writer.
  TraceWriter(TextSink sink, const ResourceNames& names, std::uint64_t acts_max = 1'000'000);
  ~TraceWriter() override;

  /// Before the first event of each pass; `title` names it. `plan` is null where planning was
  /// refused.
  void begin_pass(std::shared_ptr<const Plan> plan, const std::string& title);
  void on_event(const Event& event, std::string_view text) override;
  /// Closes the file's brackets and hands out the rest; nothing follows, the sink is not needed
  /// any more.
  void finish();

 private:
  // Tracks of which each is taken by one slice at a time.
  struct Lanes {
    std::vector<bool> taken;
  };
  struct Slice {
    Instant start{};
    std::uint32_t lane = 0;
  };
  using Key = std::pair<std::uint32_t, std::uint32_t>;  // run, step or act

  void end_act(const Event& event, std::string_view text);
  void end_step(const Event& event);
  void name_process(std::uint32_t process, const std::string& name);
  void name_track(std::uint32_t process, std::uint32_t track, const std::string& name);
  JsonWriter& begin_slice(const std::string& name, std::string_view category, Instant start,
                          Instant end, std::uint32_t process, std::uint32_t track);
  std::uint32_t take_lane(std::uint32_t group, const std::string& name);
  void release_lane(std::uint32_t group, std::uint32_t lane);

  JsonWriter json_;
  const ResourceNames& names_;
  std::uint64_t acts_left_;
  bool finished_ = false;
  std::shared_ptr<const Plan> plan_;
  std::string title_;
  std::optional<RunId> run_;   // nested runs are not drawn
  std::uint32_t process_ = 0;  // of phase 1; phase 2 has the next number
  std::vector<Lanes> groups_;  // 0: steps, then one per type
  std::map<Key, Slice> open_steps_;
  std::map<Key, Slice> open_acts_;
};

}  // namespace cascade::sim
