VALUE = 'from the spare folder'
