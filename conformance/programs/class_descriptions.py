# versions: 3.13
class Plain:
    """First line.

        Indented
    less	and a tab
      end
    """

    def __init__(self, first):
        """   One line   """
        self.first = first
        self.second = self.third = 1
        self.fourth: int = 4
        (self.fifth, [self.sixth, *self.seventh]) = 1, (2, 3)
        for self.eighth in ():
            pass
        other = self
        other.not_this = 1
        self.first.not_this_either = 1
        self.augmented += 1
        del self.deleted

        def inner():
            self.in_inner = 1

        class Nested:
            def m(self):
                self.nested = 1

        lambda: [self.in_lambda for self.in_comprehension in ()]

    @classmethod
    def c(cls):
        cls.not_self = 1

    self = object()


@staticmethod
@property
class Decorated:
    pass


print(Plain.__firstlineno__, sorted(Plain.__static_attributes__), Plain.__static_attributes__)
print(repr(Plain.__doc__), repr(Plain.__init__.__doc__))
print([n for n in vars(Plain)])


class Empty:
    pass


print(Empty.__static_attributes__, list(vars(Empty)))


def f():
    """
    a
      b

    c	
    """


print(repr(f.__doc__))


class Two:
    def a(self):
        self.x = self.y = self.z = self.alpha = self.beta = 1


print(Two.__static_attributes__, Two.__firstlineno__)
