# SPDX-License-Identifier: Apache-2.0
# Runs one fuzz target for FUZZ_SECONDS (environment, default 60) on its seeds and on what it
# found before. Fails where the target crashes, leaks, hangs or grows without bound.
#   cmake -D FUZZER=<executable> -D WORK=<directory> -D CORPUS=<seed directories> -P ...
cmake_minimum_required(VERSION 3.25)
set(seconds $ENV{FUZZ_SECONDS})
if(NOT seconds MATCHES "^[1-9][0-9]*$")
  set(seconds 60)
endif()
file(MAKE_DIRECTORY ${WORK}/corpus)
execute_process(
  COMMAND ${FUZZER} -max_total_time=${seconds} -timeout=20 -rss_limit_mb=2048 #
          -artifact_prefix=${WORK}/ -print_final_stats=1 ${WORK}/corpus ${CORPUS}
  RESULT_VARIABLE result)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "the fuzz target failed (${result}); repeat it with the file named above")
endif()
