# Caches written by hand: LRU over a doubly linked list, LFU over buckets, a cache with a time to live and a fake clock.
from collections import OrderedDict, defaultdict
import weakref


class Node:
    __slots__ = 'key', 'value', 'prev', 'next', '__weakref__'

    def __init__(self, key=None, value=None):
        self.key, self.value = key, value
        self.prev = self.next = self


class LRU:
    def __init__(self, capacity):
        if capacity < 1:
            raise ValueError('capacity must be positive')
        self.capacity, self.map, self.root = capacity, {}, Node()
        self.hits = self.misses = 0

    def _unlink(self, node):
        node.prev.next, node.next.prev = node.next, node.prev

    def _push(self, node):
        last = self.root.prev
        last.next = self.root.prev = node
        node.prev, node.next = last, self.root

    def __getitem__(self, key):
        try:
            node = self.map[key]
        except KeyError:
            self.misses += 1
            raise
        self.hits += 1
        self._unlink(node)
        self._push(node)
        return node.value

    def __setitem__(self, key, value):
        if key in self.map:
            node = self.map[key]
            node.value = value
            self._unlink(node)
        else:
            if len(self.map) >= self.capacity:
                oldest = self.root.next
                self._unlink(oldest)
                del self.map[oldest.key]
            node = self.map[key] = Node(key, value)
        self._push(node)

    def __delitem__(self, key):
        self._unlink(self.map.pop(key))

    def __len__(self):
        return len(self.map)

    def __contains__(self, key):
        return key in self.map

    def __iter__(self):
        node = self.root.next
        while node is not self.root:
            yield node.key
            node = node.next

    def __reversed__(self):
        node = self.root.prev
        while node is not self.root:
            yield node.key
            node = node.prev


cache = LRU(3)
for i, key in enumerate('abcabdeaf'):
    try:
        value = cache[key]
    except KeyError as error:
        cache[key] = value = i * i
        print('miss', error, list(cache), list(reversed(cache)))
    else:
        print('hit', key, value, list(cache))
print(len(cache), cache.hits, cache.misses, 'a' in cache, 'z' in cache)
deaths = []
watch = weakref.ref(cache.map['a'], lambda ref: deaths.append('a gone'))
del cache['a']
# Its neighbours no longer point to it: it is freed at once, though it still points to them.
print(deaths, watch(), list(cache))
try:
    del cache['a']
except KeyError as error:
    print('KeyError', error)
try:
    LRU(0)
except ValueError as error:
    print(error)


class LFU:
    """Least frequently used goes first; among equals the least recently used."""

    def __init__(self, capacity):
        self.capacity, self.values, self.uses, self.buckets, self.least = capacity, {}, {}, defaultdict(OrderedDict), 0

    def get(self, key, default=None):
        if key not in self.values:
            return default
        count = self.uses[key]
        self.uses[key] = count + 1
        del self.buckets[count][key]
        if not self.buckets[count]:
            del self.buckets[count]
            self.least += self.least == count
        self.buckets[count + 1][key] = None
        return self.values[key]

    def put(self, key, value):
        if self.get(key) is None and len(self.values) == self.capacity:
            victim, _ = self.buckets[self.least].popitem(last=False)
            del self.values[victim], self.uses[victim]
            print('  drop', victim)
        if key not in self.values:
            self.uses[key] = self.least = 1
            self.buckets[1][key] = None
        self.values[key] = value


lfu = LFU(3)
for word in 'the cat the dog the cat sat on the mat'.split():
    lfu.put(word, len(word))
    print(word, dict(sorted(lfu.uses.items())), {n: list(b) for n, b in sorted(lfu.buckets.items())})


class Timed:
    def __init__(self, seconds, clock):
        self.seconds, self.clock, self.data = seconds, clock, {}

    def __call__(self, function):
        def cached(*args, **kwargs):
            key = args, tuple(sorted(kwargs.items()))
            now = self.clock()
            if key in self.data and now - self.data[key][0] < self.seconds:
                return self.data[key][1]
            result = function(*args, **kwargs)
            self.data[key] = now, result
            return result
        cached.__wrapped__ = function
        return cached


ticks = iter(range(0, 100, 3))


@Timed(seconds=7, clock=lambda: next(ticks))
def slow(x, power=2):
    print('  computing', x, power)
    return x ** power


print([slow(3), slow(3), slow(3, power=3), slow(3), slow(3), slow(3, power=3)], slow.__wrapped__(5), next(ticks))
