"""The figures: which of the measured is shown, how sizes are compared, and what is said of a goal missed."""

import pytest

from bench import report


def size(children, whole):
    return {
        "machine": {
            "cores": 2,
            "memory_gb": 8,
            "postgresql": "18.1",
            "buffers": "128MB",
            "database_gb": 0.1,
            "python": "3.11.2",
            "date": "22 November 2026",
        },
        "held": {"children": children, "notes": children * 10, "trail": children * 50},
        "requests": len(whole),
        "lock": {"with": [24.0, 26.0, 30.0], "without": [20.0, 20.0, 21.0]},
        "pages": [
            {
                "name": "caseload",
                "goal": True,
                "question": False,
                "whole": whole,
                "sql": [value / 2 for value in whole],
                "queries": 9,
                "by_hand": [value / 4 for value in whole],
                "opened": len(whole),
            }
        ],
    }


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [([5.0], 0.95, 5.0), (range(1, 101), 0.95, 96), (range(1, 21), 0.5, 11)],
)
def test_percentile_is_a_value_that_was_measured(values, share, expected):
    assert report.percentile(list(values), share) == expected


def test_goal_missed_is_said_in_words():
    small, large = size(1_000, [40.0] * 20), size(100_000, [60.0] * 18 + [200.0] * 2)

    missed = report.beyond([small, large])

    assert missed == [
        "caseload: p95 is 200 ms, over 150 ms",
        "caseload: p95 is 5.00 times that of the small county",
    ]


def test_goal_met_is_said_too():
    page = report.page([size(1_000, [40.0] * 20), size(100_000, [50.0] * 20)])

    assert "every page marked with a star meets it" in page
    assert "| caseload * | 40 | 40 | 20 | 10.0 | 9 | 50 | 50 | 25 | 12.5 | 9 | 2.0 | 1.25 |" in page


def test_page_of_figures_says_what_was_measured_and_on_what():
    page = report.page([size(1_000, [40.0] * 20), size(100_000, [50.0] * 20)])

    assert "100,000 children, 1,000,000 notes" in page
    assert "2 cores and 8 GB of memory, PostgreSQL 18.1" in page


def test_what_the_lock_costs_is_said_with_its_goal():
    told = report.page([size(1_000, [40.0] * 20)])

    assert "26.0 ms with it, 20.0 without, 1.30 times. The goal, 1.3 times, is met" in told


def asked(took):
    held = size(100_000, [20.0] * 20)
    page = {**held["pages"][0], "name": "who could", "goal": False, "question": True}
    held["pages"].append({**page, "whole": took})
    return held


@pytest.mark.parametrize(("took", "said"), [(900.0, "it is met"), (1100.0, "it is missed")])
def test_question_of_entitlement_is_answered_within_a_second_or_it_is_said(took, said):
    page = report.page([asked([took] * 20)])

    assert f"{said}, with {took:,.0f} ms at the most" in page
    assert "| who could † |" in page


@pytest.mark.parametrize(("took", "said"), [(57.0, "met"), (60.0, "missed")])
def test_cost_of_the_trail_is_told_where_it_was_measured(took, said):
    held = size(1_000, [20.0] * 20) | {"trail": {"with": [took], "without": [50.0]}}

    assert f"The goal, 1.15 times, is {said}." in report.page([held])
    assert "The trail, while fifty" not in report.page([size(1_000, [20.0] * 20)])
