"""split and join"""

SIZE = 50000


def run(size):
    s = 'word ' * size
    return len('-'.join(s.split())) + s.count('d w') + s.find('nothing')
