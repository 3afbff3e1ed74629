// Functions of two words, compiled for this machine and to PTX: both must give the
// same bits. They make the compiler use what it has: divisions by constants, bit
// fields, funnel shifts, byte permutations, conversions, loops, switches.
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

typedef unsigned u32;
typedef int s32;
typedef unsigned long long u64;
typedef long long s64;
typedef signed char s8;
typedef short s16;

#define INLINE static inline __attribute__((always_inline))

INLINE float toFloat(u32 bits) { return __builtin_bit_cast(float, bits); }

// The bits of a float, one pattern for all NaNs.
INLINE u32 toBits(float value) { return value != value ? 0x7fffffff : __builtin_bit_cast(u32, value); }

INLINE float finite(u32 bits) {
  return toFloat((bits & 0x7f800000) == 0x7f800000 ? bits ^ 0x40000000 : bits);
}

INLINE u32 countByLoop(u32 x) {
  u32 count = 0;
  for (; x; x &= x - 1)
    ++count;
  return count;
}

INLINE u32 collatz(u32 x) {
  u32 steps = 0;
  for (x = (x & 0xffff) + 1; x != 1 && steps < 200; ++steps)
    x = x & 1 ? 3 * x + 1 : x / 2;
  return steps;
}

INLINE u32 checksum(u32 x, u32 y) {
  u32 sum = ~x;
  for (int i = 0; i < 32; ++i, y >>= 1)
    sum = (sum >> 1) ^ ((sum ^ y) & 1 ? 0xedb88320u : 0);
  return sum;
}

INLINE u32 choose(u32 x) {
  switch (x % 9) {
  case 0: return x * 3;
  case 1: return x ^ 0x55;
  case 2: return x >> 3;
  case 3: return ~x;
  case 4: return x / 7;
  case 5: return x + 17;
  case 6: return x % 1000;
  case 7: return x << 5;
  default: return 42;
  }
}

// An array in local memory.
INLINE u32 sortedByte(u32 x, u32 y) {
  unsigned char bytes[8];
  for (int i = 0; i < 4; ++i)
    bytes[i] = x >> 8 * i, bytes[i + 4] = y >> 8 * i;
  for (int i = 1; i < 8; ++i)
    for (int j = i; j > 0 && bytes[j - 1] > bytes[j]; --j) {
      unsigned char byte = bytes[j];
      bytes[j] = bytes[j - 1];
      bytes[j - 1] = byte;
    }
  return bytes[x & 7] | bytes[y & 7] << 8 | bytes[3] << 16;
}

INLINE u32 dotOfBytes(u32 x, u32 y) {
  s32 sum = 0;
  for (int i = 0; i < 4; ++i)
    sum += (s8)(x >> 8 * i) * (s8)(y >> 8 * i);
  return sum;
}

