"""Records where a real CPython puts blocks, for alloc-recordings.json.

    python alloc-record.py SEED OPERATIONS SIZES [GROWTH] > recording.json

OPERATIONS random ones follow GROWTH allocations, which fill arenas; at the end everything is freed.

The recording is a list of operations, a size for PyObject_Malloc or the negated number (from 1) of the allocation to
free, and for each allocation the place of the block: pool * POOL_BYTES + offset, pools numbered in the order in which
they first appear. Then, for each size class, the smallest size to which PyObject_Realloc shrinks a block in place.

A recording must start from a state that a fresh allocator has too. So arenas come aligned (with 64 pools in each) from
aligned_alloc and are never handed out twice; the pools of each size class of the recording are filled first; and
arenas are filled until a new one has just been opened by the first size of the recording. The interpreter allocates
too while it records: it finds room in pools of its own, as long as SIZES are sizes that it rarely asks for.

alloc-recordings.json is the list of these, made with `-S -E` on 64-bit Linux with glibc:

    3.8.18   3 2500 512,496,464,432,336,272
    3.9.18   4 2500 512,496,464,432,336,272 600
    3.11.7   1 3000 512,16,336
    3.13.0   1 1500 512,496,464 2500
"""

import ctypes
import json
import random
import sys
from array import array

api = ctypes.pythonapi
api.PyObject_Malloc.restype = ctypes.c_void_p
api.PyObject_Malloc.argtypes = [ctypes.c_size_t]
api.PyObject_Realloc.restype = ctypes.c_void_p
api.PyObject_Realloc.argtypes = [ctypes.c_void_p, ctypes.c_size_t]
api.PyObject_Free.restype = None
api.PyObject_Free.argtypes = [ctypes.c_void_p]

NEW_GEOMETRY = sys.version_info >= (3, 10)
POOL_BYTES = 1 << (14 if NEW_GEOMETRY else 12)
ARENA_BYTES = 1 << (20 if NEW_GEOMETRY else 18)
POOLS = ARENA_BYTES // POOL_BYTES


class ArenaAllocator(ctypes.Structure):
    _fields_ = [("ctx", ctypes.c_void_p), ("alloc", ctypes.c_void_p), ("free", ctypes.c_void_p)]


def use_aligned_arenas():
    libc = ctypes.CDLL(None)
    address = lambda function: ctypes.cast(function, ctypes.c_void_p).value
    # aligned_alloc(ctx, size) is what alloc is called with; labs(ctx) does nothing, so an arena given back stays away.
    allocator = ArenaAllocator(ARENA_BYTES, address(libc.aligned_alloc), address(libc.labs))
    api.PyObject_SetArenaAllocator.restype = None
    api.PyObject_SetArenaAllocator(ctypes.byref(allocator))


def pool_of(block):
    return block & -POOL_BYTES


def field(address):
    return ctypes.c_uint64.from_address(address).value


def is_full_and_alone(block):
    """The pool has no free block, and when it left its size class's ring, no other pool was in it."""
    pool = pool_of(block)
    return field(pool + 8) == 0 and field(pool + 16) == field(pool + 24)


def fill_size_class(size):
    while not is_full_and_alone(api.PyObject_Malloc(size)):
        pass


def open_arena(size):
    """Fills arenas until one that was just opened has served its first block."""
    pools = 0
    last = 0
    while True:
        block = api.PyObject_Malloc(size)
        pool = pool_of(block)
        if pool != last:
            pools += 1
            last = pool
        # After so many pools there is no free one left in older arenas.
        if pools > 4 * POOLS and pool % ARENA_BYTES == 0 and block - pool == 48:
            api.PyObject_Free(block)
            return


def give_the_interpreter_room():
    """Leaves free blocks in used pools of all sizes, so that the interpreter takes no pool while it records."""
    kept = []
    for size in range(1, 512, 8):
        kept.append([bytes(max(0, size - 33)) + b"x" for _ in range(400)][::2])
    numbers = [10**6 + n for n in range(4000)]
    return kept, numbers[::2]


def plan(seed, operations, sizes, growth):
    """Sizes, or negated numbers of allocations: grows and shrinks in turn, with stretches of one size."""
    rng = random.Random(seed)
    result = []
    live = []
    allocations = 0
    chance = 0.7
    size = sizes[0]
    for n in range(growth):
        allocations += 1
        live.append(allocations)
        result.append(sizes[n * len(sizes) // growth])
    for n in range(operations):
        if n % 400 == 0:
            chance = rng.choice([0.75, 0.7, 0.45, 0.25])
        if rng.random() < 0.1:
            size = rng.choice(sizes)
        if not live or rng.random() < chance:
            allocations += 1
            live.append(allocations)
            result.append(size if result else sizes[0])
        else:
            # Old blocks and new ones, so that pools empty both from the front and from the back.
            index = -1 if rng.random() < 0.3 else rng.randrange(len(live))
            result.append(-live.pop(index))
    while live:
        result.append(-live.pop(rng.randrange(len(live))))
        if rng.random() < 0.2:
            allocations += 1
            live.append(allocations)
            result.append(rng.choice(sizes))
    return result


def smallest_size_in_place(class_bytes):
    size = class_bytes
    while True:
        block = api.PyObject_Malloc(class_bytes)
        other = api.PyObject_Realloc(block, size)
        api.PyObject_Free(other)
        if other != block:
            return size + 1
        size -= 1


def record(seed, operations, sizes, growth):
    steps = plan(seed, operations, sizes, growth)
    addresses = array("Q", bytes(8 * (len(steps) + 1)))
    use_aligned_arenas()
    room = give_the_interpreter_room()
    for size in sizes:
        fill_size_class(size)
    open_arena(sizes[0])
    malloc, free = api.PyObject_Malloc, api.PyObject_Free
    count = 0
    for step in steps:
        if step > 0:
            count += 1
            addresses[count] = malloc(step)
        else:
            free(addresses[-step])
    del room
    pools = {}
    places = []
    for n in range(1, count + 1):
        pool = pools.setdefault(pool_of(addresses[n]), len(pools))
        places.append(pool * POOL_BYTES + addresses[n] % POOL_BYTES)
    return {
        "version": sys.version.split()[0],
        "poolBytes": POOL_BYTES,
        "seed": seed,
        "operations": steps,
        "places": places,
        "reallocKeepsFrom": [smallest_size_in_place(size) for size in range(16, 513, 16)],
    }


if __name__ == "__main__":
    seed, operations, sizes = int(sys.argv[1]), int(sys.argv[2]), [int(size) for size in sys.argv[3].split(",")]
    growth = int(sys.argv[4]) if len(sys.argv) > 4 else 0
    json.dump(record(seed, operations, sizes, growth), sys.stdout, separators=(",", ":"))
