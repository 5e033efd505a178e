// SPDX-License-Identifier: Apache-2.0
#include "engine/outcome.h"

#include "engine/assert.h"

namespace cascade {

std::string_view to_string(Outcome outcome) {
  switch (outcome) {
    case Outcome::Failed:
      return "failed";
    case Outcome::TimedOut:
      return "timed out";
    case Outcome::Blocked:
      return "blocked";
    case Outcome::Vetoed:
      return "vetoed";
    case Outcome::Cancelled:
      return "cancelled";
    case Outcome::NotRun:
      return "not run";
    case Outcome::Done:
      return "done";
    case Outcome::Skipped:
      return "skipped";
  }
  CASCADE_ASSERT(false, "an outcome outside its enumeration");
  return {};
}

}  // namespace cascade
