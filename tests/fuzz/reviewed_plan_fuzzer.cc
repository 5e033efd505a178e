// SPDX-License-Identifier: Apache-2.0
// Feeds arbitrary text to the reader of reviewed plans. Whatever it is, it is read or refused with
// a message that says where; what is read is written and read as the same.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/assert.h"
#include "sim/recording/reviewed_plan.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cascade;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto plan = sim::parse_reviewed_plan(text, "fuzz.plan");
  if (!plan) {
    CASCADE_ASSERT(plan.error().message.starts_with("fuzz.plan:"), "mistakes have a place");
    return 0;
  }
  const std::string written = sim::write_reviewed_plan(*plan);
  const auto again = sim::parse_reviewed_plan(written, "again.plan");
  CASCADE_ASSERT(again.has_value(), "what is written can be read");
  CASCADE_ASSERT(sim::write_reviewed_plan(*again) == written, "and says the same");
  for (std::size_t i = 0; i < plan->operations.size(); ++i) {
    CASCADE_ASSERT(sim::compare_reviews(plan->operations[i], again->operations[i]).empty(),
                   "nothing has changed");
  }
  return 0;
}
