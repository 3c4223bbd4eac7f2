"""a list used as a stack of slices: extend, del of the tail"""

SIZE = 60000


def run(size):
    stack = []
    total = 0
    for i in range(size):
        stack.extend((i, i + 1, i + 2))
        if i & 1:
            total += stack[-1]
            del stack[-2:]
    return total + len(stack)
