"""The few lines of TAP that the checks of the house print."""
import sys

_count = 0
_failed = 0


def check(name, faults):
    """One test: it passes when there are no faults, else each is told."""
    global _count, _failed
    _count += 1
    if faults:
        _failed += 1
    print(f"{'not ok' if faults else 'ok'} {_count} {name}")
    for fault in faults:
        print(f"# {fault}")


def done():
    print(f"1..{_count}")
    sys.exit(1 if _failed else 0)
