/*===- emulated.c - Runs kernels on a machine without a C library -*- C -*-===//
 *
 * Part of the qblock project, under the Apache License v2.0 with LLVM
 * Exceptions. See LICENSE for license information.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 *===----------------------------------------------------------------------===//
 *
 * Reads matmuls from standard input and writes their results. An emulator knows
 * Linux's system calls on AArch64, so neither a C library nor headers of that
 * machine are wanted. Each buffer ends where an unmapped page begins: what
 * reads or writes past its end is a crash.
 *
 *===----------------------------------------------------------------------===*/

typedef unsigned char byte;
typedef unsigned long size_t;

enum { SYS_read = 63, SYS_write = 64, SYS_exit = 93, SYS_mmap = 222 };
enum { PROT_NONE = 0, PROT_READ_WRITE = 3 };
enum { MAP_ANONYMOUS = 0x22 /* and private */, MAP_FIXED = 0x10 };
enum { NUM_ARENA_BYTES = 1 << 28, BYTES_PER_PAGE = 4096 };

static long call(long number, long a, long b, long c, long d, long e, long f) {
  register long x8 __asm__("x8") = number;
  register long x0 __asm__("x0") = a;
  register long x1 __asm__("x1") = b;
  register long x2 __asm__("x2") = c;
  register long x3 __asm__("x3") = d;
  register long x4 __asm__("x4") = e;
  register long x5 __asm__("x5") = f;
  __asm__ volatile("svc #0"
                   : "+r"(x0)
                   : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5)
                   : "memory");
  return x0;
}

static void leave(int status) {
  call(SYS_exit, status, 0, 0, 0, 0, 0);
  __builtin_unreachable();
}

static byte *map(byte *place, size_t count, int protection, int flags) {
  long result = call(SYS_mmap, (long)place, (long)count, protection,
                     MAP_ANONYMOUS | flags, -1, 0);
  if (result < 0 && result > -BYTES_PER_PAGE)
    leave(2);
  return (byte *)result;
}

/*===- What kernels call -------------------------------------------------===*/

static byte *arena, *rest;

/* A page without access, then pages of which the last `count` bytes are
 * given. */
void *malloc(size_t count) {
  size_t numPageBytes = (count + BYTES_PER_PAGE - 1) & -(size_t)BYTES_PER_PAGE;
  byte *first = rest + BYTES_PER_PAGE;
  rest = first + numPageBytes;
  if (rest + BYTES_PER_PAGE > arena + NUM_ARENA_BYTES)
    leave(3);
  map(first, numPageBytes, PROT_READ_WRITE, MAP_FIXED);
  return rest - count;
}

/* Everything is freed between two matmuls. */
void free(void *buffer) { (void)buffer; }

static void freeAll(void) {
  arena = rest = map(arena, NUM_ARENA_BYTES, PROT_NONE, arena ? MAP_FIXED : 0);
}

void *memset(void *to, int value, size_t count) {
  for (size_t i = 0; i != count; ++i)
    ((byte *)to)[i] = (byte)value;
  return to;
}

void *memcpy(void *to, const void *from, size_t count) {
  for (size_t i = 0; i != count; ++i)
    ((byte *)to)[i] = ((const byte *)from)[i];
  return to;
}

void *memmove(void *to, const void *from, size_t count) {
  if (to <= from)
    return memcpy(to, from, count);
  while (count-- != 0)
    ((byte *)to)[count] = ((const byte *)from)[count];
  return to;
}

int puts(const char *text) {
  size_t count = 0;
  while (text[count])
    ++count;
  call(SYS_write, 2, (long)text, (long)count, 0, 0, 0);
  return 0;
}

void abort(void) { leave(4); }

/*===- Input and output --------------------------------------------------===*/

/* Fails within the data; the end before it is told. */
static int readAll(byte *to, size_t count) {
  for (size_t done = 0; done != count;) {
    long part =
        call(SYS_read, 0, (long)(to + done), (long)(count - done), 0, 0, 0);
    if (part <= 0) {
      if (part == 0 && done == 0)
        return 0;
      leave(5);
    }
    done += (size_t)part;
  }
  return 1;
}

static void writeAll(const byte *from, size_t count) {
  while (count != 0) {
    long part = call(SYS_write, 1, (long)from, (long)count, 0, 0, 0);
    if (part <= 0)
      leave(6);
    from += part;
    count -= (size_t)part;
  }
}

/*===- The matmuls -------------------------------------------------------===*/

struct matrix {
  byte *allocated, *aligned;
  long offset, sizes[2], strides[2];
};

static struct matrix readMatrix(long numRows, long numColumns,
                                long bytesPerElem) {
  size_t count = (size_t)(numRows * numColumns * bytesPerElem);
  byte *data = malloc(count);
  if (!readAll(data, count))
    leave(5);
  struct matrix result = {
      data, data, 0, {numRows, numColumns}, {numColumns, 1}};
  return result;
}

/* Made from the module that the test compiles: one for each N. */
typedef void matmul(struct matrix *result, const struct matrix *x,
                    const struct matrix *w, const struct matrix *y);
#define DECLARE(N) extern matmul _mlir_ciface_matmul_##N;
#define SELECT(N)                                                              \
  if (n == N)                                                                  \
    return _mlir_ciface_matmul_##N;
#define FOR_EACH_N(DO) DO(1) DO(7) DO(31) DO(256)
FOR_EACH_N(DECLARE)

static matmul *find(long n) {
  FOR_EACH_N(SELECT)
  leave(7);
  return 0;
}

struct header {
  long m, n, k, numTiles, bytesPerTile;
};

void _start(void) {
  struct header header;
  while (freeAll(), readAll((byte *)&header, sizeof header)) {
    struct matrix x = readMatrix(header.m, header.k, 4);
    struct matrix w = readMatrix(header.numTiles, header.bytesPerTile, 1);
    struct matrix y = readMatrix(header.m, header.n, 4);
    struct matrix result;
    find(header.n)(&result, &x, &w, &y);
    writeAll(result.aligned + 4 * result.offset,
             (size_t)(header.m * header.n * 4));
  }
  leave(0);
}
