"""The desk: pages to look at and an API, at the same addresses. Needs the extra `serve`.

A request goes through `guard` (who may ask, how much), finds its line in `resources`, is validated by
`parameters`, asks one function of `kawat.ask` on a snapshot out of `views`, and is answered as a page
(`pages`) or in a format (`api`).
"""
