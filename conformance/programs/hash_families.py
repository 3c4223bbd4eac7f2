"""SHA-3, SHAKE and BLAKE2 as the modules behind hashlib have them: digests, parameters, and what is refused."""
import _blake2
import _sha3


def t(e):
    try:
        print(e, '|', eval(e))
    except Exception as x:
        print(e, '|', type(x).__name__, x)


data = bytes(range(256)) * 3
for name in ('sha3_224', 'sha3_256', 'sha3_384', 'sha3_512'):
    make = getattr(_sha3, name)
    h = make(b'abc', usedforsecurity=False)
    print(name, h.name, h.digest_size, h.block_size, h._capacity_bits, h._rate_bits, h._suffix, h.hexdigest(), make().hexdigest())
    for size in (h.block_size - 1, h.block_size, h.block_size + 1, 700):
        print(make(data[:size]).hexdigest()[-16:], end=' ')
    c = h.copy()
    c.update(data)
    print(h.digest() == make(b'abc').digest(), c.digest() == make(b'abc' + data).digest())
for name in ('shake_128', 'shake_256'):
    make = getattr(_sha3, name)
    h = make(bytearray(b'abc'))
    print(name, h.name, h.digest_size, h.block_size, h._suffix, h.hexdigest(20), h.digest(0), make(data).hexdigest(400)[-32:], make(memoryview(data)[::1]).digest(3))
for make, whole in ((_blake2.blake2b, 128), (_blake2.blake2s, 64)):
    h = make(b'abc')
    print(make, h.name, h.digest_size, h.block_size, h.hexdigest(), make.SALT_SIZE, make.PERSON_SIZE, make.MAX_KEY_SIZE, make.MAX_DIGEST_SIZE)
    for size in (0, whole - 1, whole, whole + 1, 2 * whole, 700):
        print(make(data[:size]).hexdigest()[-16:], make(data[:size], key=b'key').hexdigest()[-16:], end=' ')
    c = make(digest_size=20, salt=b'salt', person=b'me', key=b'k')
    c.update(data)
    c.update(b'')
    print(c.hexdigest(), c.copy().hexdigest() == c.hexdigest())
    print(make(b'x', fanout=2, depth=2, leaf_size=4096, node_offset=2**40 + 7, node_depth=1, inner_size=32, last_node=True).hexdigest())

S, K, B, X = _sha3.sha3_256, _sha3.shake_128, _blake2.blake2b, _blake2.blake2s
for e in ('S("a")', 'S(5)', 'S(b"a", b"b")', 'S(foo=1)', 'S().copy(1)', 'S().update("a")', 'S().update(5)', 'S().update()', 'S().digest(1)', 'K().digest()', 'K().digest(-1)', 'K().digest(2**29)', 'K().digest(2**70)', 'K().digest("a")', 'K().digest(length=3)', 'K().hexdigest(1, 2)',
          'B(digest_size=0)', 'B(digest_size=65)', 'X(digest_size=33)', 'B(digest_size="a")', 'B(b"", digest_size=2**40)', 'B(salt=b"a" * 17)', 'X(person=b"a" * 9)', 'B(fanout=256)', 'B(fanout=-1)', 'B(depth=0)', 'B(depth=256)', 'B(leaf_size=2**32)', 'B(leaf_size=-1)', 'B(leaf_size=2**70)',
          'B(node_offset=2**64)', 'X(node_offset=2**48)', 'X(node_offset=-1)', 'B(node_depth=256)', 'B(inner_size=65)', 'X(inner_size=33)', 'B(key=b"a" * 65)', 'B(key="a")', 'B("a")', 'B(5)', 'B(b"a", b"b")', 'B(foo=1)', 'type("T", (S,), {})', 'type("T", (B,), {})'):
    t(e)
