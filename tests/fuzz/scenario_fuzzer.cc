// SPDX-License-Identifier: Apache-2.0
// Feeds arbitrary text to the reader of scenario files. Whatever it is, it is read or refused
// with a message that says where; the model is always the same, so that no file is opened.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "engine/assert.h"
#include "sim/reader/model_reader.h"
#include "sim/scenario/scenario_reader.h"
#include "tests/support/scenario_text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cascade;
  static const auto model = sim::parse_model(sim::kSmallModel, "small.yaml");
  CASCADE_ASSERT(model.has_value(), "the model of the tests is good");
  const sim::ModelLoader loader = [](const std::string&, const std::string&) { return model; };
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto scenario = sim::parse_scenario(text, "fuzz.yaml", {}, loader);
  if (scenario) {
    CASCADE_ASSERT(!scenario->operations.empty(), "a good scenario has operations");
  } else {
    CASCADE_ASSERT(scenario.error().message.starts_with("fuzz.yaml:"), "mistakes have a place");
  }
  return 0;
}
