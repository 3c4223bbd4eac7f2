def one(x):
    return two(x) + 1


def two(x):
    try:
        return x / 0
    except ZeroDivisionError as e:
        raise ValueError('no division') from e


class K:
    def method(self, d):
        return d['missing']


try:
    K().method({})
except KeyError:
    one(3)
