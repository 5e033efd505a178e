// SPDX-License-Identifier: Apache-2.0
// Only what the common schema allows: suites, cases, failures, output.
#include "sim/report/junit.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

#include "sim/base/text.h"

namespace cascade::sim {
namespace {

std::string seconds(Duration duration) {
  const std::int64_t milliseconds = duration.count() / 1'000'000;
  return fmt::format("{}.{:03}", milliseconds / 1000, milliseconds % 1000);
}

// Lines stay lines; everything else as xml_escaped() has it.
std::string escaped_lines(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out += xml_escaped(text.substr(0, end));
    if (end < text.size()) out += '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::size_t failed_cases(const JunitSuite& suite) {
  return static_cast<std::size_t>(
      std::count_if(suite.cases.begin(), suite.cases.end(),
                    [](const JunitSuite::Case& one) { return !one.failures.empty(); }));
}

void add_case(std::string& out, const JunitSuite& suite, const JunitSuite::Case& one) {
  out += fmt::format("    <testcase name=\"{}\" classname=\"{}\"", xml_escaped(one.name),
                     xml_escaped(suite.name));
  if (one.failures.empty()) {
    out += "/>\n";
    return;
  }
  out += ">\n";
  for (const std::string& failure : one.failures) {
    const std::string first = failure.substr(0, failure.find('\n'));
    out += fmt::format("      <failure message=\"{}\">{}</failure>\n", xml_escaped(first),
                       escaped_lines(failure));
  }
  out += "    </testcase>\n";
}

}  // namespace

std::string junit(const std::vector<JunitSuite>& suites) {
  std::size_t tests = 0;
  std::size_t failures = 0;
  for (const JunitSuite& suite : suites) {
    tests += suite.cases.size();
    failures += failed_cases(suite);
  }
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  out +=
      fmt::format("<testsuites name=\"cascade\" tests=\"{}\" failures=\"{}\">\n", tests, failures);
  for (const JunitSuite& suite : suites) {
    out += fmt::format(
        "  <testsuite name=\"{}\" file=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" "
        "skipped=\"0\" time=\"{}\">\n",
        xml_escaped(suite.name), xml_escaped(suite.file), suite.cases.size(), failed_cases(suite),
        seconds(suite.time));
    for (const JunitSuite::Case& one : suite.cases) add_case(out, suite, one);
    if (!suite.output.empty()) {
      out += fmt::format("    <system-out>{}</system-out>\n", escaped_lines(suite.output));
    }
    out += "  </testsuite>\n";
  }
  return out + "</testsuites>\n";
}

}  // namespace cascade::sim
