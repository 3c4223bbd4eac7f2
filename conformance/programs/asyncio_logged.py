# versions: 3.13
# The same by the default handler, which logs: the first line of each message.
import asyncio
import gc
import logging


class Firsts(logging.Handler):
    def emit(self, record):
        text = record.getMessage()
        print(record.levelname, '|', text.splitlines()[0], '|', record.exc_info and repr(record.exc_info[1]))


logging.getLogger('asyncio').addHandler(Firsts())
logging.getLogger('asyncio').propagate = False


async def fails():
    raise ValueError('unseen')


async def main():
    asyncio.create_task(fails())
    await asyncio.sleep(0.001)
    gc.collect()
    asyncio.get_running_loop().call_soon(lambda: {}['x'])
    await asyncio.sleep(0)


asyncio.run(main())
