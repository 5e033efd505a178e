# SPDX-License-Identifier: Apache-2.0
# Runs a program and compares all that it printed, and its exit code, with a golden file; with
# CASCADE_UPDATE_GOLDEN=1 in the environment, writes that file instead.
#   cmake -D PROGRAM=... -D ARGUMENTS=... -D EXPECTED=<file> -D ACTUAL=<file to write> -P ...
cmake_minimum_required(VERSION 3.25)
get_filename_component(directory ${ACTUAL} DIRECTORY)
file(MAKE_DIRECTORY ${directory})
set(ENV{NO_COLOR} 1)
execute_process(
  COMMAND ${PROGRAM} ${ARGUMENTS}
  OUTPUT_FILE ${ACTUAL}
  ERROR_FILE ${ACTUAL}
  RESULT_VARIABLE result)
if(NOT result MATCHES "^[0-9]+$")
  message(FATAL_ERROR "${PROGRAM} ended by: ${result}")
endif()
file(APPEND ${ACTUAL} "exit code: ${result}\n")

if("$ENV{CASCADE_UPDATE_GOLDEN}")
  configure_file(${ACTUAL} ${EXPECTED} COPYONLY)
  return()
endif()
if(NOT EXISTS ${EXPECTED})
  message(FATAL_ERROR "there is no ${EXPECTED}; CASCADE_UPDATE_GOLDEN=1 writes it")
endif()
execute_process(COMMAND diff -u ${EXPECTED} ${ACTUAL} RESULT_VARIABLE differs)
if(NOT differs EQUAL 0)
  message(FATAL_ERROR "the output differs from ${EXPECTED}; if that is meant, run the test with "
                      "CASCADE_UPDATE_GOLDEN=1 and review the diff")
endif()
