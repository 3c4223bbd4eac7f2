"""a chain of one-way constraints, planned again at each change: inheritance, super(), properties (after DeltaBlue)"""

SIZE = 900


class Variable:
    def __init__(self, name, value):
        self.name = name
        self.value = value
        self.users = []
        self.setter = None

    def change(self, value):
        self.value = value
        for constraint in plan(self):
            constraint.execute()


class Constraint:
    strength = 1

    def __init__(self, output):
        self.output = output
        output.setter = self

    @property
    def inputs(self):
        return ()

    def attach(self):
        for variable in self.inputs:
            variable.users.append(self)
        return self

    def known(self, marked):
        for variable in self.inputs:
            if variable.setter is not None and variable.name not in marked:
                return False
        return True


class Scale(Constraint):
    def __init__(self, source, factor, offset, output):
        super().__init__(output)
        self.source = source
        self.factor = factor
        self.offset = offset

    @property
    def inputs(self):
        return (self.source,)

    def execute(self):
        self.output.value = self.source.value * self.factor + self.offset


class Sum(Constraint):
    strength = 2

    def __init__(self, left, right, output):
        super().__init__(output)
        self.left = left
        self.right = right

    @property
    def inputs(self):
        return (self.left, self.right)

    def execute(self):
        self.output.value = (self.left.value + self.right.value) % 100003


def plan(variable):
    marked = {variable.name}
    order = []
    waiting = list(variable.users)
    while waiting:
        constraint = waiting.pop(0)
        if constraint.output.name in marked:
            continue
        if not constraint.known(marked):
            waiting.append(constraint)
            continue
        marked.add(constraint.output.name)
        order.append(constraint)
        for user in constraint.output.users:
            waiting.append(user)
    return order


def run(size):
    first = Variable('v0', 1)
    left = right = first
    for i in range(1, size):
        a = Variable('a%d' % i, 0)
        b = Variable('b%d' % i, 0)
        Scale(left, 2, i, a).attach()
        Scale(right, 3, -i, b).attach()
        left = Variable('l%d' % i, 0)
        Sum(a, b, left).attach()
        right = left
    total = 0
    for value in range(30):
        first.change(value)
        total += left.value
    return total
