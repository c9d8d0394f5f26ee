"""A made-up partner, its customers, and what happened to them until today.

`story` calls the portal's own services over simulated time: every row has its entries, and both
agree. `background` ingests records of what the portal keeps no rows of. What is decided by chance
follows from a seed.
"""
