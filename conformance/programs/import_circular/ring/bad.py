from ring import bad
print('bad is in sys.modules', bad.__name__)
from ring.bad import missing
