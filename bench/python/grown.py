# Stands behind each program of the growth table, in the same file.
import time


def grown(clock_name, repetitions):
    """Prints, for each repetition in turn, the milliseconds for SIZE and for 4 * SIZE."""
    clock = getattr(time, clock_name, None) or time.time
    small = []
    large = []
    for _ in range(repetitions):
        for times, size in ((small, SIZE), (large, 4 * SIZE)):
            start = clock()
            run(size)
            times.append((clock() - start) * 1000)
    print('@check ' + repr(run(SIZE)))
    print('@times ' + ' '.join([repr(x) for x in small + large]))


