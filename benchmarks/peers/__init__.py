"""The same walk through a forerunner, beside ours: ``python -m benchmarks.peers BUNDLE …``.

The forerunner is PixPlot (Yale Digital Humanities Lab, MIT licence), the best known viewer of its
kind that a registry of packages still offers. VIKUS viewer is in none, and is not measured.
"""
