# versions: 3.13
# _md5, _sha1, _sha2: digests of texts of all lengths around the ends of blocks, in pieces and at once.
import sys, _md5, _sha1, _sha2

def attempt(call):
    try:
        print(call())
    except BaseException as error:
        print(type(error).__name__, error)

functions = [_md5.md5, _sha1.sha1, _sha2.sha224, _sha2.sha256, _sha2.sha384, _sha2.sha512]
for make in functions:
    h = make()
    print(h.name, h.digest_size, h.block_size, sys.getsizeof(h), h.hexdigest())
    print(make(b'abc').hexdigest(), make(string=b'', usedforsecurity=False).digest() == h.digest())
    for size in (1, 55, 56, 57, 63, 64, 65, 111, 112, 113, 127, 128, 129, 1000):
        data = bytes([i * 7 % 256 for i in range(size)])
        whole = make(data)
        parts = make()
        for i in range(0, size, 13):
            parts.update(data[i:i + 13])
        assert parts.digest() == whole.digest(), (h.name, size)
        print(size, whole.hexdigest()[:16], end=' ')
    print()
    a = make(b'one')
    b = a.copy()
    b.update(b'two')
    print(a.hexdigest() == make(b'one').hexdigest(), b.hexdigest() == make(b'onetwo').hexdigest())
    attempt(lambda: make('text'))
    attempt(lambda: make(1))
    attempt(lambda: a.update('text'))
    attempt(lambda: make(b'', b''))
    attempt(lambda: make(foo=1))
    attempt(lambda: type(a)())
print(_sha2.sha512(b'a' * 100000).hexdigest())
