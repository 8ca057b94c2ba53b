"""The English voice reads amounts by itself; what is dialled is told it digit by digit."""

from tests.speech.saying import said, table


@table(
    ("Call 110 or 120, dial 12348", "Call 1 1 0 or 1 2 0, dial 1 2 3 4 8"),
    ("Within 120 days, pay 12345 yuan", "Within 120 days, pay 12345 yuan"),
    ("Phone 0580-1234567", "Phone 0 5 8 0 1 2 3 4 5 6 7"),
    ("Mobile +86 139 0000 0001", "Mobile 1 3 9 0 0 0 0 0 0 0 1"),
    ("From 5000 - 10000 yuan", "From 5000 to 10000 yuan"),
    ("Paid ¥5,000 on 2024-03-15", "Paid 5,000 yuan on 15 March 2024"),
    ("Order SS3-0012", "Order S S 3 0 0 1 2"),
    ("Call\u200b 110", "Call 1 1 0"),
)
def test_numbers_in_english(written: str, spoken: str) -> None:
    assert said(written) == spoken
