"""Stands in for a context's own command line: says its words and ends with 3."""


def main(words: list[str]) -> int:
    print(*words)
    return 3
