// SPDX-License-Identifier: Apache-2.0
// A resource's story in words and as JSON.
#pragma once

#include <string>

#include "sim/base/json_writer.h"
#include "sim/report/story.h"

namespace cascade::sim {

struct StoryTextOptions {
  bool colours = false;
  bool times = true;  ///< False: a run on threads whose real times were not asked for.
};

/// Whole lines, fit for a terminal. `simulation` is the one that the story was told of.
std::string story_text(const Story& story, const Simulation& simulation,
                       const StoryTextOptions& options);

/// One JSON document. Times are nanoseconds since the run began.
void write_story_json(const Story& story, const Simulation& simulation, bool times, TextSink sink);

}  // namespace cascade::sim
