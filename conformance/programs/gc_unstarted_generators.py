"""Generators that never began, in cycles: what closing and finalizing them leaves to the collector."""
import gc


def echo(value):
    yield value


def ring():
    items = []
    items.append(echo(items))
    return items


ring()
print(gc.collect())
kept = ring()
kept[0].close()
print(kept[0].gi_frame, next(kept[0], 'over'), len(kept))
del kept
print(gc.collect())


class Noisy:
    def __del__(self):
        print('del')


g = echo(Noisy())
g.close()
print('closed')
del g
print('gone')
