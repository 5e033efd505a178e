// SPDX-License-Identifier: Apache-2.0
// An event is: one byte (kind, outcome, whether the run is the same as before), the time since the
// event before, the run if it is another, the subject as a difference to the last one of its kind,
// and `other` plus one, so that "none" is short too. A keyframe is runs of equal values.
#include "sim/recording/event_packing.h"

#include <limits>
#include <optional>

namespace cascade::sim {
namespace {

constexpr unsigned kOutcomeShift = 4;
constexpr std::uint8_t kKindMask = 0x0F;
constexpr std::uint8_t kOutcomeMask = 0x07;
constexpr std::uint8_t kSameRun = 0x80;

std::uint8_t* put(std::uint64_t number, std::uint8_t* out) {
  while (number >= 0x80U) {
    *out++ = static_cast<std::uint8_t>(number | 0x80U);
    number >>= 7U;
  }
  *out++ = static_cast<std::uint8_t>(number);
  return out;
}

constexpr std::uint64_t zigzag(std::int64_t number) {
  return static_cast<std::uint64_t>(number) << 1U ^ static_cast<std::uint64_t>(number >> 63U);
}
constexpr std::int64_t unzigzag(std::uint64_t number) {
  return static_cast<std::int64_t>(number >> 1U) ^ -static_cast<std::int64_t>(number & 1U);
}

/// Reads bytes that may be anything.
class Bytes {
 public:
  explicit Bytes(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}
  [[nodiscard]] bool at_end() const { return next_ == bytes_.size(); }

  std::optional<std::uint8_t> byte() {
    if (at_end()) return std::nullopt;
    return bytes_[next_++];
  }
  /// Mostly one byte.
  std::optional<std::uint64_t> number() {
    if (next_ < bytes_.size() && bytes_[next_] < 0x80U) return bytes_[next_++];
    return long_number();
  }
  /// At most `max`.
  std::optional<std::uint32_t> small(
      std::uint64_t max = std::numeric_limits<std::uint32_t>::max()) {
    const auto found = number();
    if (!found || *found > max) return std::nullopt;
    return static_cast<std::uint32_t>(*found);
  }

 private:
  std::optional<std::uint64_t> long_number() {
    std::uint64_t result = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const auto part = byte();
      if (!part) return std::nullopt;
      const std::uint64_t bits = *part & 0x7FU;
      if (shift == 63 && bits > 1) return std::nullopt;
      result |= bits << shift;
      if ((*part & 0x80U) == 0) return result;
    }
    return std::nullopt;
  }

  std::span<const std::uint8_t> bytes_;
  std::size_t next_ = 0;
};

tl::unexpected<Error> damaged(const char* what) {
  return tl::unexpected<Error>(Error{ErrorKind::Input, what});
}

template <class Value>
void put_runs(std::span<const Value> column, std::vector<std::uint8_t>& out) {
  std::array<std::uint8_t, EventPacker::kBytesMax> buffer{};
  for (std::size_t i = 0; i < column.size();) {
    std::size_t end = i;
    while (end < column.size() && column[end] == column[i]) ++end;
    std::uint8_t* last = put(end - i, buffer.data());
    *last++ = static_cast<std::uint8_t>(column[i]);
    out.insert(out.end(), buffer.data(), last);
    i = end;
  }
}

template <class Value>
bool get_runs(Bytes& bytes, std::uint32_t count, std::uint8_t max, std::vector<Value>& out) {
  while (out.size() < count) {
    const auto length = bytes.small(count - out.size());
    const auto found = bytes.byte();
    if (!length || *length == 0 || !found || *found > max) return false;
    out.insert(out.end(), *length, static_cast<Value>(*found));
  }
  return true;
}

}  // namespace

std::uint8_t* EventPacker::pack(const Event& event, std::uint8_t* out) {
  const auto kind = static_cast<std::uint8_t>(event.kind);
  const auto outcome = static_cast<std::uint8_t>(event.outcome);
  const bool same_run = event.run == run_;
  *out++ = static_cast<std::uint8_t>(kind | outcome << kOutcomeShift | (same_run ? kSameRun : 0));
  const std::int64_t at = event.at.time_since_epoch().count();
  // Differences wrap around, as they do when they are undone.
  out = put(zigzag(static_cast<std::int64_t>(static_cast<std::uint64_t>(at) -
                                             static_cast<std::uint64_t>(at_))),
            out);
  at_ = at;
  if (!same_run) {
    run_ = event.run;
    out = put(value(event.run), out);
  }
  std::uint32_t& last = subjects_[kind];
  out = put(zigzag(static_cast<std::int32_t>(event.subject - last)), out);
  last = event.subject;
  return put(static_cast<std::uint32_t>(event.other + 1), out);
}

