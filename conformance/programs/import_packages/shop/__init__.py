"""A shop."""
print('shop starts', __name__)
