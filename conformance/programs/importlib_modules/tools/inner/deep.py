from .. import first

WHERE = __name__
