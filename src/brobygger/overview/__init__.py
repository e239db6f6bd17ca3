"""Where contexts meet: the start page as a to-do list, the search, the front pages. Holds no rows of its own."""
