"""Makes golden.json with SciPy, an implementation that shares nothing with ours: /usr/bin/python3 golden.py > golden.json

The interval is not read off ordered averages, as ours is, but found by inverting SciPy's exact tests: its ends are where the
one-sided p-value against a shift crosses 1 %.
"""

import json
import random

from scipy import stats

RISK = 0.01
draw = random.Random(20261126)


def sample(size, spread, shift=0.0):
    return [round(1000 + shift + draw.gauss(0, spread) + draw.random() * spread, 4) for _ in range(size)]


def interval(steps, greater, less):
    """Between two steps a p-value does not change. The ends are the steps at which the one-sided ones become more than RISK."""
    gaps = [steps[0] - 1] + [(a + b) / 2 for a, b in zip(steps, steps[1:])] + [steps[-1] + 1]
    below = [index for index, shift in enumerate(gaps) if greater(shift) <= RISK]
    above = [index for index, shift in enumerate(gaps) if less(shift) <= RISK]
    return [steps[max(below)] if below else None, steps[min(above) - 1] if above else None]


def paired(size, spread, shift):
    base = sample(size, spread)
    head = [round(value + shift + draw.gauss(0, spread / 20), 4) for value in base]
    pairs = [round(b - a, 4) for a, b in zip(base, head)]

    def test(alternative):
        return lambda by: float(stats.wilcoxon([d - by for d in pairs], alternative=alternative, mode="exact").pvalue)

    averages = sorted({(pairs[i] + pairs[j]) / 2 for i in range(size) for j in range(i, size)})
    return {
        "base": base,
        "head": head,
        "tolerance": 30,
        "pSlower": test("greater")(30),
        "pFaster": test("less")(-30),
        "interval": interval(averages, test("greater"), test("less")),
    }


def unpaired(sizes, spread, shift):
    base, head = sample(sizes[0], spread), sample(sizes[1], spread, shift)

    def test(alternative):
        return lambda by: float(
            stats.mannwhitneyu([h - by for h in head], base, alternative=alternative, method="exact").pvalue
        )

    differences = sorted({h - b for h in head for b in base})
    return {
        "base": base,
        "head": head,
        "tolerance": 30,
        "pSlower": test("greater")(30),
        "pFaster": test("less")(-30),
        "interval": interval(differences, test("greater"), test("less")),
    }


def paired_shares(worse, better):
    exact = [float(stats.binomtest(k, worse + better, 0.5, alternative="greater").pvalue) for k in (worse, better)]
    return {"worse": worse, "better": better, "pWorse": exact[0], "pBetter": exact[1]}


def shares(base, head):
    """[recovered, of] each."""
    table = [[head[1] - head[0], head[0]], [base[1] - base[0], base[0]]]
    exact = [float(stats.fisher_exact(table, alternative=side)[1]) for side in ("greater", "less")]
    return {"base": base, "head": head, "pWorse": exact[0], "pBetter": exact[1]}


print(
    json.dumps(
        {
            "paired": [
                paired(size, spread, shift)
                for size, spread, shift in [(8, 300, 50), (9, 100, 0), (12, 400, 35), (20, 300, 50), (25, 300, -60)]
            ],
            "unpaired": [
                unpaired(sizes, spread, shift)
                for sizes, spread, shift in [((8, 8), 40, 80), ((10, 10), 100, 150), ((20, 12), 60, -150), ((9, 15), 90, 60)]
            ],
            "pairedShares": [paired_shares(*counts) for counts in [(7, 0), (5, 0), (9, 1), (3, 3), (0, 8)]],
            "shares": [
                shares(*counts)
                for counts in [([20, 20], [13, 20]), ([20, 20], [14, 20]), ([10, 20], [19, 20]), ([8, 10], [30, 40]), ([20, 20], [20, 20])]
            ],
        },
        indent=1,
    )
)
