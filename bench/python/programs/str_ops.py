"""str: find, replace, case, strip, startswith, slices, comparisons"""

SIZE = 15000

LINE = '  The quick brown fox, jumps over the lazy dog; and the fox runs.  '


def run(size):
    total = 0
    for i in range(size):
        line = LINE.strip()
        total += line.find('fox') + line.rfind('fox') + line.count('the')
        loud = line.upper()
        total += len(line.replace('fox', 'wolf')) + (loud == line) + (loud < line)
        if line.startswith('The') and line.endswith('runs.'):
            total += len(line[4:20]) + ord(line[i % len(line)])
        total += len(line.title().swapcase()) + line[::-1].index('g')
        for c in line:
            if c.isalpha():
                total += 1
        total += len(str(i).rjust(10).center(20, '*')) + line.lower().isupper()
    return total
