// SPDX-License-Identifier: Apache-2.0
// Recordings: what is written is read again, killed writers leave readable files, damaged files
// are told apart from good ones, and events stay small.
#include "sim/recording/recording.h"

#include <catch2/catch.hpp>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "sim/base/random.h"
#include "sim/recording/event_packing.h"
#include "tests/support/folder.h"

namespace cascade::sim {
namespace {

namespace fs = std::filesystem;

using cascade::test::Folder;

RecordingHeader header() {
  return {"0.1.0",
          "scenarios/a.yaml",
          "seed: 7\n",
          "models/b.yaml",
          "name: b\n",
          {{"seed", "7"}, {"topology.vms", "1e\"'3"}},
          18'000'000'000'000'000'000U,
          "virtual",
          nullptr};
}

/// Like a run's: time goes on, acts start and end.
std::vector<Event> some_events(std::size_t count) {
  Random random(1, "events");
  std::vector<Event> events;
  Instant at{};
  for (std::uint32_t i = 0; i < count; ++i) {
    at += Duration{static_cast<std::int64_t>(random.below(3'000'000))};
    const auto act = static_cast<std::uint32_t>(i / 2 + random.below(20));
    if (i % 2 == 0) {
      events.push_back({at, RunId{i / 5000}, act, act + 3, EventKind::ActStarted, Outcome::Done});
    } else {
      events.push_back({at, RunId{i / 5000}, act, 1, EventKind::ActEnded, Outcome::Failed});
    }
  }
  return events;
}

std::shared_ptr<const Model> two_types() {
  auto model = std::make_shared<Model>();
  model->types.resize(2);
  model->types[0].name = "Host";
  model->types[0].states = {"Up", "Down"};
  model->types[1].name = "Vm";
  return model;
}

void write(const std::string& file, const std::vector<Event>& events, bool finish = true) {
  auto writer = RecordingWriter::create(file, header());
  REQUIRE(writer);
  for (std::size_t i = 0; i < events.size(); ++i) {
    (*writer)->on_event(events[i], i % 1000 == 7 ? "a message" : "");
  }
  if (finish) {
    const auto size = (*writer)->finish({true, events.size(), 11, ~std::uint64_t{0}});
    REQUIRE(size);
    CHECK(*size == fs::file_size(file));
  }
}

std::vector<std::uint8_t> content(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

}  // namespace

TEST_CASE("Event packing: what is packed is unpacked, extremes included", "[sim][recording]") {
  constexpr std::uint32_t kMax = 0xFFFFFFFF;
  std::vector<Event> events;
  for (const std::int64_t at : {0LL, 1LL, (1LL << 60U), 3LL, (1LL << 60U)}) {
    for (const std::uint32_t number : {0U, 1U, 127U, 128U, kMax - 1, kMax}) {
      for (int kind = 0; kind < kEventKindCount; ++kind) {
        events.push_back({Instant{Duration{at}}, RunId{number}, number, kMax - number,
                          static_cast<EventKind>(kind),
                          static_cast<Outcome>(kind % kOutcomeCount)});
      }
    }
  }
  std::vector<std::uint8_t> bytes;
  pack_events(events, bytes);
  std::vector<Event> unpacked;
  CHECK(append_events(bytes, unpacked) == events.size());
  CHECK(unpacked == events);
  CHECK(bytes.size() <= events.size() * EventPacker::kBytesMax);
}

TEST_CASE("Event packing: events of a run take at most 16 bytes on average", "[sim][recording]") {
  const std::vector<Event> events = some_events(100'000);
  std::vector<std::uint8_t> bytes;
  pack_events(events, bytes);
  CHECK(bytes.size() <= events.size() * 16);
}

TEST_CASE("Event packing: bytes that nobody packed are refused or give events",
          "[sim][recording]") {
  Random random(7, "bytes");
  std::size_t refused = 0;
  for (int round = 0; round < 2000; ++round) {
    std::vector<std::uint8_t> bytes(random.below(60));
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random.next());
    std::vector<Event> events;
    if (!append_events(bytes, events)) {
      ++refused;
      continue;
    }
    for (const Event& event : events) {
      CHECK(static_cast<int>(event.kind) < kEventKindCount);
      CHECK(static_cast<int>(event.outcome) < kOutcomeCount);
      CHECK(event.at >= Instant{});
    }
  }
  CHECK(refused > 1000);
  const std::vector<std::uint8_t> endless(20, 0xFF);
  std::vector<Event> none;
  CHECK_FALSE(append_events(endless, none));
}

TEST_CASE("Keyframes: lives and states come back, another world's are refused",
          "[sim][recording]") {
  World world(two_types());
  const TypeId host{0};
  const TypeId vm{1};
  world.add_many(host, 5);
  world.add_many(vm, 1000);
  world.set_state({host, 3}, 1);
  world.set_life({vm, 400}, Life::Deleted);
  world.set_life({vm, 401}, Life::Gone);
  const auto bytes = pack_keyframe(world);
  CHECK(bytes.size() < 40);

  const auto columns = unpack_keyframe(bytes, std::vector<std::uint32_t>{5, 1000});
  REQUIRE(columns);
  CHECK((*columns)[0].states == std::vector<std::uint8_t>{0, 0, 0, 1, 0});
  CHECK((*columns)[1].lives[399] == Life::Live);
  CHECK((*columns)[1].lives[400] == Life::Deleted);
  CHECK((*columns)[1].lives[401] == Life::Gone);
  for (const auto& counts : {std::vector<std::uint32_t>{5, 999}, {5, 1001}, {5}, {5, 1000, 1}}) {
    CHECK_FALSE(unpack_keyframe(bytes, counts));
  }
}

TEST_CASE("Recording: header, events, texts, keyframes and end come back", "[sim][recording]") {
  const Folder folder;
  const std::string file = folder.file("a.recording");
  const std::vector<Event> events = some_events(10'000);
  World world(two_types());
  world.add_many(TypeId{1}, 3);
  {
    auto writer = RecordingWriter::create(file, header());
    REQUIRE(writer);
    (*writer)->keyframe(world);
    for (const Event& event : events) (*writer)->on_event(event, "");
    (*writer)->on_event(events.back(), std::string_view("nul \0 and \xFF", 10));
    (*writer)->keyframe(world);
    REQUIRE((*writer)->finish({false, events.size() + 1, 12, 13}));
  }
  const auto recording = load_recording(file);
  REQUIRE(recording);
  const RecordingHeader expected = header();
  CHECK(recording->header.version == expected.version);
  CHECK(recording->header.scenario_file == expected.scenario_file);
  CHECK(recording->header.scenario_text == expected.scenario_text);
  CHECK(recording->header.model_file == expected.model_file);
  CHECK(recording->header.model_text == expected.model_text);
  CHECK(recording->header.overrides == expected.overrides);
  CHECK(recording->header.seed == expected.seed);
  CHECK(recording->header.runner == expected.runner);
  REQUIRE(recording->events.size() == events.size() + 1);
  CHECK(std::equal(events.begin(), events.end(), recording->events.begin()));
  REQUIRE(recording->texts.size() == 1);
  CHECK(recording->texts[0].first == events.size());
  CHECK(recording->texts[0].second == std::string("nul \0 and \xFF", 10));
  REQUIRE(recording->keyframes.size() == 2);
  CHECK(recording->keyframes[0].position == 0);
  CHECK(recording->keyframes[1].position == events.size() + 1);
  CHECK(recording->keyframes[1].at == events.back().at);
  CHECK(recording->keyframes[1].digest == world.digest());
  CHECK(recording->keyframes[1].packed == pack_keyframe(world));
  REQUIRE(recording->end);
  CHECK_FALSE(recording->end->complete);
  CHECK(recording->end->event_count == events.size() + 1);
  CHECK(recording->end->event_digest == 12);
  CHECK(recording->end->world_digest == 13);
}

TEST_CASE("Recording: a file takes at most 16 bytes per event", "[sim][recording]") {
  const Folder folder;
  const std::string file = folder.file("a.recording");
  write(file, some_events(100'000));
  CHECK(fs::file_size(file) <= std::size_t{100'000} * 16);
}

TEST_CASE("Recording: without finish there is no end mark but everything else",
          "[sim][recording]") {
  const Folder folder;
  const std::string file = folder.file("a.recording");
  const std::vector<Event> events = some_events(5'000);
  write(file, events, false);
  const auto recording = load_recording(file);
  REQUIRE(recording);
  CHECK_FALSE(recording->end);
  CHECK(recording->events == events);
  CHECK(recording->texts.size() == 5);
}

TEST_CASE("Recording: what a killed writer left is readable up to its last commit",
          "[sim][recording]") {
  const Folder folder;
  const std::string file = folder.file("a.recording");
  const std::string copy = folder.file("copy.recording");
  const std::vector<Event> events = some_events(50'000);
  auto writer = RecordingWriter::create(file, header());
  REQUIRE(writer);
  for (std::size_t i = 0; i < events.size(); ++i) {
    (*writer)->on_event(events[i], "");
    if (i % 7'001 != 0) continue;
    // As if the power of the process went now: all that it wrote, nothing that it kept.
    for (const char* suffix : {"", "-journal"}) {
      fs::remove(copy + suffix);
      if (fs::exists(file + suffix)) fs::copy_file(file + suffix, copy + suffix);
    }
    const auto recording = load_recording(copy);
    INFO("after event " << i << (recording ? "" : ": " + recording.error().message));
    REQUIRE(recording);
    CHECK_FALSE(recording->end);
    CHECK(recording->header.seed == header().seed);
    CHECK(recording->events.size() + std::max<std::size_t>(4096, i / 4 + 4096) > i);
    CHECK(std::equal(recording->events.begin(), recording->events.end(), events.begin()));
  }
}

TEST_CASE("Recording: replaces recordings and nothing else", "[sim][recording]") {
  const Folder folder;
  const std::string file = folder.file("a.recording");
  write(file, some_events(5'000));
  std::ofstream(file + "-journal") << "left over";
  write(file, some_events(10));
  const auto recording = load_recording(file);
  REQUIRE(recording);
  CHECK(recording->events.size() == 10);

  const std::string precious = folder.file("precious.yaml");
  std::ofstream(precious) << "model: zstack\n";
  const auto refused = RecordingWriter::create(precious, header());
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message.find("precious.yaml: is there and is not a recording") !=
        std::string::npos);
  CHECK(fs::file_size(precious) == 14);
  CHECK_FALSE(RecordingWriter::create(folder.file("no/such/folder"), header()));
  CHECK_FALSE(RecordingWriter::create(folder.file(""), header()));
}

TEST_CASE("Recording: files that are none are refused by name", "[sim][recording]") {
  const Folder folder;
  const auto message = [&](const std::string& name) {
    const auto loaded = load_recording(folder.file(name));
    return loaded ? std::string("loaded") : loaded.error().message;
  };
  const std::ofstream empty(folder.file("empty"));
  std::ofstream(folder.file("text")) << "model: zstack\n";
  CHECK(message("missing") == folder.file("missing") + ": No such file or directory");
  CHECK(message("empty") == folder.file("empty") + ": not a recording");
  CHECK(message("text") == folder.file("text") + ": not a recording");
  CHECK(fs::file_size(folder.file("text")) == 14);
  CHECK_FALSE(parse_recording({}, "nothing"));

  write(folder.file("whole"), some_events(5'000));
  fs::resize_file(folder.file("whole"), fs::file_size(folder.file("whole")) / 2);
  CHECK(message("whole") == folder.file("whole") + ": damaged, or cut short");
}

TEST_CASE("Recording: any damaged byte gives an error or a recording, never a crash",
          "[sim][recording]") {
  const Folder folder;
  const std::string file = folder.file("a.recording");
  write(file, some_events(1'000));
  const std::vector<std::uint8_t> good = content(file);
  REQUIRE(parse_recording(good, "good"));
  Random random(3, "damage");
  std::size_t refused = 0;
  for (int round = 0; round < 1000; ++round) {
    std::vector<std::uint8_t> bad = good;
    for (std::uint64_t i = 0; i <= random.below(8); ++i) {
      // Half of them in the first pages, where the structure is.
      const std::uint64_t reach = random.below(2) == 0 ? bad.size() : std::size_t{4096} * 3;
      bad[random.below(reach)] = static_cast<std::uint8_t>(random.next());
    }
    if (random.below(10) == 0) bad.resize(random.below(bad.size()));
    const auto loaded = parse_recording(bad, "bad");
    if (!loaded) {
      ++refused;
      CHECK(loaded.error().message.find("bad: ") == 0);
    }
  }
  CHECK(refused > 100);
}

}  // namespace cascade::sim
