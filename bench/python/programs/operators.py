"""operators defined by classes: vectors with __add__, __mul__, __eq__, __getitem__, __len__, __iter__"""

SIZE = 50000


class Vector:
    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y, self.z - other.z)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor, self.z * factor)

    def __eq__(self, other):
        return self.x == other.x and self.y == other.y and self.z == other.z

    def __hash__(self):
        return hash((self.x, self.y, self.z))

    def __getitem__(self, index):
        return (self.x, self.y, self.z)[index]

    def __len__(self):
        return 3

    def __lt__(self, other):
        return self.x < other.x


def run(size):
    position = Vector(0, 0, 0)
    velocity = Vector(1, 2, 3)
    total = 0
    for i in range(size):
        position = position + velocity * (i & 3)
        if position - velocity == position:
            total += 1
        total += position[i % 3] & 15
        total += len(position) + (velocity < position)
    seen = {Vector(i & 15, i & 3, 0): i for i in range(size // 4)}
    return [total, len(seen), position.x, position.y, position.z]
