# SPDX-License-Identifier: Apache-2.0
# Asks a Catch2 executable for its test cases and writes them down for ctest. Differs from Catch's
# own script in this: tags become labels, and an executable without tests is an error.
#   cmake -D EXECUTABLE=... -D LIST=<file to write> -D LABELS=... -D LOCK=<what no two tests use at
#         once> -D THREADS=<whether [threads] are expected> -P discover_tests.cmake
cmake_minimum_required(VERSION 3.25)
set(tags_that_are_labels slow threads)

# What the executable lists for a test specification, as a CMake list of names.
function(list_tests specification result)
  execute_process(
    COMMAND ${EXECUTABLE} ${specification} --list-test-names-only
    OUTPUT_VARIABLE output
    RESULT_VARIABLE count)
  # Catch's exit code is the number of tests; a crash gives a text.
  if(NOT count MATCHES "^[0-9]+$")
    message(FATAL_ERROR "${EXECUTABLE} --list-test-names-only: ${count}\n${output}")
  endif()
  if(output MATCHES "[];[\\]")
    message(FATAL_ERROR "a test name has one of [ ] ; \\, which ctest cannot pass on:\n${output}")
  endif()
  string(REGEX REPLACE "\n+$" "" output "${output}")
  string(REPLACE "\n" ";" output "${output}")
  set(${result} "${output}" PARENT_SCOPE)
endfunction()

list_tests("*" names)
if(NOT names)
  message(FATAL_ERROR "${EXECUTABLE} contains no tests")
endif()
foreach(tag IN LISTS tags_that_are_labels)
  list_tests("[${tag}]" ${tag}_names)
endforeach()
if(threads_names AND NOT THREADS)
  message(FATAL_ERROR "${EXECUTABLE} has tests with [threads], which the thread sanitizer would "
                      "not run: say THREADS where it is added")
elseif(THREADS AND NOT threads_names)
  message(FATAL_ERROR "${EXECUTABLE} says THREADS and has no test with [threads]")
endif()

set(script "")
foreach(name IN LISTS names)
  set(labels ${LABELS})
  foreach(tag IN LISTS tags_that_are_labels)
    if(name IN_LIST ${tag}_names)
      list(APPEND labels ${tag})
    endif()
  endforeach()
  # A comma means "or" in a Catch2 specification.
  string(REPLACE "," "\\," specification "${name}")
  string(APPEND script "add_test([==[${name}]==] [==[${EXECUTABLE}]==] [==[${specification}]==]"
                       " --warn NoTests)\n"
                       "set_tests_properties([==[${name}]==] PROPERTIES TIMEOUT 600"
                       " LABELS [==[${labels}]==] RESOURCE_LOCK [==[${LOCK}]==])\n")
endforeach()
file(WRITE ${LIST} "${script}")
