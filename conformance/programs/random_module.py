# random of the library on _random and _sha2: the numbers of CPython for seeds of every kind.
import random
random.seed(42)
print(random.random(), random.randint(1,100), random.choice('abc'), random.sample(range(100),5), random.gauss(0,1), random.shuffle(l:=list(range(10))), l)
random.seed('text'); print(random.random(), random.randbytes(5), random.choices([1,2,3],k=5))
random.seed(b'bytes'); print(random.uniform(1,2), random.expovariate(1), random.getrandbits(70))
s=random.getstate(); a=random.random(); random.setstate(s); print(a==random.random())
r=random.Random(3.5); print(r.random(), r.triangular(), r.betavariate(1,2), r.lognormvariate(0,1))
