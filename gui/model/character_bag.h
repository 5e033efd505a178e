// SPDX-License-Identifier: Apache-2.0
// The characters of many texts, each kept once: what fonts are asked for. ASCII is left out, fonts
// have it.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>

namespace cascade::gui {

class CharacterBag {
 public:
  /// The characters of `text` (UTF-8) that were not there before. Bytes that belong to none are
  /// left out.
  std::string add(std::string_view text);

 private:
  std::unordered_set<std::string> characters_;
};

}  // namespace cascade::gui
