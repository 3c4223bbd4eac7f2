NAME = 'sun of the west'
