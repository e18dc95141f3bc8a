"""Every planted wrong step is refuted, every right one in disguise passes."""

import pytest
from planted import RIGHT, WRONG

from fnn_lib.symbolic.equality import decide


@pytest.mark.parametrize("name", WRONG)
def test_a_planted_wrong_step_is_refuted(name):
    finding = decide(*WRONG[name])
    assert finding.verdict == "refuted"
    assert finding.left is not None


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_step_in_disguise_is_proved(name):
    assert decide(*RIGHT[name]).verdict.startswith("proved")


def test_there_are_at_least_sixty_of_each():
    assert min(len(WRONG), len(RIGHT)) >= 60
