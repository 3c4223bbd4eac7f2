"""Programs that take all memory: MemoryError that can be caught, and the program goes on."""
import gc
import sys


def attempt(what, function):
    try:
        function()
    except MemoryError:
        # While it is handled, what took the memory is held by the traceback.
        outcome = 'MemoryError'
    except OverflowError as error:
        outcome = str(error)
    else:
        outcome = 'went through'
    gc.collect()
    print(what, outcome)


def endless_list():
    items = []
    while True:
        items.append(items)


def endless_extend():
    items = [1] * 1000
    while True:
        items += items


def endless_string():
    text = 'x' * 1000
    while True:
        text += text


def endless_parts():
    parts = []
    while True:
        parts.append(str(len(parts)) * 100)


def endless_dict():
    table = {}
    n = 0
    while True:
        table[n] = n
        n += 1


def endless_set():
    made = set()
    while True:
        made.add(len(made))


def endless_bytes():
    data = bytearray(b'x')
    while True:
        data += bytes(data)


def endless_int():
    n = 1 << 1000
    while True:
        n <<= len(bin(n)) if n.bit_length() < 100000 else n.bit_length()


def endless_nesting():
    link = ()
    while True:
        link = (link, link)


def endless_objects():
    class Node:
        def __init__(self, after):
            self.after = after
    node = None
    while True:
        node = Node(node)


def endless_generator():
    return list(iter(int, 1))


def endless_comprehension():
    return {n: [n] for n in iter(int, 1)} and [n for n in iter(int, 1)]


def endless_closures():
    f = None
    while True:
        def g(f=f):
            return f
        f = g


for function in (endless_list, endless_extend, endless_string, endless_parts, endless_dict, endless_set, endless_bytes, endless_int,
                 endless_nesting, endless_objects, endless_generator, endless_closures):
    attempt(function.__name__, function)
for what in ("'x' * 10**12", "[0] * 10**12", "b'x' * 10**12", "bytearray(10**12)", "(1,) * 10**12", "'é' * 10**12", "' '.join(['x' * 10**6] * 10**6)",
             "[0] * 2**62", "'x' * 2**63", "'ab'.ljust(10**12)", "bytes(10**12)", "'x'.replace('x', 'y' * 10**6) * 10**6", "'x'.center(10**13)", "[1, 2] * 10**11"):
    attempt(what, lambda: eval(what))
try:
    endless_list()
except MemoryError as error:
    frame = error.__traceback__.tb_next.tb_frame
    print(frame.f_code.co_name, type(frame.f_locals['items']).__name__)
del frame
print(gc.collect() > 0, [n for n in range(5)], 'still here', sys.getrefcount(attempt))
