# versions: 3.13
# Streams over the two ends of a connected pair, and readers and writers of the loop: no socket leaves the program.
import asyncio
import socket


async def echo(reader, writer):
    while line := await reader.readline():
        writer.write(line.upper())
        await writer.drain()
    writer.close()
    await writer.wait_closed()


async def main():
    ours, theirs = socket.socketpair()
    server = asyncio.create_task(echo(*await asyncio.open_connection(sock=theirs)))
    reader, writer = await asyncio.open_connection(sock=ours)
    for text in (b'one\n', b'two\n'):
        writer.write(text)
        print(await reader.readline())
    reading = asyncio.create_task(reader.read())
    for _ in range(30):
        writer.write(b'x' * 20_000 + b'\n')
        await writer.drain()
    writer.write_eof()
    rest = await reading
    print(len(rest), rest[-2:])
    await server
    writer.close()
    await writer.wait_closed()

    loop = asyncio.get_running_loop()
    left, right = socket.socketpair()
    left.setblocking(False)
    right.setblocking(False)
    came = asyncio.Event()
    loop.add_reader(right, came.set)
    await loop.sock_sendall(left, b'for the reader')
    await came.wait()
    print(right.recv(100), loop.remove_reader(right), loop.remove_reader(right))
    waiting = asyncio.create_task(loop.sock_recv(right, 10))
    await asyncio.sleep(0)
    await loop.sock_sendall(left, b'later')
    print(await waiting)
    left.close()
    print(await loop.sock_recv(right, 10))
    right.close()


asyncio.run(main())
