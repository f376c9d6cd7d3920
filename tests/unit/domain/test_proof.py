"""Leaf, salt and path lead to the root, by our own code and by the one that docs/proof.md prints."""

from __future__ import annotations

import json
import re

import pytest

from tests.frontend.shared import ROOT
from webapp.domain.ledger.merkle import Step
from webapp.domain.months.proof import Proof, compare_root
from webapp.domain.months.root import Shown

VECTORS = json.loads((ROOT / "tests/frontend/vectors/roots.json").read_text())
TREES = [case for case in VECTORS if case.get("accounts")]
FINGERPRINT = TREES[-1]["root"]


def proofs(case: dict) -> list[Proof]:
    return [_proof(case["root"], **one) for one in case["accounts"]]


def _proof(root: str, salt: str, shown: dict, leaf: str, path: list[dict]) -> Proof:
    return Proof(root, salt, Shown(**shown), leaf, tuple(Step(**step) for step in path))


def printed():
    """The function that the page prints for whoever checks with other tools."""
    [code] = re.findall(r"```python\n(.*?)```", (ROOT / "docs/proof.md").read_text(), re.DOTALL)
    found: dict = {"__name__": "printed"}
    exec(code, found)
    return found["recompute"]


@pytest.mark.parametrize("case", TREES, ids=lambda case: case["name"])
def test_each_account_is_under_its_root_and_no_other_figure_is(case):
    for proof in proofs(case):
        assert proof.holds
        assert proof.sums[-1].digest == case["root"]
        changed = Shown(**{**proof.as_data()["shown"], "total": 20})
        assert not Proof(proof.root, proof.salt, changed, proof.leaf, proof.path).holds


@pytest.mark.parametrize("case", TREES, ids=lambda case: case["name"])
def test_printed_code_finds_the_same_root(case):
    recompute = printed()
    for proof in proofs(case):
        data = json.loads(json.dumps(proof.as_data()))
        assert recompute(data) == case["root"]
        data["shown"]["bonus"] = 99
        assert recompute(data) != case["root"]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (FINGERPRINT, "same"),
        (FINGERPRINT[:16].upper(), "same"),
        (" ".join(FINGERPRINT[at : at + 4] for at in range(0, 16, 4)) + "\n", "same"),
        ("".join(chr(ord(each) + 0xFEE0) for each in FINGERPRINT[:16]), "same"),
        ("0" * 16, "other"),
        (FINGERPRINT[:15], "short"),
        (FINGERPRINT + "0", "short"),
        ("x" * 16, "short"),
        ("", "short"),
    ],
)
def test_typed_fingerprint_is_compared_without_blanks_and_case(typed, told):
    assert compare_root(typed, FINGERPRINT) == told
