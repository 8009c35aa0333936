"""Made facets: columns that people made with the machine, kept as recipes."""
