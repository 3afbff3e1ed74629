# cmake -DGENERATOR=program -DFILE=page -P CheckDocs.cmake: fails unless the page
# is what the program prints.
execute_process(COMMAND ${GENERATOR} OUTPUT_VARIABLE fresh RESULT_VARIABLE result)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "${GENERATOR} failed: ${result}")
endif()
file(READ ${FILE} stored)
if(NOT fresh STREQUAL stored)
  message(FATAL_ERROR "${FILE} is stale, renew it with: qblock-docs > docs/Formats.md")
endif()
