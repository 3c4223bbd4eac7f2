# _thread without threads: locks, re-entrant locks, local data, and what they refuse.
import sys, _thread

def attempt(call):
    try:
        print(call())
    except BaseException as error:
        print(type(error).__name__, error)

lock = _thread.allocate_lock()
print(repr(lock)[:28], lock.locked(), sys.getsizeof(lock))
print(lock.acquire(), lock.locked(), repr(lock)[:26], lock.acquire(False), lock.acquire(timeout=0.001))
print(lock.acquire(True, 0.001), lock.acquire(blocking=False))
lock.release()
with lock:
    print(lock.locked(), lock.locked_lock())
print(lock.locked())
attempt(lock.release)
attempt(lambda: lock.acquire(False, 1))
attempt(lambda: lock.acquire(True, -2))
attempt(lambda: lock.acquire(timeout=1e100))
attempt(lambda: _thread.allocate_lock(1))
attempt(lambda: lock.acquire(1, 2, 3))
attempt(lambda: lock.acquire(nothing=3))

r = _thread.RLock()
print(repr(r)[:52], sys.getsizeof(r))
print(r.acquire(), r.acquire(), r._is_owned())
r.release()
print(r._is_owned(), repr(r)[:24])
r.release()
print(r._is_owned())
attempt(r.release)
attempt(r._release_save)
with r:
    with r:
        state = r._release_save()
        print(state[0], r._is_owned())
        r._acquire_restore(state)
        print(r._is_owned())

class Local(_thread._local):
    kind = 'class'
    def __init__(self, value=0):
        self.value = value
local = Local(5)
local.extra = [1]
print(local.value, local.kind, sorted(local.__dict__), local.extra)
del local.extra
attempt(lambda: local.extra)
attempt(lambda: _thread._local(1))
plain = _thread._local()
plain.me = plain
print(plain.me is plain, plain.__dict__.keys())

class Lock2(type(r)):
    name = 'sub'
print(Lock2().acquire(), Lock2.name)
attempt(lambda: type('X', (type(lock),), {}))
print(_thread.get_ident() == _thread.get_ident(), _thread.TIMEOUT_MAX, _thread._count(), _thread.stack_size())
attempt(lambda: _thread.start_new_thread(1, ()))
attempt(lambda: _thread.start_new_thread(print, 1))
attempt(lambda: _thread.start_new_thread(print, (), 1))
attempt(_thread.exit)
print(_thread.error is RuntimeError, _thread.LockType is type(lock))
import gc
del plain
print(gc.collect() > 0)
