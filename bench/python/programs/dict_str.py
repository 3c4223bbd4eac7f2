"""dicts with str keys: counting words, grouping, merging"""

SIZE = 700

TEXT = """the quick brown fox jumps over the lazy dog while a small red bird sings in
the old tree near the river where the water runs slow and the light is soft and
every day the same fox comes back to look for the dog that never wakes up"""


def run(size):
    words = TEXT.split()
    total = 0
    for turn in range(size):
        counts = {}
        for _ in range(10):
            for word in words:
                counts[word] = counts.get(word, 0) + 1
        groups = {}
        for word in words:
            groups.setdefault(word[0], []).append(word)
        for i in range(200):
            counts['key' + str(i)] = i
        merged = dict(counts)
        merged.update({word: len(word) for word in words})
        for key in counts:
            if key in merged and key not in groups:
                total += merged[key]
        total += counts.pop('fox') + len(groups) + len(merged)
    return total
