print('goods starts', __name__, __package__)
