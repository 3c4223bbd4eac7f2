# Graphs: Dijkstra and A* with heapq, topological order, components, a spanning tree, maximum flow.
import heapq
from collections import defaultdict, deque
from itertools import count
from math import inf


class Graph:
    def __init__(self, edges=(), directed=False):
        self.edges, self.directed = defaultdict(dict), directed
        for a, b, *weight in edges:
            self.add(a, b, *weight)

    def add(self, a, b, weight=1):
        self.edges[a][b] = weight
        if self.directed:
            self.edges[b]
        else:
            self.edges[b][a] = weight

    def __iter__(self):
        return iter(self.edges)

    def dijkstra(self, start):
        distance, before, done = {start: 0}, {}, set()
        heap = [(0, start)]
        while heap:
            d, node = heapq.heappop(heap)
            if node in done:
                continue
            done.add(node)
            for other, w in self.edges[node].items():
                if d + w < distance.get(other, inf):
                    distance[other], before[other] = d + w, node
                    heapq.heappush(heap, (d + w, other))
        return distance, before

    def path(self, start, goal):
        _, before = self.dijkstra(start)
        way = [goal]
        while way[-1] != start:
            way.append(before[way[-1]])
        return way[::-1]

    def components(self):
        seen = set()
        for node in self:
            if node not in seen:
                queue, part = deque([node]), []
                seen.add(node)
                while queue:
                    part.append(here := queue.popleft())
                    for other in self.edges[here]:
                        if other not in seen:
                            seen.add(other)
                            queue.append(other)
                yield sorted(part)

    def topological(self):
        state, order = {}, []

        def visit(node, trail):
            if state.get(node) == 'open':
                raise ValueError('cycle: ' + ' -> '.join([*trail[trail.index(node):], node]))
            if node in state:
                return
            state[node] = 'open'
            for other in sorted(self.edges[node]):
                visit(other, trail + [node])
            state[node] = 'done'
            order.append(node)

        for node in sorted(self):
            visit(node, [])
        return order[::-1]

    def spanning_tree(self):
        start = next(iter(self))
        tie = count()
        heap = [(w, next(tie), start, b) for b, w in self.edges[start].items()]
        heapq.heapify(heap)
        inside = {start}
        while heap:
            w, _, a, b = heapq.heappop(heap)
            if b not in inside:
                inside.add(b)
                yield a, b, w
                for c, w in self.edges[b].items():
                    heapq.heappush(heap, (w, next(tie), b, c))


roads = Graph([('Ulm', 'Augsburg', 80), ('Ulm', 'Stuttgart', 93), ('Augsburg', 'München', 80), ('Stuttgart', 'Nürnberg', 208),
               ('Nürnberg', 'München', 170), ('Nürnberg', 'Würzburg', 110), ('Würzburg', 'Stuttgart', 150), ('Rom', 'Neapel', 225)])
distance, before = roads.dijkstra('Ulm')
for city in sorted(distance, key=distance.get):
    print(f'{city:10}{distance[city]:5}  via {before.get(city)}')
print(' > '.join(roads.path('Ulm', 'Würzburg')), list(roads.components()))
print(list(roads.spanning_tree()), sum(w for *_, w in roads.spanning_tree()))
try:
    roads.path('Ulm', 'Rom')
except KeyError as error:
    print('no way to', error)
tasks = Graph([('socks', 'shoes'), ('trousers', 'shoes'), ('trousers', 'belt'), ('shirt', 'tie'), ('tie', 'jacket'), ('belt', 'jacket')], directed=True)
print(tasks.topological())
tasks.add('jacket', 'shirt')
try:
    tasks.topological()
except ValueError as error:
    print(error)

MAZE = '''
#########
#S..#...#
##.#..#.#
#..##.#.#
#.#...#G#
#...#...#
#########'''.split()


def star(maze):
    cells = {(x, y): c for y, row in enumerate(maze) for x, c in enumerate(row)}
    start, goal = (next(p for p, c in cells.items() if c == letter) for letter in 'SG')
    guess = lambda p: abs(p[0] - goal[0]) + abs(p[1] - goal[1])
    heap, best, came, opened = [(guess(start), 0, start)], {start: 0}, {}, 0
    while heap:
        _, steps, here = heapq.heappop(heap)
        opened += 1
        if here == goal:
            break
        x, y = here
        for there in (x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1):
            if cells[there] != '#' and steps + 1 < best.get(there, inf):
                best[there], came[there] = steps + 1, here
                heapq.heappush(heap, (steps + 1 + guess(there), steps + 1, there))
    while here != start:
        here = came[here]
        cells[here] = '*' if here != start else 'S'
    print(steps, opened)
    width = len(maze[0])
    text = ''.join(cells.values())
    return [text[i:i + width] for i in range(0, len(text), width)]


print(*star(MAZE), sep='\n')


def flow(capacity, source, sink):
    residual = defaultdict(lambda: defaultdict(int))
    for (a, b), c in capacity.items():
        residual[a][b] += c
    total = 0
    while True:
        parent, queue = {source: None}, deque([source])
        while queue and sink not in parent:
            a = queue.popleft()
            for b, c in residual[a].items():
                if c > 0 and b not in parent:
                    parent[b] = a
                    queue.append(b)
        if sink not in parent:
            return total, sorted(parent)
        path, b = [], sink
        while parent[b] is not None:
            path.append((parent[b], b))
            b = parent[b]
        push = min(residual[a][b] for a, b in path)
        for a, b in path:
            residual[a][b] -= push
            residual[b][a] += push
        total += push


print(flow({('s', 'a'): 10, ('s', 'c'): 8, ('a', 'b'): 5, ('a', 'c'): 2, ('c', 'd'): 10, ('d', 'b'): 8, ('b', 't'): 7, ('d', 't'): 10}, 's', 't'))
