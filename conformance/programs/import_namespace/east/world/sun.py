NAME = 'sun of the east'
