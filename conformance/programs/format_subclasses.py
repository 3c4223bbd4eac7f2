# Formatting without a spec goes through __str__ where the class has one of its own; an enum over floats keeps its text.
import enum


class Shout(float, enum.Enum):
    HALF = 0.5

    def __str__(self):
        return self.name + '!'


print(str(Shout.HALF), format(Shout.HALF), f'{Shout.HALF}', f'{Shout.HALF.value:.2f}')
for base in (float, int, complex, str):
    named = type('Named', (base,), {'__str__': lambda self: f'a {type(self).__base__.__name__}'})
    print(format(named(1)), f'{named(1)}', '%s' % named(1), format(named(1), '6'))
