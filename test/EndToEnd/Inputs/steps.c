/* Steps of a model, launch by launch and by a graph: the results are the same.
   usage: steps DRIVER NUMBER, of steps by the graph. */

#include "qblock-c/Device.h"
#include "step.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { columns = 32, results = 16, rows = 8 };

static float *x, *cache;
static int64_t *at;

static qblock_step_results call(void) {
  qblock_f32_2d input = {x, x, 0, {1, columns}, {columns, 1}};
  qblock_i64_1d number = {at, at, 0, {1}, {1}};
  qblock_f32_2d rowsBefore = {cache, cache, 0, {rows, columns}, {columns, 1}};
  qblock_step_results made;
  _mlir_ciface_step(&made, &input, &number, &rowsBefore);
  return made;
}

static void begin(int64_t step) {
  float row[columns];
  for (int i = 0; i < columns; ++i)
    row[i] = (float)((step * 7 + i * 3) % 11) - 4.0f;
  qblock_device_write(x, row, sizeof(row));
  qblock_device_write(at, &step, sizeof(step));
}

static void end(const qblock_step_results *made, float *y) {
  qblock_device_read(y, made->result0.aligned, results * sizeof(float));
  qblock_device_copy(cache, made->result1.aligned,
                     rows * columns * sizeof(float));
}

static void release(const qblock_step_results *made) {
  qblock_device_free(made->result0.allocated);
  qblock_device_free(made->result1.allocated);
}

int main(int argc, char **argv) {
  static const float zeros[rows * columns];
  float expected[rows][results], y[results];
  char message[256];
  qblock_device *device =
      qblock_device_open(argv[1], 0, message, sizeof(message));
  int steps = argc > 2 ? atoi(argv[2]) : rows;
  if (!device)
    return 1;
  x = qblock_device_alloc(columns * sizeof(float));
  at = qblock_device_alloc(sizeof(int64_t));
  cache = qblock_device_alloc(sizeof(zeros));

  qblock_device_write(cache, zeros, sizeof(zeros));
  for (int step = 0; step < rows; ++step) {
    begin(step);
    qblock_step_results made = call();
    end(&made, expected[step]);
    release(&made);
  }

  qblock_device_begin_capture();
  qblock_step_results made = call();
  qblock_graph *graph = qblock_device_end_capture();
  printf("a graph of %d kernels and copies\n", (int)qblock_graph_num_nodes(graph));
  qblock_device_write(cache, zeros, sizeof(zeros));
  for (int step = 0; step < steps; ++step) {
    begin(step);
    qblock_graph_run(graph);
    end(&made, y);
    if (memcmp(y, expected[step], sizeof(y)) != 0)
      printf("step %d differs: %g, not %g\n", step, y[0], expected[step][0]);
    else
      printf("step %d: %g\n", step, y[0]);
  }
  qblock_graph_free(graph);
  qblock_device_close(device);
  return 0;
}
