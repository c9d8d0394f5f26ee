"""A large reseller for the benchmarks: made by chance, the same each time but for the day."""
