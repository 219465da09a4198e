"""PDF files: from the characters of a page to lines, columns, paragraphs and tables.

``letter`` tells the whole in order. The characters come from pdfium (``characters``, ``words``), the lines that are
drawn from pdfplumber (``lattice``, ``aligned``); ``columns``, ``bands`` and ``gutter`` tell how a page is laid out,
``paragraphs`` and ``headings`` what its lines are, ``tables``, ``heads`` and ``grid`` which cells it has, ``scans``
and ``ocr`` what to do with pictures, and ``accounting`` whether every word arrived.
"""
