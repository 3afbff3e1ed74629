/*===- qblock-c/Device.h - GPUs for compiled programs -------------*- C -*-===*\
|*
|* Part of the qblock project, under the Apache License v2.0 with LLVM
|* Exceptions. See LICENSE for license information.
|* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
|*
|*===----------------------------------------------------------------------===*|
|*
|* What a program does around functions that `quant-opt --emit=obj
|* --lower-to=nvvm` has compiled: it opens a GPU and passes arrays in its
|* memory. Link the libraries QBlockDevice and QBlockSupport, and a C++ standard
|* library. Sizes are in bytes.
|*
\*===----------------------------------------------------------------------===*/

#ifndef QBLOCK_C_DEVICE_H
#define QBLOCK_C_DEVICE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct qblock_device qblock_device;

/* Opens GPU `ordinal` (0 is the first one) by the driver's library, by default
   (null) libcuda.so.1, and makes it the one that this thread uses. Null, with
   `messageBytes` of the reason in `message`, if that fails. */
qblock_device *qblock_device_open(const char *library, int ordinal,
                                  char *message, size_t messageBytes);
/* Releases all memory of the device. */
void qblock_device_close(qblock_device *device);
/* Makes an open device, or none (null), the one that this thread uses. A device
   is used by one thread at a time. */
void qblock_device_use(qblock_device *device);
/* What the driver calls it, and 10 * major + minor of its compute capability.
 */
const char *qblock_device_name(const qblock_device *device);
int qblock_device_compute_capability(const qblock_device *device);

/* The functions below use the device of the thread. What goes wrong is told to
   qblock_runtime_fail. */

/* Memory at a multiple of 256 bytes. What is freed is given out again and goes
   back to the driver when the device is closed. */
void *qblock_device_alloc(int64_t numBytes);
void qblock_device_free(void *address);
void qblock_device_write(void *device, const void *host, int64_t numBytes);
/* Waits for all work that was begun before. */
void qblock_device_read(void *host, const void *device, int64_t numBytes);
void qblock_device_copy(void *target, const void *source, int64_t numBytes);

/* Work that is repeated by one call of the driver. Between the beginning and the
   end of a capture, calls of compiled functions are not done but collected. So a
   function has to be called once before, with arrays of the same sizes, and what
   it gave freed: a capture finds its kernels, constants and memory there. Arrays
   that it reads, positions and other numbers included, are written again before
   each run, at the same addresses; its results are at the same addresses, too, in
   memory of the graph. A function whose host code needs a number (as the size of
   an array) cannot be captured. */
typedef struct qblock_graph qblock_graph;
void qblock_device_begin_capture(void);
qblock_graph *qblock_device_end_capture(void);
/* Waits for the work. */
void qblock_graph_run(const qblock_graph *graph);
/* Kernels, copies and fills. */
size_t qblock_graph_num_nodes(const qblock_graph *graph);
void qblock_graph_free(qblock_graph *graph);

/* Called with a message by compiled code and by the functions above; must not
   return. Prints the message and aborts unless the program defines another. */
#ifdef __cplusplus
[[noreturn]]
#endif
void qblock_runtime_fail(const char *message);

#ifdef __cplusplus
}
#endif

#endif /* QBLOCK_C_DEVICE_H */
