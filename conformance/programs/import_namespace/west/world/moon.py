NAME = 'moon of the west'
