"""An SMTP server for tests: takes mail over a real conversation and writes each message with its envelope.

usage: smtp_sink.py DIRECTORY

Prints its port, and ends when its standard input does. The file `mode` in the directory says how it answers the final
dot: accept (also where the file is missing), 451, 550, or stall, which never answers.
"""

import asyncio
import json
import os
import sys

from aiosmtpd.smtp import SMTP


class Sink:
    def __init__(self, directory):
        self.directory = directory
        self.count = 0

    def mode(self):
        try:
            with open(os.path.join(self.directory, "mode"), encoding="ascii") as file:
                return file.read().strip()
        except FileNotFoundError:
            return "accept"

    async def handle_DATA(self, server, session, envelope):
        mode = self.mode()
        self.count += 1
        self.write(f"{self.count:05}.json", json.dumps(
            {"mode": mode, "from": envelope.mail_from, "to": envelope.rcpt_tos}).encode())
        if mode == "451":
            self.write(f"{self.count:05}.refused", envelope.original_content)
            return "451 4.3.0 try again later"
        if mode == "550":
            self.write(f"{self.count:05}.refused", envelope.original_content)
            return "550 5.1.1 no such mailbox"
        if mode == "stall":
            await asyncio.sleep(3600)
        self.write(f"{self.count:05}.eml", envelope.original_content)
        return "250 taken"

    def write(self, name, content):
        """Whole or not at all: a reader never sees half a message."""
        path = os.path.join(self.directory, name)
        with open(path + ".part", "wb") as file:
            file.write(content)
        os.rename(path + ".part", path)


async def main():
    sink = Sink(sys.argv[1])
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(sink, hostname="sink.test"), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    os._exit(0)


asyncio.run(main())
