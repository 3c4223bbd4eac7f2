"""the sieve of Eratosthenes on a list, marked one by one"""

SIZE = 800000


def run(size):
    prime = [True] * (size + 1)
    prime[0] = prime[1] = False
    i = 2
    while i * i <= size:
        if prime[i]:
            for j in range(i * i, size + 1, i):
                prime[j] = False
        i += 1
    count = 0
    for flag in prime:
        if flag:
            count += 1
    return count
