KIND = 'a file later on the path wins over a folder without __init__'
