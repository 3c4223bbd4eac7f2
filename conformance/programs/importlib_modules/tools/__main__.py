print('main of', __package__, __name__)
