"""Tables as files: every table on a page can be taken along as CSV or XLSX."""
