"""Whether two pictures show the same thing, by their local features: what no vector can tell.

Both sides of the house use it, the build for every pair of a collection that may be one, the
explorer for a picture that is brought. It knows pixels and nothing of bundles; OpenCV is imported
at the first use.
"""

from explorer.geometry.agreement import Agreement
from explorer.geometry.comparing import Found, compare
from explorer.geometry.features import SIDE, Features, features_of, sized
from explorer.geometry.fitting import Fit
from explorer.geometry.hashes import NO_HASH, hash_of, hashes_of, turned_hashes
from explorer.geometry.kinds import Judged, judge
from explorer.geometry.pictures import Picture, decoded

__all__ = [
    "NO_HASH",
    "SIDE",
    "Agreement",
    "Features",
    "Fit",
    "Found",
    "Judged",
    "Picture",
    "compare",
    "decoded",
    "features_of",
    "hash_of",
    "hashes_of",
    "judge",
    "sized",
    "turned_hashes",
]
