"""objects that stay alive while more are made: the collector must not look at all of them each time"""

SIZE = 50000


class Node:
    def __init__(self, link):
        self.link = link


def run(size):
    last = None
    for _ in range(size):
        last = Node(last)
    count = 0
    while last is not None:
        last = last.link
        count += 1
    return count
