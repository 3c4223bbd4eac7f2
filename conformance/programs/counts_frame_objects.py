"""The function of a frame is held by the frame, not by its frame object, until that takes the frame over."""
import sys
def f():
    fr=sys._getframe()
    print(sys.getrefcount(f))
    return fr
def g(x):
    a=[x]
    print(sys.getrefcount(g))
    1/0
def h():
    print(sys.getrefcount(h))
h()
f().clear()
fr=f()
print(sys.getrefcount(f))
fr.clear()
print(sys.getrefcount(f))
del fr
print(sys.getrefcount(f))
try: g(1)
except Exception as e:
    print(sys.getrefcount(g))
    e2=e
print(sys.getrefcount(g))
e2.__traceback__.tb_next.tb_frame.clear()
print(sys.getrefcount(g))
del e2
print(sys.getrefcount(g))
def gen():
    a=1
    yield sys._getframe()
    print(sys.getrefcount(gen))
    yield 3
i=gen()
fr=next(i)
print(sys.getrefcount(gen))
next(i)
del i
print(sys.getrefcount(gen))
fr.clear()
print(sys.getrefcount(gen))
del fr
print(sys.getrefcount(gen))


def sees_itself():
    frame = sys._getframe()
    try:
        frame.clear()
    except RuntimeError as error:
        print(error)


sees_itself()


def waits():
    value = [1]
    try:
        yield value
    finally:
        print('closed')


made = waits()
frame = made.gi_frame
print(frame.f_lineno - waits.__code__.co_firstlineno)
frame.clear()
print(made.gi_frame, sys.getrefcount(waits))
del made, frame

made = waits()
next(made)
frame = made.gi_frame
try:
    frame.clear()
except RuntimeError as error:
    print(error)
print(made.gi_frame is None)
del made, frame
print(sys.getrefcount(waits))
