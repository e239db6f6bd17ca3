# Short names for those who have just; the work is done by ./brobygger, which everybody has.

default: quick

quick:
    ./brobygger test --quick

check:
    ./brobygger check

test:
    ./brobygger test

demo:
    ./brobygger demo

lock:
    ./brobygger lock
