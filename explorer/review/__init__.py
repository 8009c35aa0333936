"""Review: what the machine suggests to the cataloguer, and what the cataloguer answered."""
