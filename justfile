# Short names for those who have just; the work is done by ./brobygger, which everybody has.

default: check

# before every commit
check:
    ./brobygger test --quick

test:
    ./brobygger test

demo:
    ./brobygger demo

lock:
    ./brobygger lock
