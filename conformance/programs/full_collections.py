# collections show
# large heap
# Full collections while 2,000,000 lists are appended to one list. When they come depends on how many objects were alive
# before (a quarter of them must be new): the ballast makes that number the same everywhere.
import gc

gc.disable()
gc.collect()
ballast = []
while len(gc.get_objects()) < 16000:
    for _ in range(max(1, 15990 - len(gc.get_objects()))):
        ballast.append([])
lengths = []


def watch(phase, info):
    if phase == 'start' and info['generation'] == 2:
        lengths.append(len(keep))


keep = []
gc.collect()
gc.callbacks.append(watch)
gc.enable()
for i in range(2000000):
    keep.append([])
gc.disable()
print(lengths)
