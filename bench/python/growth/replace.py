"""str.replace, many places, longer and shorter"""

SIZE = 100000


def run(size):
    s = 'ab' * size
    return len(s.replace('b', 'xyz')) + len(s.replace('ab', '')) + len(s.replace('a', 'c'))
