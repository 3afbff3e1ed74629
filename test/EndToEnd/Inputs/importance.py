"""importance.py MODEL.gguf OUT.gguf: made-up importance data for a model's matrices."""

import sys

import gguf
import numpy

random = numpy.random.default_rng(5)
writer = gguf.GGUFWriter(sys.argv[2], "")
writer.add_type("imatrix")
writer.add_array("imatrix.datasets", ["text.txt"])
writer.add_uint32("imatrix.chunk_count", 3)
writer.add_uint32("imatrix.chunk_size", 512)
for tensor in gguf.GGUFReader(sys.argv[1]).tensors:
    if tensor.name.startswith("blk.") and len(tensor.shape) == 2:
        sums = random.lognormal(0, 2, (1, int(tensor.shape[0]))).astype(numpy.float32)
        writer.add_tensor(tensor.name + ".in_sum2", sums)
        writer.add_tensor(tensor.name + ".counts", numpy.full((1, 1), 4, numpy.float32))
writer.write_header_to_file()
writer.write_kv_data_to_file()
writer.write_tensors_to_file()
writer.close()
