"""Answers requests from standard input, one line of JSON each: the Python end of a ProcessContender."""

import json
import os
import sys
import time

clock = time.process_time if os.environ.get('BENCH_CLOCK') == 'cpu' else time.perf_counter


def next_random(state):
    """The next state of a 32-bit generator (xorshift); src/harness/random.ts has the same function."""
    state ^= (state << 13) & 0xFFFFFFFF
    state ^= state >> 17
    state ^= (state << 5) & 0xFFFFFFFF
    return state


def serve(cases):
    for line in sys.stdin:
        request = json.loads(line)
        work = cases.get(request.pop('case'))
        try:
            answer = {'values': work(**request)} if work else {'error': 'no such case'}
        except Exception as error:
            answer = {'error': repr(error)}
        print(json.dumps(answer), flush=True)
