"""One script a claim; each prints a table. ``python -m benchmarks.<name> --help`` says how."""
