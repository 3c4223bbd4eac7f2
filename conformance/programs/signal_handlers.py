# Signals that the program sends itself: handlers, what they get, what they raise, what is refused.
import _signal as signal, os, sys

print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)
print(signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGPIPE))
try:
    signal.raise_signal(signal.SIGINT)
except KeyboardInterrupt as error:
    print('KeyboardInterrupt', error.args)
came = []


def handler(number, frame):
    came.append((number, frame.f_code.co_name))


class Callable:
    def __call__(self, number, frame):
        came.append(type(frame).__name__)


print(signal.signal(signal.SIGINT, handler) is signal.default_int_handler)
print(signal.getsignal(signal.SIGINT) is handler)


def sends():
    signal.raise_signal(signal.SIGINT)
    os.kill(os.getpid(), signal.SIGINT)
    return 'went on'


print(sends(), came)
counts = sys.getrefcount(handler)
print(signal.signal(signal.SIGINT, signal.SIG_IGN) is handler, counts - sys.getrefcount(handler))
signal.raise_signal(signal.SIGINT)
print(signal.signal(signal.SIGUSR1, Callable()))
signal.raise_signal(signal.SIGUSR1)
print(came)


class Stop(Exception):
    pass


def stop(number, frame):
    raise Stop(number)


signal.signal(signal.SIGUSR1, stop)
try:
    signal.raise_signal(signal.SIGUSR1)
except Stop as error:
    print('Stop', error, error.__traceback__.tb_next.tb_frame.f_code.co_name)
for call in (
    lambda: signal.signal(signal.SIGINT, 5),
    lambda: signal.signal(0, handler),
    lambda: signal.signal(65, handler),
    lambda: signal.signal(signal.SIGKILL, handler),
    lambda: signal.signal('a', handler),
    lambda: signal.signal(2),
    lambda: signal.getsignal(99),
    lambda: signal.raise_signal(99),
    lambda: signal.strsignal(0),
    lambda: signal.default_int_handler(2, None),
    lambda: signal.default_int_handler(),
):
    try:
        call()
    except BaseException as error:
        print(type(error).__name__, error)
print(signal.strsignal(2), signal.strsignal(32), signal.strsignal(40), len(signal.valid_signals()))
print(signal.NSIG, signal.SIGRTMAX, signal.ItimerError.__name__, signal.ItimerError.__bases__)
