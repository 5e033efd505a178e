// SPDX-License-Identifier: Apache-2.0
// The terminal and its signals: whether somebody is looking, colours, Ctrl-C.
#pragma once

#include <string_view>

#include "sim/cli/options.h"

namespace cascade::sim::cli {

/// Whether standard output gets colours.
bool use_colours(ColourMode mode);

/// Whether what is printed is looked at, as it is.
bool output_is_terminal();

/// Whether standard error is a terminal that progress can be drawn on.
bool can_show_progress();

/// Takes over SIGINT, SIGTERM and SIGHUP: the first asks the program to end cleanly, one that
/// comes more than a second later kills it. A closed pipe becomes an error of writing instead of
/// the end of the program.
void take_over_signals();

/// Whether Ctrl-C was pressed, or something else asked the program to end. Any thread.
bool interrupted();

/// The exit code of a command that was interrupted and has nothing to show; says so.
int end_interrupted();

/// Standard output. False: it cannot be written to; a reader that has gone away counts as
/// success, since it has seen enough.
bool print(std::string_view text);

/// Standard error: the lines as they are: "a.yaml:3:5: unknown key ...".
void print_mistakes(std::string_view lines);

/// Standard error: "cascade: " and the message.
void print_error(std::string_view message);

/// False: something that was printed did not arrive (a full disk).
bool flush_output();

}  // namespace cascade::sim::cli
