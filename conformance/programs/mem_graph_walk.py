# Walking the heap as a program may: reachable objects by get_referents, paths back by get_referrers, own strongly connected components against what collect() finds, totals of sizes.
import gc
import sys
from collections import deque
from types import FunctionType, ModuleType

gc.disable()
gc.collect()


class Node:
    def __init__(self, name, *links):
        self.name, self.links = name, list(links)

    def __repr__(self):
        return self.name


def reachable(*roots, skip=(type, ModuleType, FunctionType)):
    seen, queue = {}, deque(roots)
    while queue:
        thing = queue.popleft()
        if id(thing) in seen or isinstance(thing, skip):
            continue
        seen[id(thing)] = thing
        queue.extend(gc.get_referents(thing))
    return list(seen.values())


def nodes(things):
    return sorted(thing.name for thing in things if isinstance(thing, Node))


c = Node('c')
a = Node('a', Node('b', c), c)
d = Node('d', a)
c.links.append(a)
print(nodes(reachable(a)), nodes(reachable(d)), nodes(reachable(c)))
print(sorted(type(thing).__name__ for thing in reachable(Node('alone'), skip=(type, ModuleType, str))))


def owners(thing, known=(Node,)):
    """Nodes that hold a thing, through any number of containers."""
    found, seen, queue = set(), {id(thing)}, deque([thing])
    while queue:
        for holder in gc.get_referrers(queue.popleft()):
            if id(holder) in seen or holder is queue or holder is globals():
                continue
            seen.add(id(holder))
            if isinstance(holder, known):
                found.add(holder.name)
            elif isinstance(holder, (list, dict, tuple)):
                queue.append(holder)
    return sorted(found)


print(owners(a), owners(c), owners(d))


def components(roots):
    """Tarjan's algorithm over nodes, without recursion."""
    index, low, stack, on, result = {}, {}, [], set(), []
    links = lambda node: [each for each in node.links if isinstance(each, Node)]
    for root in roots:
        if root in index:
            continue
        work = [(root, iter(links(root)))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on.add(root)
        while work:
            node, rest = work[-1]
            for following in rest:
                if following not in index:
                    index[following] = low[following] = len(index)
                    stack.append(following)
                    on.add(following)
                    work.append((following, iter(links(following))))
                    break
                if following in on:
                    low[node] = min(low[node], index[following])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    group = []
                    while True:
                        group.append(stack.pop())
                        on.discard(group[-1])
                        if group[-1] is node:
                            break
                    result.append(sorted(each.name for each in group))
    return result


print(components([d]))
del a, c, d
print(gc.collect() > 0)
gc.collect()
ring = [Node(f'r{i}') for i in range(5)]
for one, two in zip(ring, ring[1:] + ring[:1]):
    one.links.append(two)
tail = Node('tail', ring[0])
ring[2].links.append(Node('below'))
print(components([tail]))
before = len(gc.get_objects())
del ring, one, two
print(gc.collect())
del tail
found = gc.collect()
print(found > 0, before - len(gc.get_objects()) > 0)


def deep_size(thing):
    return sum(sys.getsizeof(each) for each in reachable(thing, skip=(type, ModuleType, FunctionType)))


text = 'x' * 100
print(deep_size([text, text]) - deep_size([text]) == sys.getsizeof([1, 2]) - sys.getsizeof([1]), deep_size(text) == sys.getsizeof(text), deep_size([]) == sys.getsizeof([]))
loop = [text]
loop.append(loop)
print(len(reachable(loop)), deep_size(loop) > 150)
loop.clear()


def closure(x):
    def inner():
        return x

    return inner


f = closure(Node('captured'))
print(nodes(reachable(f, skip=(type, ModuleType))) == ['captured'], [type(each).__name__ for each in gc.get_referents(f) if type(each).__name__ == 'tuple'], gc.get_referents(f.__closure__[0])[0].name)


def generator():
    held = Node('in frame')
    yield held


g = generator()
first = next(g)
print(first in gc.get_referents(g) or any(first in gc.get_referents(each) for each in gc.get_referents(g)), gc.is_tracked(g))
g.close()
print(any(first is each for each in gc.get_referents(g)))
del first
print(gc.get_referents(Node('x').__init__)[0].__name__, sorted(type(each).__name__ for each in gc.get_referents({'k': [1], (1,): {}})), gc.get_referents(5, 'a', None), [type(each).__name__ for each in gc.get_referents(iter([1]), zip([2]))])
print(gc.is_tracked([]), gc.is_tracked(()), gc.is_tracked(Node), gc.is_tracked(5), gc.is_tracked(f), gc.is_tracked(''), gc.is_tracked(object()), gc.is_tracked(Node('t')), gc.is_tracked({1}), gc.is_tracked(range(3)), gc.is_tracked(slice(1)), gc.is_tracked(f.__code__))
target = Node('target')
holder = {'key': target}
print([type(each).__name__ for each in gc.get_referrers(target) if each is not globals()], gc.get_referrers(holder) == [globals()])
lists = [each for each in gc.get_objects() if type(each) is list and each and each[0] is target]
print(lists)
lists.append(marker := [target])
print(sum(1 for each in gc.get_objects() if type(each) is list and each and each[0] is target))
