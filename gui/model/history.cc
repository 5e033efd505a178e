// SPDX-License-Identifier: Apache-2.0
// Chunks of packed events and of changes. The last chunk of either is written in place behind what
// is published; the lock only covers the lists of chunks.
#include "gui/model/history.h"

#include "engine/assert.h"

namespace cascade::gui {
/// 12 bytes a change: positions count from the first one's.
struct History::ChangeChunk {
  struct Row {
    std::uint32_t behind_first = 0;
    ResourceIndex index = kNoResource;
    TypeId type = kNoType;
    sim::Life life = sim::Life::Live;
    std::uint8_t state = 0;
  };
  static_assert(sizeof(Row) == 12);

  explicit ChangeChunk(std::uint64_t position) : first(position) {}
  [[nodiscard]] WorldChange operator[](std::size_t nth) const {
    const Row& row = rows[nth];
    return {first + row.behind_first, {row.type, row.index}, row.life, row.state};
  }

  const std::uint64_t first;
  std::array<Row, kChangesPerChunk> rows;
};

History::History(std::shared_ptr<const sim::Scenario> scenario,
                 std::shared_ptr<const sim::World> world, RunOrigin origin)
    : scenario_(std::move(scenario)), world_(std::move(world)), origin_(std::move(origin)) {}

History::~History() = default;

void History::append_event(const Event& event, std::string_view text) {
  if (appended_ % kEventsPerChunk == 0) {
    close_chunk();
    open_ = std::make_shared<Bytes>(kEventsPerChunk * sim::EventPacker::kBytesMax);
    open_bytes_ = 0;
    packer_ = sim::EventPacker();
    const MutexLock lock(mutex_);
    chunks_.push_back(open_);
    bytes_ += open_->size();
  }
  std::uint8_t* const begin = open_->data();
  open_bytes_ = static_cast<std::size_t>(packer_.pack(event, begin + open_bytes_) - begin);
  if (!text.empty() || is_failure(event)) {
    const MutexLock lock(mutex_);
    if (!text.empty()) texts_.emplace_back(appended_, text);
    if (is_failure(event) && failures_.size() < kFailuresKept) failures_.push_back(appended_);
  }
  ++appended_;
}

/// The full chunk is replaced by one that has no room left; readers keep the one that they have.
void History::close_chunk() {
  if (!open_) return;
  const auto begin = open_->begin();
  auto exact =
      std::make_shared<const Bytes>(begin, begin + static_cast<std::ptrdiff_t>(open_bytes_));
  const MutexLock lock(mutex_);
  bytes_ -= open_->size() - exact->size();
  chunks_.back() = std::move(exact);
}

void History::append_change(const WorldChange& change) {
  const std::size_t nth = changes_appended_ % kChangesPerChunk;
  if (nth == 0) {
    open_changes_ = std::make_shared<ChangeChunk>(change.position);
    const MutexLock lock(mutex_);
    change_chunks_.push_back(open_changes_);
    bytes_ += sizeof(ChangeChunk);
  }
  const std::uint64_t behind = change.position - open_changes_->first;
  CASCADE_ASSERT(behind <= std::numeric_limits<std::uint32_t>::max(),
                 "4096 changes spread over more than 2^32 events");
  open_changes_->rows[nth] = {static_cast<std::uint32_t>(behind), change.resource.index,
                              change.resource.type, change.life, change.state};
  ++changes_appended_;
}

void History::append_pass(PassInfo pass) {
  const MutexLock lock(mutex_);
  pass.index = static_cast<std::uint32_t>(passes_.size());
  pass.begin = appended_;
  passes_.push_back(std::make_shared<const PassInfo>(std::move(pass)));
}

void History::publish(std::uint64_t events) {
  // Whoever sees an event also sees the changes that belong to it.
  changes_size_.store(changes_appended_, std::memory_order_release);
  size_.store(events, std::memory_order_release);
}

void History::finish(HistoryEnd end) {
  publish(appended_);
  const MutexLock lock(mutex_);
  end_ = std::make_shared<const HistoryEnd>(std::move(end));
}

std::size_t History::load(std::uint64_t position, std::uint64_t end,
                          std::span<Event> events) const {
  const std::uint64_t nth = position / kEventsPerChunk;
  const std::uint64_t begin = nth * kEventsPerChunk;
  const std::uint64_t count = std::min<std::uint64_t>(std::min(end, size()) - begin, events.size());
  std::shared_ptr<const Bytes> chunk;
  {
    const MutexLock lock(mutex_);
    chunk = chunks_[nth];
  }
  return sim::unpack_events(*chunk, events.first(count));
}

Event History::event(std::uint64_t position) const {
  CASCADE_ASSERT(position < size(), "an event that is not published");
  Event found;
  visit_events(position, position + 1, [&](std::uint64_t /*first*/, std::span<const Event> events) {
    found = events.front();
    return false;
  });
  return found;
}

std::string History::text(std::uint64_t position) const {
  const MutexLock lock(mutex_);
  const auto found = std::lower_bound(
      texts_.begin(), texts_.end(), position,
      [](const auto& entry, std::uint64_t wanted) { return entry.first < wanted; });
  return found != texts_.end() && found->first == position ? found->second : std::string();
}

std::vector<std::pair<std::uint64_t, std::string>> History::texts(std::uint64_t end) const {
  const MutexLock lock(mutex_);
  const auto behind = std::lower_bound(
      texts_.begin(), texts_.end(), end,
      [](const auto& entry, std::uint64_t wanted) { return entry.first < wanted; });
  return {texts_.begin(), behind};
}

std::uint64_t History::first_change_behind(std::uint64_t position) const {
  const std::uint64_t published = changes_size_.load(std::memory_order_acquire);
  std::shared_ptr<const ChangeChunk> chunk;
  std::uint64_t begin = 0;
  {
    const MutexLock lock(mutex_);
    const auto behind =
        std::upper_bound(change_chunks_.begin(), change_chunks_.end(), position,
                         [](std::uint64_t wanted, const auto& it) { return wanted < it->first; });
    if (behind == change_chunks_.begin()) return 0;
    chunk = *(behind - 1);
    begin = static_cast<std::uint64_t>(behind - 1 - change_chunks_.begin()) * kChangesPerChunk;
  }
  if (begin >= published) return published;
  const auto count =
      static_cast<std::ptrdiff_t>(std::min<std::uint64_t>(published - begin, kChangesPerChunk));
  const auto rows = chunk->rows.begin();
  const auto behind = std::partition_point(rows, rows + count, [&](const ChangeChunk::Row& row) {
    return chunk->first + row.behind_first <= position;
  });
  return begin + static_cast<std::uint64_t>(behind - rows);
}

std::size_t History::load_changes(std::uint64_t number, std::span<WorldChange> changes) const {
  const std::uint64_t published = changes_size_.load(std::memory_order_acquire);
  if (number >= published) return 0;
  const std::uint64_t nth = number / kChangesPerChunk;
  std::shared_ptr<const ChangeChunk> chunk;
  {
    const MutexLock lock(mutex_);
    chunk = change_chunks_[nth];
  }
  const std::uint64_t end = std::min(published, (nth + 1) * kChangesPerChunk);
  for (std::uint64_t i = number; i < end; ++i) {
    changes[i - number] = (*chunk)[i % kChangesPerChunk];
  }
  return end - number;
}

std::vector<std::uint64_t> History::failures() const {
  const std::uint64_t published = size();
  const MutexLock lock(mutex_);
  return {failures_.begin(), std::lower_bound(failures_.begin(), failures_.end(), published)};
}

std::vector<std::shared_ptr<const PassInfo>> History::passes() const {
  const std::uint64_t published = size();
  const MutexLock lock(mutex_);
  const auto behind = std::find_if(passes_.begin(), passes_.end(),
                                   [&](const std::shared_ptr<const PassInfo>& pass) {
                                     return pass->plan && pass->begin >= published;
                                   });
  return {passes_.begin(), behind};
}

std::shared_ptr<const HistoryEnd> History::end() const {
  const MutexLock lock(mutex_);
  return end_;
}

std::size_t History::bytes() const {
  const MutexLock lock(mutex_);
  return bytes_;
}

}  // namespace cascade::gui
