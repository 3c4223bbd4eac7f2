"""Records what CPython answers to the expressions in scalars/*.txt.

A case is a line with an expression, then a line with its outcome: `= repr` or `! exception: message`. Lines that begin with
`> ` are statements that are run before. Usage: python3.13 record_scalars.py (rewrites the files in place).
"""

import pathlib
import warnings

warnings.simplefilter("ignore")


def outcome(expression, names):
    try:
        return "= " + repr(eval(expression, names))
    except Exception as error:
        return f"! {type(error).__name__}: {error}"


def record(path):
    names = {"__name__": "__main__"}
    lines = []
    block = []

    def flush():
        if block:
            exec("\n".join(block), names)
            block.clear()

    for line in path.read_text().splitlines():
        if line.startswith("> "):
            block.append(line[2:])
            lines.append(line)
        elif line.startswith("# ") or not line.strip():
            lines.append(line)
        elif not line.startswith(("= ", "! ")):
            flush()
            lines += [line, outcome(line, names)]
    path.write_text("\n".join(lines) + "\n")


for path in sorted((pathlib.Path(__file__).parent / "scalars").glob("*.txt")):
    record(path)
