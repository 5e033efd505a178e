// SPDX-License-Identifier: Apache-2.0
// The call of an extension, made safe: what it throws becomes a failure of the act, with the
// exception's text, also when the throw destroyed the completion on its way.
#pragma once

#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "engine/act.h"
#include "engine/completion.h"
#include "engine/extension.h"

namespace cascade {

/// Calls `extension.cascade(act, done)` on this thread; `done` is of the act's attempt. A throw
/// answers Failed; if the extension had answered before it threw, that is a second answer, and the
/// receiver ignores it.
void guarded_cascade(Extension& extension, const Act& act, Completion&& done);
void guarded_cascade(BranchExtension& extension, const Act& act, Completion&& done);

inline constexpr std::string_view kThrewNoException =
    "threw something that is not a std::exception";

/// Runs `call`; if it throws, the text of what it threw.
template <class Call>
std::optional<std::string> text_of_throw(Call&& call) {
  try {
    std::forward<Call>(call)();
  } catch (const std::exception& error) {
    return error.what();
  } catch (...) {
    return std::string(kThrewNoException);
  }
  return std::nullopt;
}

}  // namespace cascade
