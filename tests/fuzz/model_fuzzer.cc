// SPDX-License-Identifier: Apache-2.0
// Feeds arbitrary text to the reader of model files. Whatever it is, it is read or refused with a
// message that says where.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "engine/assert.h"
#include "sim/reader/model_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cascade;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto model = sim::parse_model(text, "fuzz.yaml");
  if (model) {
    CASCADE_ASSERT(*model != nullptr, "a model that was read is there");
  } else {
    CASCADE_ASSERT(model.error().message.starts_with("fuzz.yaml:"), "mistakes have a place");
  }
  return 0;
}
