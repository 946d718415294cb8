"""Computes wschaos's figures from a packet capture alone: nothing of wschaos is used, only RFC 793, 6455 and definitions.

    read_capture.py CAPTURE CASES

CAPTURE is a pcap file of an Ethernet-like link with stamps of nanoseconds (tcpdump --time-stamp-precision=nano -i lo).
CASES is JSON: {"target": PORT, "cases": {NAME: {"port": PORT, "injected": "reset" | "fin" | "close" | {"message": N},
"lifted": "injected" | "refused" | {"answer": STATUS, "nth": N} | {"request": N}, "withholdsEnd": BOOLEAN}}}.

Prints JSON: for each run of a client, in the order of its first packet, its figures in milliseconds, `null` where the packets
do not show them. All of them are durations between two stamps of the one capture.

injected   reset: the proxy's RST; fin: its FIN; close: the last byte of its Close frame, each towards the client;
           message: the last byte of the nth message that was delivered to the client
detected   the first of: the client's Close frame, FIN, RST on the old connection; the SYN of its next dial
attempt    a SYN, whatever answers it
open       the last byte of the head of a 101, towards the client
ready      the last byte of the first message to the client that follows one of its own that reached the server
lifted     answer: the nth answer with that status; request: the nth request behind the injection; refused: not on the wire,
           but between the last SYN that met a RST and the first that did not
closed     RST, or the later of both FINs, or, where the fault keeps the proxy's to itself, the client's
"""

import json
import struct
import sys

FIN, SYN, RST, ACK = 0x01, 0x02, 0x04, 0x10
CLOSE, PING, PONG = 0x8, 0x9, 0xA


def packets(path):
    """(stamp in ns, source port, target port, flags, sequence number, payload) of each TCP segment."""
    with open(path, "rb") as capture:
        magic, _, _, _, _, _, link = struct.unpack("<IHHiIII", capture.read(24))
        if magic != 0xA1B23C4D or link != 1:
            raise SystemExit(f"{path}: magic {magic:#x}, link {link}; expected 0xa1b23c4d and 1")
        while header := capture.read(16):
            seconds, nanoseconds, captured, length = struct.unpack("<IIII", header)
            frame = capture.read(captured)
            if captured < length:
                raise SystemExit(f"{path}: a packet of {length} bytes was cut to {captured}")
            if frame[12:14] != b"\x08\x00" or frame[23] != 6:
                continue
            ip = frame[14:]
            tcp = ip[(ip[0] & 15) * 4 : int.from_bytes(ip[2:4], "big") or None]
            source, target, sequence = struct.unpack(">HHI", tcp[:8])
            yield seconds * 10**9 + nanoseconds, source, target, tcp[13], sequence, tcp[(tcp[12] >> 4) * 4 :]


class Stream:
    """One direction of a connection: its bytes, and when each of them was on the wire first."""

    def __init__(self):
        self.data = bytearray()
        self.ends = []  # (length so far, stamp)
        self.next = None
        self.fin = self.rst = self.syn = None

    def take(self, stamp, flags, sequence, payload):
        if flags & SYN:
            self.syn = self.syn or stamp
            self.next = (sequence + 1) % 2**32
        if payload and self.next is not None:
            ahead = (sequence - self.next + 2**31) % 2**32 - 2**31
            if ahead > 0:
                raise SystemExit("the capture lacks a segment")
            fresh = payload[-ahead:]
            if fresh:
                self.data += fresh
                self.next = (self.next + len(fresh)) % 2**32
                self.ends.append((len(self.data), stamp))
        if flags & FIN:
            self.fin = self.fin or stamp
        if flags & RST:
            self.rst = self.rst or stamp

    def at(self, length):
        """When the first `length` bytes were complete."""
        return next(stamp for so_far, stamp in self.ends if so_far >= length)

    def head(self):
        """(first line, headers in lower case, stamp of the last byte), or None."""
        end = self.data.find(b"\r\n\r\n")
        if end < 0:
            return None
        first, *lines = self.data[:end].decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        return first, headers, self.at(end + 4)

    def frames(self):
        """(opcode, stamp of the last byte) of each complete frame behind the head. No fragments are sent here."""
        at = self.data.find(b"\r\n\r\n") + 4
        if at < 4:
            return
        while len(self.data) >= at + 2:
            first, second = self.data[at : at + 2]
            length, extra = second & 127, 0
            if length > 125:
                extra = 2 if length == 126 else 8
                length = int.from_bytes(self.data[at + 2 : at + 2 + extra], "big")
            at += 2 + extra + (4 if second & 128 else 0) + length
            if len(self.data) < at:
                return
            yield first & 15, self.at(at)

    def messages(self):
        return [stamp for opcode, stamp in self.frames() if opcode < 8]

    def closes(self):
        return [stamp for opcode, stamp in self.frames() if opcode == CLOSE]


