"""`python -m tests.benchmarks`: how fast the portal is, as ratios to plain programs on the same machine.

All comparisons are made in three rounds, side by side, and the median ratio counts. The table is printed and written to
`build/bench.json`. `--quick` tries the measurements with little data; `--only WORDS WORDS` makes those rows only.
"""

import argparse
import json
import os
import statistics

from tests.benchmarks.rows import ROWS, Row, Sides
from tests.benchmarks.stage import LARGE, QUICK, SMALL, STANDARD, stage
from tests.servers import ROOT

ROUNDS = 3
RESULT = ROOT / 'build' / 'bench.json'


def main() -> None:
    """Measure, print and write down."""
    asked = arguments()
    rows = [row for row in ROWS if any(words in row.name for words in asked.only)]
    print('Preparing: this takes some minutes.', flush=True)
    with stage(QUICK if asked.quick else (STANDARD, LARGE, SMALL), workers=os.cpu_count() or 1) as running:
        sides = {row: row.sides(running) for row in rows}
        rounds = [measured(number, sides) for number in range(1, ROUNDS + 1)]
    found = [result(row, statistics.median(ratios[row] for ratios in rounds)) for row in rows]
    print('\n'.join(lines(found)))
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(found, indent=2) + '\n')
    if not all(one['ratio'] >= one['at_least'] for one in found):
        raise SystemExit('Some ratios are lower than they must be.')


def arguments() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(prog='python -m tests.benchmarks', description=__doc__)
    parser.add_argument('--quick', action='store_true')
    parser.add_argument('--only', nargs='*', default=[''], metavar='WORDS')
    return parser.parse_args()


def measured(number: int, sides: dict[Row, Sides]) -> dict[Row, float]:
    """One round: the ratio of every row, its sides in turn one right after the other."""
    ratios = {}
    for row, (left, right) in sides.items():
        pairs = [(left(), right()) for _ in range(row.turns)]
        ratios[row] = statistics.median(one / other for one, other in pairs)
        one, other = map(statistics.median, zip(*pairs, strict=True))
        print(f'  round {number}: {row.name}: {ratios[row]:.2f} ({one:,.0f}/s beside {other:,.0f}/s)', flush=True)
    return ratios


def result(row: Row, ratio: float) -> dict:
    """What is written down of a row."""
    return {'name': row.name, 'ratio': round(ratio, 3), 'at_least': row.at_least, 'aim': row.aim}


def lines(found: list[dict]) -> list[str]:
    """The results as a table."""
    width = max(len(one['name']) for one in found)
    head = f'{"what":{width}}  ratio  at least    aim'
    return ['', head, '-' * len(head), *(
        f'{one["name"]:{width}}  {one["ratio"]:5.2f}  {one["at_least"]:8.2f}  {one["aim"]:5.2f}  {verdict(one)}'
        for one in found
    )]


def verdict(one: dict) -> str:
    """How good that is."""
    if one['ratio'] < one['at_least']:
        return 'TOO LOW'
    return 'aim reached' if one['ratio'] >= one['aim'] else 'enough'


if __name__ == '__main__':
    main()
