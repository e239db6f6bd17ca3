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
