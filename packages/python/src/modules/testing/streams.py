import sys
def T(s, f):
    try: print(s, '->', f())
    except BaseException as e: print(s, '!!', type(e).__name__, e)
out = sys.stdout
T('1', lambda: out.write('x\n')); T('2', lambda: out.write('')); T('3', lambda: out.writelines(['a', 'b\n'])); T('4', lambda: out.writelines(['a', 1]))
T('5', lambda: out.writelines(3)); T('6', out.flush); T('7', out.fileno); T('8', sys.stderr.fileno); T('9', sys.stdin.fileno)
T('10', lambda: (out.closed, out.readable(), out.writable(), sys.stdin.writable(), sys.stderr.errors, out.encoding, out.newlines))
T('11', lambda: sys.stdin.readline()); T('12', lambda: sys.stdin.read()); T('13', lambda: sys.stdin.readlines()); T('14', lambda: next(iter(sys.stdin)))
T('15', lambda: sys.stdin.readline('x')); T('16', lambda: input())
T('17', lambda: repr(out)); T('18', lambda: iter(sys.stdin) is sys.stdin); T('19', lambda: sys.stdin.read(-1)); T('20', lambda: out.write())
sys.stderr.write('é日\ud800\n')
print('to err', file=sys.stderr, end='!\n')
class W:
    def __init__(self): self.parts = []
    def write(self, text): self.parts.append(text)
    def flush(self): self.parts.append('flush')
w = W()
print('a', 1, None, sep='-', end='.', file=w)
out.write(repr(w.parts) + '\n')
sys.stdout = w
print('hidden')
sys.displayhook([1])
sys.stdout = sys.__stdout__
print(''.join(w.parts))
sys.stderr = w
sys.excepthook(ValueError, ValueError('x'), None)
sys.stderr = sys.__stderr__
print(''.join([p for p in w.parts if p != 'flush']))
