// SPDX-License-Identifier: Apache-2.0
#include "gui/model/character_bag.h"

#include <algorithm>
#include <cstddef>

namespace cascade::gui {
namespace {

constexpr std::size_t kBytesMax = 4;

bool begins_character(char c) {
  return static_cast<unsigned char>(c) >= 0xC0;
}
bool goes_on(char c) {
  return (static_cast<unsigned char>(c) >> 6U) == 2;
}

}  // namespace

std::string CharacterBag::add(std::string_view text) {
  std::string added;
  while (true) {
    const auto* const begin = std::find_if(text.begin(), text.end(), begins_character);
    if (begin == text.end()) return added;
    text.remove_prefix(static_cast<std::size_t>(begin - text.begin()));
    std::size_t bytes = 1;
    while (bytes < std::min(text.size(), kBytesMax) && goes_on(text[bytes])) ++bytes;
    const std::string_view character = text.substr(0, bytes);
    text.remove_prefix(bytes);
    if (bytes > 1 && characters_.emplace(character).second) added += character;
  }
}

}  // namespace cascade::gui
