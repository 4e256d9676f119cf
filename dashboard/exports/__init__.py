"""What leaves the dashboard: tables of charts, reports, data files. The same numbers as on the pages."""
