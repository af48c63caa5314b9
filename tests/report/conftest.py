import pytest
import report_sample

from prestatielint.model import Failure, Run


@pytest.fixture
def agreement() -> Run:
    return report_sample.run_of(report_sample.agreement())


@pytest.fixture
def hostile() -> Run:
    failure = Failure("<b>kwaad</b>.pdf", "scanned", report_sample.HOSTILE)
    return report_sample.run_of(report_sample.agreement(), report_sample.hostile(), failures=(failure,))


@pytest.fixture
def habits() -> Run:
    return report_sample.habits()