class EventUnpacker {
 public:
  explicit EventUnpacker(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}
  [[nodiscard]] bool at_end() const { return bytes_.at_end(); }

  std::optional<Event> next() {
    const auto head = bytes_.byte();
    const auto elapsed = bytes_.number();
    if (!head || !elapsed || (*head & kKindMask) >= kEventKindCount) return std::nullopt;
    const std::uint64_t at =
        static_cast<std::uint64_t>(last_.at_) + static_cast<std::uint64_t>(unzigzag(*elapsed));
    last_.at_ = static_cast<std::int64_t>(at);
    // Far away from where sums and differences of instants overflow.
    constexpr std::int64_t kFar = std::numeric_limits<std::int64_t>::max() / 4;
    if (last_.at_ < 0 || last_.at_ > kFar) return std::nullopt;
    if ((*head & kSameRun) == 0) {
      const auto run = bytes_.small();
      if (!run) return std::nullopt;
      last_.run_ = RunId{*run};
    }
    const auto moved = bytes_.small();
    const auto other = bytes_.small();
    if (!moved || !other) return std::nullopt;
    std::uint32_t& subject = last_.subjects_[*head & kKindMask];
    subject += static_cast<std::uint32_t>(unzigzag(*moved));
    return Event{Instant{Duration{last_.at_}},
                 last_.run_,
                 subject,
                 *other - 1,
                 static_cast<EventKind>(*head & kKindMask),
                 static_cast<Outcome>(*head >> kOutcomeShift & kOutcomeMask)};
  }

 private:
  Bytes bytes_;
  EventPacker last_;
};

void pack_events(std::span<const Event> events, std::vector<std::uint8_t>& out) {
  EventPacker packer;
  std::array<std::uint8_t, EventPacker::kBytesMax> buffer{};
  for (const Event& event : events) {
    out.insert(out.end(), buffer.data(), packer.pack(event, buffer.data()));
  }
}

Result<std::size_t> append_events(std::span<const std::uint8_t> bytes, std::vector<Event>& events) {
  const std::size_t before = events.size();
  EventUnpacker unpacker(bytes);
  while (!unpacker.at_end()) {
    const auto event = unpacker.next();
    if (!event) return damaged("bytes that are no event");
    events.push_back(*event);
  }
  return events.size() - before;
}

std::size_t unpack_events(std::span<const std::uint8_t> bytes, std::span<Event> events) {
  EventUnpacker unpacker(bytes);
  for (std::size_t i = 0; i < events.size(); ++i) {
    const auto event = unpacker.next();
    if (!event) return i;
    events[i] = *event;
  }
  return events.size();
}

std::vector<std::uint8_t> pack_keyframe(const World& world) {
  std::vector<std::uint8_t> out;
  for (std::size_t i = 0; i < world.model().types.size(); ++i) {
    const TypeId type{static_cast<std::uint16_t>(i)};
    put_runs(world.life_column(type), out);
    put_runs(world.state_column(type), out);
  }
  return out;
}

Result<std::vector<KeyframeColumns>> unpack_keyframe(std::span<const std::uint8_t> bytes,
                                                     std::span<const std::uint32_t> counts) {
  Bytes reader(bytes);
  std::vector<KeyframeColumns> result(counts.size());
  for (std::size_t i = 0; i < counts.size(); ++i) {
    constexpr auto kLifeMax = static_cast<std::uint8_t>(Life::Gone);
    constexpr std::uint8_t kStateMax = 0xFF;
    if (!get_runs(reader, counts[i], kLifeMax, result[i].lives) ||
        !get_runs(reader, counts[i], kStateMax, result[i].states)) {
      return damaged("a keyframe that does not fit the world");
    }
  }
  if (!reader.at_end()) return damaged("a keyframe that does not fit the world");
  return result;
}

}  // namespace cascade::sim
