"""Publishing: a collection's map as a folder of plain files that any web server shows.

Nothing here knows the application's own server, and nothing that is written here needs it.
"""

from explorer.publishing.export import MARK, Exported, ExportError, export_map
from explorer.publishing.hanging import Hang, Hung, HungLayout, hang_whole
from explorer.publishing.steps import Steps

__all__ = [
    "MARK",
    "ExportError",
    "Exported",
    "Hang",
    "Hung",
    "HungLayout",
    "Steps",
    "export_map",
    "hang_whole",
]
