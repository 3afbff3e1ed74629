"""Tables of what check.py found on a GPU, as Markdown.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""


def table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def percent(part, whole):
    return f"{100 * part / whole:.0f}%" if whole else "-"


def describe_gpu(results):
    gpu = results["gpu"]
    return (
        f"### {gpu['name']}\n\n"
        f"Compute capability {gpu['compute_capability'] / 10}, code for {gpu['chip']}, "
        f"{gpu['processors']} multiprocessors at {gpu['clock_mhz']:.0f} MHz, "
        f"{gpu['memory_bytes'] / 2**30:.0f} GiB, {gpu['l2_bytes'] / 2**20:.0f} MiB of second-level "
        f"cache, driver {gpu['driver']}, commit {results['commit']}, {results['date']}."
        + (" **No GPU: an interpreter, whose times mean nothing.**" if results["emulated"] else "")
    )


def limits_table(limits):
    measured, attributes = limits["measured"], limits["attributes"]
    rows = [
        ["memory read, GB/s", f"{measured['read'] * 1e-9:.0f}", f"{attributes['memory'] * 1e-9:.0f}"],
        ["memory copied, GB/s read and written", f"{measured['copy'] * 1e-9:.0f}", f"{attributes['memory'] * 1e-9:.0f}"],
        ["int8 products (mma.sync), TOPS", f"{measured['int8'] * 1e-12:.1f}", f"{attributes['int8'] * 1e-12:.1f}"],
        ["binary16 products (mma.sync), TFLOPS", f"{measured['half'] * 1e-12:.1f}", f"{attributes['half'] * 1e-12:.1f}"],
        ["dp4a, TOPS", f"{measured['dp4a'] * 1e-12:.1f}", "-"],
    ]
    return table(["limit", "measured", "by attributes"], rows)


def rates_table(lines, role, title, cell):
    """A table for each shape: a row for each type and layout of weights."""
    lines = [line for line in lines if line["role"] == role]
    shapes = list(dict.fromkeys((line["n"], line["k"]) for line in lines))
    parts = []
    for n, k in shapes:
        chosen = [line for line in lines if (line["n"], line["k"]) == (n, k)]
        by = {(line["type"], line["layout"], line["m"]): line for line in chosen}
        kinds = list(dict.fromkeys(key[:2] for key in by))
        rows = list(dict.fromkeys(line["m"] for line in chosen))
        cells = [
            [*kind, *(cell(by[(*kind, m)]) if (*kind, m) in by else "-" for m in rows)]
            for kind in kinds
        ]
        head = ["type", "layout"] + [f"M = {m}" for m in rows]
        parts.append(f"#### {title}, {n} x {k}\n\n" + table(head, cells))
    return "\n\n".join(parts)


def moves_table(lines, copied):
    """Kernels that are as fast as memory at best; `copied` is its rate in bytes a second."""
    rows = [
        [
            f"`{line['kernel']}`",
            f"{line['rows']} x {line['k']}",
            f"{1e6 * line['seconds']:.1f} us",
            f"{line['bytes_s'] * 1e-9:.0f}",
            percent(line["bytes_s"], copied),
        ]
        for line in lines
    ]
    head = ["kernel", "elements", "time", "GB/s read and written", "of what can be copied"]
    return "#### Rounding, decoding and packing\n\n" + table(head, rows)


def describe(results):
    """The whole report."""
    limits = results["limits"]
    memory = limits["measured"]["read"]
    tensor = limits["measured"]["int8"]

    def gemv(line):
        rate = line["bytes_s"]
        return f"{1e6 * line['seconds']:.1f} us, {rate * 1e-9:.0f} GB/s, {percent(rate, memory)}"

    def gemm(line):
        rate = line["ops_s"]
        return f"{1e6 * line['seconds']:.0f} us, {rate * 1e-12:.1f} TOPS, {percent(rate, tensor)}"

    check, parts = results["correctness"], [describe_gpu(results)]
    parts.append(
        f"{check['gathers']} gathers, {check['packs']} packings and {check['products']} products agree with the reference, "
        f"largest error {check['error']:.1e} of the sum of magnitudes."
    )
    parts.append(limits_table(limits))
    parts.append(
        rates_table(results["rates"], "gemv", "Few rows of x: time, bytes of the weight, share of what can be read", gemv)
    )
    parts.append(
        rates_table(results["rates"], "gemm", "Many rows of x: time, operations, share of the measured int8 products", gemm)
    )
    parts.append(moves_table(results["moves"], limits["measured"]["copy"]))
    model = results["model"]
    parts.append(
        f"#### Whole model\n\n`{model['name']}` in `{model['scheme']}`: {model['difference']:.1e} relative RMS "
        f"from the CPU's logits; {model['error']:.3g} from those of exact arithmetic, the CPU's are "
        f"{model['cpu_error']:.3g} from them. {model['times']}."
    )
    return "\n\n".join(part for part in parts if part) + "\n"
