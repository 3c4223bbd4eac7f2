import ring.outer
try:
    ring.outer.inner
except AttributeError as error:
    print(error)
