# SPDX-License-Identifier: Apache-2.0
# Fails if a program needs one of some libraries, directly or through another one.
#   cmake -D PROGRAM=... -D BANNED="libGL libX11" -P libraries_test.cmake
cmake_minimum_required(VERSION 3.25)
execute_process(COMMAND ldd ${PROGRAM} OUTPUT_VARIABLE needed COMMAND_ERROR_IS_FATAL ANY)
if(NOT needed MATCHES "libc\\.so")
  message(FATAL_ERROR "ldd says nothing of use about ${PROGRAM}:\n${needed}")
endif()
separate_arguments(BANNED)
foreach(library IN LISTS BANNED)
  if(needed MATCHES "[ \t/](${library}\\.so[^ ]*)")
    message(SEND_ERROR "${PROGRAM} needs ${CMAKE_MATCH_1}:\n${needed}")
  endif()
endforeach()
