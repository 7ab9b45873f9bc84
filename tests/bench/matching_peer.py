"""The PyPI package `matching` on a made-up round, beside `jobbridge round` on the same one.

    pip install matching
    python tests/bench/matching_peer.py --residents 20000 --hospitals 4000 [--binary target/release/jobbridge]

Lists have 50 wishes, half of them for the best quarter of the hospitals, and there are about as many seats as people;
hospitals rank those who wish them by a drawn score. Both answers, to the best of the residents, must be equal. Times are
of the processor; the binary's include reading the lists as JSON, deciding twice (to the best of either side) and
verifying both. `jobbridge bench` times the parts by themselves.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import threading
import time

MASK = (1 << 64) - 1


class Draws:
    """Numbers that look random and are the same in every run (SplitMix64)."""

    def __init__(self, state):
        self.state = state

    def fraction(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        mixed = self.state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & MASK
        mixed ^= mixed >> 31
        return (mixed >> 11) / (1 << 53)


def make_up(residents, hospitals, length):
    """Lists of the residents, orders and capacities of the hospitals, all by name."""
    draws, wishes, scored = Draws(7), {}, {f"h{place}": [] for place in range(hospitals)}
    for number in range(residents):
        name, chosen = f"r{number}", {}
        while len(chosen) < min(length, hospitals):
            # Squared, so that some are wished by many.
            chosen.setdefault(f"h{int(draws.fraction() ** 2 * hospitals)}")
        wishes[name] = list(chosen)
        for hospital in chosen:
            scored[hospital].append((draws.fraction(), name))
    orders = {name: [one for _, one in sorted(people, reverse=True)] for name, people in scored.items()}
    capacities = {name: 1 + int(draws.fraction() * 9) for name in scored}
    # The package takes no hospital that nobody wishes.
    wished = {name: order for name, order in orders.items() if order}
    return wishes, wished, {name: capacities[name] for name in wished}


def by_package(wishes, orders, capacities):
    """Times of building and of solving, and the hospital of each resident."""
    from matching.games import HospitalResident

    began = time.process_time()
    game = HospitalResident.create_from_dictionaries(wishes, orders, capacities)
    built = time.process_time()
    solved = game.solve(optimal="resident")
    ended = time.process_time()
    placed = {one.name: hospital.name for hospital, people in solved.items() for one in people}
    return built - began, ended - built, placed


def by_binary(binary, wishes, orders, capacities):
    """The time of the whole command, and the hospital of each resident."""
    hospitals = {name: {"capacity": capacities[name], "preferences": order} for name, order in orders.items()}
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        json.dump({"id": "made up", "residents": wishes, "hospitals": hospitals}, file)
        file.write("\n")
        file.flush()
        answer = subprocess.run([binary, "round", "--instances", file.name], check=True, capture_output=True)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    placed = json.loads(answer.stdout)["resident_optimal"]
    return used.ru_utime + used.ru_stime, {name: hospital for name, hospital in placed.items() if hospital}


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--residents", type=int, default=20_000)
    arguments.add_argument("--hospitals", type=int, default=4_000)
    arguments.add_argument("--length", type=int, default=50)
    arguments.add_argument("--binary")
    asked = arguments.parse_args()
    world = make_up(asked.residents, asked.hospitals, asked.length)
    print(f"{asked.residents} x {asked.hospitals}, lists of {asked.length}", flush=True)
    if asked.binary:
        whole, ours = by_binary(asked.binary, *world)
        print(f"jobbridge round, both optima verified, JSON included: {whole:.3f} s, {len(ours)} placed", flush=True)
    building, solving, theirs = by_package(*world)
    print(f"matching: building {building:.2f} s, solving {solving:.3f} s, {len(theirs)} placed", flush=True)
    if asked.binary:
        print("both answers are equal" if ours == theirs else "THE ANSWERS DIFFER")


if __name__ == "__main__":
    # The package copies its players by recursion from one to the next.
    sys.setrecursionlimit(1 << 30)
    threading.stack_size((1 << 32) - (1 << 16))
    thread = threading.Thread(target=main)
    thread.start()
    thread.join()
