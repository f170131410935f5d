"""Months, quarters and fiscal years as a provincial office calculates them."""

from __future__ import annotations

import pytest

from bot.schedule import Period
from bot.spans import Span, SpanKind, fiscal_year


@pytest.mark.parametrize(
    ("kind", "through", "periods"),
    [
        (SpanKind.MONTH, "2026-10", ("2026-10",)),
        (SpanKind.QUARTER, "2026-10", ("2026-10",)),
        (SpanKind.QUARTER, "2026-12", ("2026-10", "2026-11", "2026-12")),
        (SpanKind.QUARTER, "2027-02", ("2027-01", "2027-02")),
        (SpanKind.YEAR, "2026-10", ("2026-10",)),
        (SpanKind.YEAR, "2027-01", ("2026-10", "2026-11", "2026-12", "2027-01")),
    ],
)
def test_a_span_begins_with_its_month_quarter_or_fiscal_year(kind, through, periods):
    assert Span(kind, Period.parse(through)).periods == periods


def test_a_whole_fiscal_year_is_october_to_september():
    span = Span(SpanKind.YEAR, Period(2027, 9))
    assert (len(span.months), span.periods[0], span.periods[-1]) == (12, "2026-10", "2027-09")
    assert span.year_before.periods == tuple(str(month.plus(-12)) for month in span.months)


@pytest.mark.parametrize(
    ("period", "year", "quarter"),
    [("2026-09", 2569, 4), ("2026-10", 2570, 1), ("2027-01", 2570, 2), ("2027-06", 2570, 3)],
)
def test_a_fiscal_year_is_named_by_the_year_it_ends_in(period, year, quarter):
    month = Period.parse(period)
    span = Span(SpanKind.QUARTER, month)
    assert (fiscal_year(month), span.fiscal_year, span.quarter) == (year, year, quarter)
