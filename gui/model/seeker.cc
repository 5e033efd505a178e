// SPDX-License-Identifier: Apache-2.0
#include "gui/model/seeker.h"

#include <algorithm>
#include <utility>

namespace cascade::gui {

Seeker::Seeker(std::shared_ptr<const History> history, std::function<void()> wake)
    : history_(std::move(history)), wake_(std::move(wake)), cursor_(history_) {
  thread_ = std::thread([this] { loop(); });
}

Seeker::~Seeker() {
  {
    const MutexLock lock(mutex_);
    ending_ = true;
    changed_.notify_all();
  }
  thread_.join();
}

void Seeker::put(std::optional<Question> question) {
  const MutexLock lock(mutex_);
  question_ = std::move(question);
  ++asked_;
  if (question_) question_->number = asked_;
  waiting_ = false;
  answer_.reset();
  changed_.notify_all();
}

void Seeker::ask(std::uint64_t position) {
  put(Question{position, std::nullopt, 0, 0});
}

void Seeker::ask(Search search) {
  put(Question{0, SearchRun(std::move(search)), 0, 0});
}

void Seeker::cancel() {
  put(std::nullopt);
}

void Seeker::grown() {
  const MutexLock lock(mutex_);
  ++growths_;
  waiting_ = false;
  preparing_ = true;
  changed_.notify_all();
}

std::optional<Seeker::Arrival> Seeker::take() {
  const MutexLock lock(mutex_);
  return std::exchange(answer_, std::nullopt);
}

bool Seeker::busy() const {
  const MutexLock lock(mutex_);
  return question_ || working_ || answer_;
}

std::optional<Seeker::Arrival> Seeker::answer(Question& question) {
  Arrival arrival;
  std::uint64_t position = question.position;
  if (question.search) {
    if (!question.search->advance(*history_)) return std::nullopt;
    position = question.search->place();
    arrival.found = question.search->found();
  }
  arrival.snapshot = cursor_.seek(std::min(position, history_->size()));
  return arrival;
}

bool Seeker::wait(std::optional<Question>& question) {
  const MutexLock lock(mutex_);
  while (!ending_ && !preparing_ && (!question_ || waiting_)) changed_.wait(mutex_);
  if (question_ && !waiting_) {
    question = std::exchange(question_, std::nullopt);
    question->growths = growths_;
    working_ = true;
  } else {
    preparing_ = false;
  }
  return !ending_;
}

void Seeker::loop() {
  std::optional<Question> question;
  while (wait(question)) {
    if (!question) {
      const bool made = cursor_.prepare();
      const MutexLock lock(mutex_);
      preparing_ = preparing_ || made;
      continue;
    }
    reply(*std::exchange(question, std::nullopt));
  }
}

void Seeker::reply(Question question) {
  auto answered = answer(question);
  bool told = false;
  {
    const MutexLock lock(mutex_);
    working_ = false;
    if (question.number == asked_) {
      told = answered.has_value();
      answer_ = std::move(answered);
      waiting_ = !told && question.growths == growths_;
      if (!told) question_ = std::move(question);
    }
  }
  if (told) wake_();
}

}  // namespace cascade::gui
