from django.core.cache import cache

from brobygger.core import rates


def test_so_many_and_no_more_and_each_key_for_itself():
    assert [rates.within("a", most=2, seconds=60) for _each in range(4)] == [True, True, False, False]
    assert rates.within("b", most=2, seconds=60)


def test_it_is_forgotten_when_its_time_is_over(monkeypatch):
    clock = 1000.0
    monkeypatch.setattr(rates.time, "time", lambda: clock)
    assert [rates.within("c", most=1, seconds=60) for _each in range(2)] == [True, False]
    clock += 60
    assert rates.within("c", most=1, seconds=60)


def test_two_keys_of_one_slot_drive_each_other_out(monkeypatch):
    monkeypatch.setattr(rates, "SLOTS", 1)
    assert [rates.within(key, most=1, seconds=60) for key in "aab"] == [True, False, True]
    assert rates.within("a", most=1, seconds=60)


def test_the_counts_go_with_the_cache():
    assert [rates.within("a", most=1, seconds=60) for _each in range(2)] == [True, False]
    cache.clear()
    assert rates.within("a", most=1, seconds=60)
