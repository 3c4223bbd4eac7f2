# Stands behind each program of the Python suite, in the same file. Every Python runs it, Skulpt too: so it is plain.
import time


def timed(clock_name, warm_ups, repetitions, seconds):
    """Prints the checksum and, for each repetition, the milliseconds; both stop early after so many seconds."""
    clock = getattr(time, clock_name, None) or time.time
    began = clock()
    check = repr(run(SIZE))
    for _ in range(warm_ups - 1):
        if clock() - began < seconds:
            run(SIZE)
    began = clock()
    times = []
    while len(times) < repetitions and (not times or clock() - began < seconds):
        start = clock()
        result = run(SIZE)
        times.append((clock() - start) * 1000)
        if repr(result) != check:
            check = 'differs from one repetition to the next'
    print('@check ' + check)
    print('@times ' + ' '.join([repr(x) for x in times]))


