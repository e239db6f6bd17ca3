"""Documents: what a centre hands on as a screen, a PDF, a Word file or a spreadsheet.

Danish words: rapport, opfølgning, årsberetning, bilag. A report is composed once as a `document.Document`, data only, and
rendered by `html`, `pdf`, `word` and `excel`; `plain` writes lists as CSV. The renderers know no other context: what goes
into a report is composed by the modules beside them that read the contexts below.
"""
