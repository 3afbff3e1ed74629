# Every target of the project is made by one of these functions, so that flags
# and install rules stand in one place.

# Compile flags of our own code, without those of MLIR.
function(qblock_set_flags target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wno-unused-parameter
    -fno-exceptions $<$<BOOL:${QBLOCK_WERROR}>:-Werror>)
  target_include_directories(${target} PUBLIC
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>
    $<BUILD_INTERFACE:${PROJECT_BINARY_DIR}/include>
    $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
endfunction()

# qblock_add_library(NAME source... [LINK lib...]): a static library that links
# neither LLVM nor MLIR.
function(qblock_add_library name)
  cmake_parse_arguments(ARG "" "" "LINK" ${ARGN})
  add_library(${name} STATIC ${ARG_UNPARSED_ARGUMENTS})
  qblock_set_flags(${name})
  target_link_libraries(${name} PUBLIC ${ARG_LINK})
  set_property(GLOBAL APPEND PROPERTY QBLOCK_INSTALL_TARGETS ${name})
endfunction()

# qblock_add_unittest(NAME source... [LINK lib...]): a GoogleTest program that
# ctest runs; QBLOCK_TEST_DATA is the folder test/data.
function(qblock_add_unittest name)
  cmake_parse_arguments(ARG "" "" "LINK" ${ARGN})
  add_executable(${name} ${ARG_UNPARSED_ARGUMENTS})
  qblock_set_flags(${name})
  target_link_libraries(${name} PRIVATE ${ARG_LINK} GTest::gtest GTest::gtest_main)
  target_compile_definitions(${name} PRIVATE
    QBLOCK_TEST_DATA="${PROJECT_SOURCE_DIR}/test/data")
  set_target_properties(${name} PROPERTIES
    RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/unittests)
  add_test(NAME ${name} COMMAND ${name})
endfunction()
