"""The pages of the desk as a folder of files: a copy that any web server hands out, or a browser opens.

names.py     the file in which a page is
scope.py     which pages there are: all, or what a filter leaves
links.py     links from file to file; what has no page in the copy is not linked
pages.py     the pages, one after the other
data.py      the lists as data
folder.py    a folder that is there whole or not at all
writing.py   all of it
"""

from .writing import Site, write

__all__ = ["Site", "write"]
