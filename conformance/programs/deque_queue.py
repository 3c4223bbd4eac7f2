# a deque as queue, stack and window, over many blocks
from collections import deque

q = deque()
total = 0
for i in range(3000):
    q.append(i)
    if i % 3 == 0:
        total += q.popleft()
print(len(q), total, q[0], q[-1], q[1234])
while len(q) > 10:
    q.pop()
    q.popleft()
print(list(q))
window = deque(maxlen=5)
sums = []
for i in range(200):
    window.append(i * i % 17)
    sums.append(sum(window))
print(sum(sums), window)
for n in (0, 1, -1, 63, 64, 65, -130, 1000):
    d = deque(range(150))
    d.rotate(n)
    print(n, d[0], d[75], d[149])
d = deque(range(130))
for i in (0, 64, 65, 127, -1):
    del d[i]
d.insert(70, 'x')
d.insert(-70, 'y')
print(d.index('x'), d.index('y'), len(d), d[64], d[63])
print(deque('ab') * 3, deque([1]) * 4, deque('abc', 4) * 3, deque() * 5, 2 * deque([7]))
print(deque([1, 2]) < deque([1, 3]), deque([1, 2]) <= deque([1, 2]), deque([1, 2]) > deque([1]), deque([2]) >= deque([1, 5]))
