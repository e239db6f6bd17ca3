"""The desk of the house: post for associations, copies, the daily inspection and faults, the garden, the hosts; and the house today."""