// FUNCTION(NAME, EXPRESSION of x, y and the 64-bit X, Y)
#define FUNCTIONS                                                                                  \
  FUNCTION(rotate, x << (y & 31) | x >> (-y & 31))                                                 \
  FUNCTION(loops, countByLoop(x) ^ collatz(y) << 8)                                                \
  FUNCTION(checksums, checksum(x, y))                                                              \
  FUNCTION(divide, (s32)x / -(s32)(y >> 2 | 2))                                                    \
  FUNCTION(rest, (s32)x % -(s32)(y >> 2 | 2))                                                 \
  FUNCTION(divideUnsigned, x / (y | 1) + x % (y | 1))                                              \
  FUNCTION(divideByConstants, (s32)x / 10 + x / 1000003 + (s32)x % -7 + (u32)((s64)X / 6))         \
  FUNCTION(divideLong, X / (Y | 1) + (s64)X % -(s64)(Y >> 3 | 2))                                  \
  FUNCTION(highProducts, ((u64)x * y >> 32) + ((s64)(s32)x * (s32)y >> 32) +                       \
                             (u64)((unsigned __int128)X * Y >> 70))                                \
  FUNCTION(shiftLong, ((s64)X >> (y & 63)) + (X << (x & 63) >> 32))                                \
  FUNCTION(fields, (x >> (y & 7) & 0x1f) | (y >> 11 & 0x3ff) << 9 | (s32)(x << 9) >> 27)           \
  FUNCTION(narrow, (s8)x + (s8)(y >> 8) + (s16)(x + y) + (unsigned char)(x * y))                   \
  FUNCTION(nibbles, (x & 0x0f0f0f0f) | (y & 0x03030303) << 4)                                      \
  FUNCTION(bytes, __builtin_bswap32(x) ^ (y << 8 | y >> 24) ^ (x & 0xff00ff) ^ x << 16)            \
  FUNCTION(bitCounts, __builtin_popcount(x) + __builtin_clz(y | 1) * 64 +                          \
                          __builtin_ctzll(X | 1ull << 63) * 4096 + __builtin_bitreverse32(x))      \
  FUNCTION(extremes, ((s32)x < (s32)y ? x : y) + (x < y ? y : x) + __builtin_abs((s32)y >> 1))     \
  FUNCTION(add, toBits(toFloat(x) + toFloat(y)))                                                   \
  FUNCTION(subtract, toBits(toFloat(x) - toFloat(y)))                                              \
  FUNCTION(multiply, toBits(toFloat(x) * toFloat(y)))                                              \
  FUNCTION(quotient, toBits(toFloat(x) / toFloat(y)))                                              \
  FUNCTION(squareRoot, toBits(__builtin_sqrtf(toFloat(x & 0x7fffffff))))                           \
  FUNCTION(fused, toBits(__builtin_fmaf(toFloat(x), toFloat(y), toFloat(x ^ y))))                  \
  FUNCTION(compare, (toFloat(x) < toFloat(y)) + 2 * (toFloat(x) <= toFloat(y)) +                   \
                        4 * (toFloat(x) != toFloat(y)) + 8 * !(toFloat(x) >= toFloat(y)))          \
  FUNCTION(fromIntegers, toBits((float)x + (float)(s32)y + (float)(s8)x))                          \
  FUNCTION(fromLong, toBits((float)X + (float)(s64)Y))                                             \
  FUNCTION(toInteger, (s32)(finite(x) * 0x1p-97f) ^ (u32)__builtin_fabsf(finite(y) * 0x1p-96f))    \
  FUNCTION(wholes, toBits(__builtin_floorf(toFloat(x)) + __builtin_truncf(toFloat(y)) -            \
                          __builtin_ceilf(toFloat(x)) + __builtin_rintf(toFloat(y))))              \
  FUNCTION(doubles, toBits((float)((double)toFloat(x) * (double)toFloat(y) + 1.5)))                \
  FUNCTION(divideDoubles, toBits((float)(1.0 / (double)(s32)(x | 1) + (double)y)))                 \
  FUNCTION(halves, toBits((float)(_Float16)toFloat(x) + (float)__builtin_bit_cast(_Float16,        \
                                                                                 (s16)y)))         \
  FUNCTION(switches, choose(x) ^ choose(y))                                                        \
  FUNCTION(localMemory, sortedByte(x, y))                                                          \
  FUNCTION(dots, dotOfBytes(x, y) + dotOfBytes(x >> 4 & 0x0f0f0f0f, y))

#define VALUES                                                                                     \
  u32 x = left[i], y = right[i];                                                                   \
  u64 X = ((u64)x << 32 | y) * 0x9e3779b97f4a7c15ull, Y = ((u64)y << 32 | x) ^ X >> 17;            \
  (void)X, (void)Y;

#ifdef __NVPTX__
#define FUNCTION(NAME, EXPRESSION)                                                                 \
  __attribute__((device_kernel)) void NAME(__attribute__((address_space(1))) const u32 *left,      \
                                           __attribute__((address_space(1))) const u32 *right,     \
                                           __attribute__((address_space(1))) u32 *out, s32 n) {    \
    s32 i = __nvvm_read_ptx_sreg_ctaid_x() * __nvvm_read_ptx_sreg_ntid_x() +                       \
            __nvvm_read_ptx_sreg_tid_x();                                                          \
    if (i >= n)                                                                                    \
      return;                                                                                      \
    VALUES                                                                                         \
    out[i] = EXPRESSION;                                                                           \
  }
#else
#define FUNCTION(NAME, EXPRESSION)                                                                 \
  void NAME(const u32 *left, const u32 *right, u32 *out, s32 n) {                                  \
    for (s32 i = 0; i < n; ++i) {                                                                  \
      VALUES                                                                                       \
      out[i] = EXPRESSION;                                                                         \
    }                                                                                              \
  }
#endif
FUNCTIONS
