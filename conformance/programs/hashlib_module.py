"""hashlib, hmac and secrets: what does not depend on the library that CPython was built with."""
import hashlib
import hmac
import io
import secrets

for name in sorted(hashlib.algorithms_guaranteed):
    h = hashlib.new(name, b'abc')
    h.update(b'def' * 100)
    length = (20,) if name.startswith('shake') else ()
    direct = getattr(hashlib, name)(b'abc' + b'def' * 100)
    print(name, h.name, h.digest_size, h.block_size, h.hexdigest(*length), direct.hexdigest(*length) == h.hexdigest(*length))
    if not length:
        print(hmac.new(b'key', b'message', name).hexdigest(), hmac.digest(b'k' * 200, b'm', name).hex())
print(hashlib.file_digest(io.BytesIO(b'abc'), 'sha256').hexdigest(), hashlib.blake2b(b'x', digest_size=4, key=b'k').hexdigest())
try:
    hashlib.new('nothing')
except ValueError as e:
    print(str(e).split('(')[0].split()[0])
m = hmac.new(b'key', digestmod=hashlib.sha3_256)
m.update(b'ab')
c = m.copy()
c.update(b'c')
print(m.name, m.digest_size, m.block_size, m.hexdigest(), c.hexdigest(), hmac.compare_digest('a', 'a'), hmac.compare_digest(b'a', b'b'))
print(len(secrets.token_bytes(20)), len(secrets.token_hex(8)), len(secrets.token_urlsafe(9)), secrets.randbelow(1), secrets.choice('a'), 0 <= secrets.randbits(7) < 128, secrets.compare_digest('x', 'x'))
print(secrets.token_bytes() != secrets.token_bytes())
