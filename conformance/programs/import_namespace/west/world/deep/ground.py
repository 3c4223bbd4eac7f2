NAME = 'deep'
