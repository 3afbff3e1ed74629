# The feature, as compilers name it, that code for vectors of 32 bytes is compiled for beside
# the baseline and asks for at run time. Unset: the processor has none.
if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|amd64|AMD64)$")
  set(wide_feature avx2)
endif()