class Connection:
    def __init__(self, port):
        self.port = port
        self.up, self.down = Stream(), Stream()  # as seen from who dialled
        self.upstream = None

    @property
    def dialled(self):
        return self.up.syn

    def label(self):
        head = self.up.head()
        return head and tuple(head[1].get(name) for name in ("x-case", "x-iteration", "x-run"))

    def key(self):
        head = self.up.head()
        return head and head[1].get("sec-websocket-key")

    def status(self):
        head = self.down.head()
        return head and int(head[0].split()[1])

    def refused(self):
        return self.down.syn is None and self.down.rst is not None


def read_connections(path, ports):
    open_ones, every_one = {}, []
    for stamp, source, target, flags, sequence, payload in packets(path):
        dials = flags & SYN and not flags & ACK
        if dials and target in ports:
            known = open_ones.get((source, target))
            again = known and known.up.next == (sequence + 1) % 2**32 and known.down.syn is None and not known.refused()
            if not again:
                open_ones[source, target] = Connection(target)
                every_one.append(open_ones[source, target])
        if (source, target) in open_ones:
            open_ones[source, target].up.take(stamp, flags, sequence, payload)
        elif (target, source) in open_ones:
            open_ones[target, source].down.take(stamp, flags, sequence, payload)
    return every_one


def first(stamps):
    return min((stamp for stamp in stamps if stamp is not None), default=None)


def find_injected(how, old):
    if how == "reset":
        return old.down.rst
    if how == "fin":
        return old.down.fin
    if how == "close":
        return first(old.down.closes())
    messages = old.down.messages()
    return messages[how["message"] - 1] if len(messages) >= how["message"] else None


def ready_of(connection):
    if connection.upstream is None:
        return None
    asked = first(connection.upstream.up.messages())
    return first(stamp for stamp in connection.down.messages() if asked is not None and stamp > asked)


def find_closed(old, withholds_end):
    reset = first([old.up.rst, old.down.rst])
    both = None if None in (old.up.fin, old.down.fin) else max(old.up.fin, old.down.fin)
    return first([old.up.fin]) if withholds_end else first([reset, both])


def lifted_window(how, injected, later):
    """The earliest and the latest that `lifted` can have been; one instant where the wire shows it."""
    if how == "injected":
        return injected, injected
    if how == "refused":
        refused = [one.dialled for one in later if one.refused()]
        served = [one.dialled for one in later if one.down.syn is not None]
        return max(refused, default=injected), first(served)
    if "answer" in how:
        stamps = [one.down.head()[2] for one in later if one.status() == how["answer"]]
        nth = how["nth"]
    else:
        stamps = [head[2] for head in (one.up.head() for one in later) if head]
        nth = how["request"]
    stamps.sort()
    return (stamps[nth - 1],) * 2 if len(stamps) >= nth else (None, None)


def figures(case, old, later):
    def since(start, end):
        return None if start is None or end is None else (end - start) / 1e6

    injected = find_injected(case["injected"], old)
    if injected is None:
        return None
    later = [one for one in later if one.dialled > injected]
    own = [*old.up.closes(), old.up.fin, old.up.rst, *(one.dialled for one in later)]
    detected = first(stamp for stamp in own if stamp is not None and stamp >= injected)
    ready = first(map(ready_of, later))
    opened = first(one.down.head()[2] for one in later if one.status() == 101)
    closed = find_closed(old, case.get("withholdsEnd", False))
    attempts = [one.dialled for one in later if ready is None or one.dialled <= ready]
    earliest, latest = lifted_window(case["lifted"], injected, later)
    return {
        "steady": since(ready_of(old), injected),
        "detection": since(injected, detected),
        "close": None if closed is None or detected is None else max(0, since(detected, closed)),
        "reconnect": since(detected, opened),
        "outage": since(injected, ready),
        "recovery": since(max(earliest, injected), ready) if earliest is not None and earliest == latest else None,
        "lifted": [since(injected, earliest), since(injected, latest)],
        "attempts": len(attempts),
        "schedule": [since(detected, stamp) for stamp in attempts],
        "interval": [since(a, b) for a, b in zip(attempts, attempts[1:])],
    }


def read_runs(path, plan):
    cases = {case["port"]: (name, case) for name, case in plan["cases"].items()}
    every_one = read_connections(path, {*cases, plan["target"]})
    upstreams = {one.key(): one for one in every_one if one.port == plan["target"] and one.key()}
    runs = {}  # (case, iteration, process) -> its connections; a port serves one run at a time
    current = {}
    for one in every_one:
        if one.port not in cases:
            continue
        one.upstream = upstreams.get(one.key())
        label = one.label() or current.get(one.port)
        if label is None:
            continue
        current[one.port] = label
        runs.setdefault(label, []).append(one)
    for (name, iteration, _), (old, *later) in runs.items():
        told = figures(plan["cases"][name], old, later)
        if told is not None:
            yield {"case": name, "iteration": int(iteration), **told}


if __name__ == "__main__":
    with open(sys.argv[2], encoding="utf-8") as text:
        json.dump(list(read_runs(sys.argv[1], json.load(text))), sys.stdout)
